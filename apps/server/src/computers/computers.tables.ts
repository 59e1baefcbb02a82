// Tables of computers (machines whose agent stays, and the demo computer of each organisation) and of their shares.

import type { Computer, Ending, Permission, UnlockFailure } from '@nearhand/protocol';
import type { Generated } from 'kysely';
import type { Optional, OptionalTime, Time } from '../database/columns.ts';

export interface ComputersTable {
  id: string;
  organisationId: string;
  kind: Computer['kind'];
  name: string;
  /** What the machine called itself last. When that changes, it is its name. */
  machineName: string;
  system: Computer['system'];
  systemName: string;
  /** As it said last, like what follows. */
  agentVersion: Generated<string>;
  installed: Generated<boolean | null>;
  desktopLimit: Generated<Computer['desktopLimit']>;
  /** Identity key of its agent; unique among enrolled ones. The demo agent serves the demo computers of all. */
  agentKey: string | null;
  /** Its policy. */
  disabled: Generated<boolean>;
  permissions: Generated<Permission[]>;
  ask: Generated<boolean>;
  askSeconds: Generated<number>;
  atEnd: Generated<Ending>;
  /** Which its system did not do, last time. */
  endingFailed: Generated<Computer['endingFailed']>;
  /** Of its agent, with its identity's signature; null: it can unlock nothing. */
  sealingKey: Generated<string | null>;
  sealingSignature: Generated<string | null>;
  /** Credentials for its screen, sealed to `unlockKey`. */
  unlockSealed: Generated<string | null>;
  unlockKey: Generated<string | null>;
  /** The last time. */
  unlockFailed: Generated<UnlockFailure | null>;
  addedAt: Time;
  /** Written in batches, so it lags a little; presence itself is in memory. */
  lastSeenAt: OptionalTime;
}

export interface ComputerSharesTable {
  id: string;
  computerId: string;
  email: string;
  /** Null until somebody has confirmed the address. Kept when that person takes another address. */
  userId: Optional<string>;
  /** When they came to have it by that, until they are told. */
  claimedAt: OptionalTime;
  permissions: Permission[];
  until: OptionalTime;
  /** When it was told that its time is over. */
  overAt: OptionalTime;
  /** Null: not a member any more. */
  sharedById: Optional<string>;
  sharedByName: string;
  sharedAt: Time;
}

export interface ComputersTables {
  computers: ComputersTable;
  computerShares: ComputerSharesTable;
}
