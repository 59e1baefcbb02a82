// The database of the configuration, ready for use: its own PostgreSQL or the host's, connected and migrated.

import type { Kysely } from 'kysely';
import { AppError, type Clock, type Logger, messageOf } from '@nearhand/base';
import type { ServerConfig } from '../config/config.ts';
import { isDatabaseUnavailable } from '../database/availability.ts';
import { type DatabaseTarget, connectDatabase } from '../database/connect.ts';
import { EmbeddedPostgres } from '../database/embedded/embedded-postgres.ts';
import { migrate } from '../database/migrate.ts';
import { DatabaseNotifications } from '../database/notifications.ts';
import type { Database } from '../database/schema.ts';
import type { Teardown } from './teardown.ts';

export interface OpenDatabaseOptions {
  readonly config: ServerConfig;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly teardown: Teardown;
}

export interface OpenedDatabase {
  readonly db: Kysely<Database>;
  /** Not started. */
  readonly notifications: DatabaseNotifications;
}

export async function openDatabase(options: OpenDatabaseOptions): Promise<OpenedDatabase> {
  const { clock, logger, teardown } = options;
  const target = await findTarget(options);
  const db = connectDatabase({ target, logger });
  teardown.add('the database connections', () => db.destroy());
  try {
    await migrate(db, logger);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const hint = isDatabaseUnavailable(cause)
      ? 'Check its address and that it runs'
      : 'Check that its user may create tables';
    throw new AppError('unavailable', `The database cannot be used: ${messageOf(cause)}. ${hint}.`, { cause });
  }
  return { db, notifications: new DatabaseNotifications({ target, clock, logger }) };
}

async function findTarget(options: OpenDatabaseOptions): Promise<DatabaseTarget> {
  const { config, clock, logger, teardown } = options;
  if (config.databaseUrl !== null) return { connectionString: config.databaseUrl };
  const embedded = await EmbeddedPostgres.start({ dataFolder: config.dataFolder, clock, logger });
  teardown.add('the database', () => embedded.stop());
  return embedded.target;
}
