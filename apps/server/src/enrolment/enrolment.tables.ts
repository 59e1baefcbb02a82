// Table of enrolment tokens. Only hashes are kept.

import type { Time } from '../database/columns.ts';

export interface EnrolmentTokensTable {
  id: string;
  organisationId: string;
  /** SHA-256 of the token, base64url. */
  tokenHash: string;
  usesLeft: number;
  expiresAt: Time;
  createdAt: Time;
}

export interface EnrolmentTables {
  enrolmentTokens: EnrolmentTokensTable;
}
