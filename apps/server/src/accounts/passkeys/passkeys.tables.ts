// Tables of passkeys.

import type { OptionalTime, Time } from '../../database/columns.ts';

export interface PasskeysTable {
  id: string;
  userId: string;
  /** Base64url, the authenticator's own. */
  credentialId: string;
  /** COSE. */
  publicKey: Buffer;
  /** Of signatures, as the authenticator counts; 0 where it does not. */
  counter: number;
  name: string;
  synced: boolean;
  createdAt: Time;
  lastUsedAt: OptionalTime;
}

/** Challenges that were signed, until they would have run out. */
export interface SpentChallengesTable {
  challenge: string;
  expiresAt: Time;
}

export interface PasskeysTables {
  passkeys: PasskeysTable;
  spentChallenges: SpentChallengesTable;
}
