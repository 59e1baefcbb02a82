// Tables of organisations and of the server as a whole.

import type { Generated } from 'kysely';
import type { Json, OptionalTime, Time } from '../database/columns.ts';

export interface OrganisationsTable {
  id: string;
  name: string;
  /** Members without two-factor sign-in can do nothing but set it up. */
  twoFactorRequired: Generated<boolean>;
  createdAt: Time;
  /** Its last member deleted the account: nobody belongs to it any more. */
  deletedAt: OptionalTime;
  /** What it had is gone. */
  clearedAt: OptionalTime;
}

/** What the server remembers about itself, one row per key. */
export interface HostSettingsTable {
  key: string;
  value: Json<unknown>;
}

export interface OrganisationsTables {
  organisations: OrganisationsTable;
  hostSettings: HostSettingsTable;
}
