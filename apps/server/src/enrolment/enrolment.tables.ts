// Tables of enrolment: tokens, of which only hashes are kept, and computers that wait for a member.

import type { Computer } from '@nearhand/protocol';
import type { OptionalTime, Time } from '../database/columns.ts';

export interface EnrolmentTokensTable {
  id: string;
  organisationId: string;
  /** SHA-256 of the token, base64url. */
  tokenHash: string;
  name: string;
  /** The name of the member who made it; empty at the command line. */
  madeBy: string;
  uses: number;
  usesLeft: number;
  expiresAt: Time;
  createdAt: Time;
  lastUsedAt: OptionalTime;
}

/** They belong to no organisation yet. */
export interface PendingComputersTable {
  agentKey: string;
  /** Eight letters, without the hyphen. */
  code: string;
  name: string;
  system: Computer['system'];
  systemName: string;
  userName: string;
  address: string;
  askedAt: Time;
  expiresAt: Time;
}

export interface EnrolmentTables {
  enrolmentTokens: EnrolmentTokensTable;
  pendingComputers: PendingComputersTable;
}
