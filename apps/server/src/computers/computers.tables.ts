// Table of computers: machines whose agent stays, and the demo computer of each organisation.

import type { Computer } from '@nearhand/protocol';
import type { Generated } from 'kysely';
import type { OptionalTime, Time } from '../database/columns.ts';

export interface ComputersTable {
  id: string;
  organisationId: string;
  kind: Computer['kind'];
  name: string;
  system: Computer['system'];
  systemName: string;
  /** As it said last, like what follows. */
  agentVersion: Generated<string>;
  installed: Generated<boolean | null>;
  desktopLimit: Generated<Computer['desktopLimit']>;
  /** Identity key of its agent; unique among enrolled ones. The demo agent serves the demo computers of all. */
  agentKey: string | null;
  addedAt: Time;
  /** Written in batches, so it lags a little; presence itself is in memory. */
  lastSeenAt: OptionalTime;
}

export interface ComputersTables {
  computers: ComputersTable;
}
