// Better Auth's twoFactor table, and the last step used of each secret.

import type { Generated } from 'kysely';
import type { OptionalTime } from '../../database/columns.ts';

export interface TwoFactorsTable {
  id: string;
  userId: string;
  /** Encrypted. */
  secret: string;
  /** Encrypted JSON list. */
  backupCodes: string;
  /** False until the first code was typed: the user is still setting it up. */
  verified: Generated<boolean>;
  failedVerificationCount: Generated<number>;
  lockedUntil: OptionalTime;
  /** Thirty-second steps since 1970; codes up to this one are used. */
  lastUsedStep: Generated<number>;
}

export interface TwoFactorTables {
  twoFactors: TwoFactorsTable;
}
