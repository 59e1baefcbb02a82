// The server's services for a command: on the database of a running server, or on one started for the command alone.

import { AppError, type Clock, type Logger } from '@nearhand/base';
import { buildApp } from '../app.ts';
import type { AppContext } from '../app-context.ts';
import type { ServerConfig } from '../config/config.ts';
import { isDataFolder, openDataFolder } from '../data-folder/data-folder.ts';
import { findLockHolder, lockDataFolder } from '../data-folder/lock.ts';
import { connectDatabase } from '../database/connect.ts';
import { findRunningTarget } from '../database/embedded/running-postmaster.ts';
import { migrate } from '../database/migrate.ts';
import { loadKeys } from '../keys/keys.ts';
import { openDatabase } from '../program/open-database.ts';
import { Teardown } from '../program/teardown.ts';

export interface OpenContextOptions {
  readonly config: ServerConfig;
  readonly version: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Whether the command may be the first thing that ever happens to the data folder. */
  readonly mayBegin: boolean;
}

/** Runs `work` and leaves everything as it was. Throws AppError with words for the host. */
export async function withContext<T>(
  options: OpenContextOptions,
  work: (context: AppContext) => Promise<T>,
): Promise<T> {
  const { config, clock, logger } = options;
  const teardown = new Teardown(logger);
  try {
    const db = await openForCommand(options, teardown);
    const keys = await loadKeys(config.dataFolder);
    const deps = { config, db, keys, clock, logger, certificates: null, notifications: null };
    const { app, context } = await buildApp(deps);
    teardown.add('the services', () => app.close());
    return await work(context);
  } finally {
    await teardown.run();
  }
}

async function openForCommand(options: OpenContextOptions, teardown: Teardown): Promise<AppContext['db']> {
  const { config, version, clock, logger } = options;
  const holder = config.databaseUrl === null ? await findLockHolder(config.dataFolder) : null;
  const target = holder === null ? null : await findRunningTarget(config.dataFolder);
  if (target !== null) {
    const db = connectDatabase({ target, logger, maxConnections: 2 });
    teardown.add('the database connections', () => db.destroy());
    await migrate(db, logger);
    return db;
  }
  if (!options.mayBegin && config.databaseUrl === null && !(await isDataFolder(config.dataFolder))) {
    throw new AppError(
      'not_found',
      `${config.dataFolder} holds no data of Nearhand. Name the server's folder with --data.`,
    );
  }
  await openDataFolder(config.dataFolder, version);
  if (config.databaseUrl === null) {
    const lock = await lockDataFolder(config.dataFolder, 'an administrator’s command');
    teardown.add('the lock', () => lock.release());
  }
  return (await openDatabase({ config, clock, logger, teardown })).db;
}
