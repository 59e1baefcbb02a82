// What every feature gets: the program's dependencies and the two services the others build on.

import type { Kysely } from 'kysely';
import type { Clock, Logger } from '@nearhand/base';
import type { Authentication } from './accounts/authentication.ts';
import type { Members } from './accounts/members.ts';
import type { OwnProofs } from './accounts/own-proof.ts';
import type { Setup } from './accounts/setup.ts';
import type { ServerConfig } from './config/config.ts';
import type { Notifications } from './database/notifications.ts';
import type { Database } from './database/schema.ts';
import type { ServerKeys } from './keys/keys.ts';
import type { KeyVault } from './keys/vault.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { Organisations } from './organisations/organisations.ts';
import type { Authority, Certificates } from './tls/certificates.ts';

export interface AppDeps {
  readonly config: ServerConfig;
  readonly db: Kysely<Database>;
  readonly keys: ServerKeys;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Null where the server itself does no encryption. */
  readonly certificates: Certificates | null;
  /** Null for a program that only runs a command. */
  readonly notifications: Notifications | null;
}

export interface AppContext extends AppDeps {
  readonly authentication: Authentication;
  readonly members: Members;
  readonly proofs: OwnProofs;
  readonly organisations: Organisations;
  readonly setup: Setup;
  /** Seals secrets for the database. */
  readonly vault: KeyVault;
  /** Features add their own numbers. */
  readonly metrics: Metrics;
  /** What people install to trust a self-made certificate; null otherwise. */
  readonly authority: Authority | null;
}
