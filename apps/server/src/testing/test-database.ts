// A PostgreSQL of its own for a test file, with as many fresh databases as its tests want. Throwaway: it does not sync.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { silentLogger, systemClock } from '@nearhand/base';
import { type DatabaseTarget, connectDatabase } from '../database/connect.ts';
import { EmbeddedPostgres } from '../database/embedded/embedded-postgres.ts';
import { migrate } from '../database/migrate.ts';
import type { Database } from '../database/schema.ts';
import { copyClusterTemplate } from './cluster-template.ts';

export interface TestDatabase {
  /** How to reach `db` otherwise. */
  readonly target: DatabaseTarget;
  /** Migrated. */
  readonly db: Kysely<Database>;
  /** Another fresh, migrated database on the same PostgreSQL; ended with it. */
  createDatabase(): Promise<Kysely<Database>>;
  stop(): Promise<void>;
}

export async function startTestDatabase(): Promise<TestDatabase> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'nearhand-test-'));
  await copyClusterTemplate(dataFolder);
  const embedded = await EmbeddedPostgres.start({
    dataFolder,
    clock: systemClock,
    logger: silentLogger,
    settings: ['fsync=off', 'synchronous_commit=off'],
  });
  // A test that fails before it can stop it must not leave it running.
  const abandon = (): void => {
    if (embedded.pid !== null) process.kill(embedded.pid, 'SIGKILL');
  };
  process.once('exit', abandon);
  const db = connectDatabase({ target: embedded.target, logger: silentLogger });
  const others: Kysely<Database>[] = [];
  await migrate(db, silentLogger);
  return {
    target: embedded.target,
    db,
    async createDatabase() {
      const name = `test_${others.length + 1}`;
      await sql`create database ${sql.ref(name)}`.execute(db);
      const other = connectDatabase({ target: { ...embedded.target, database: name }, logger: silentLogger });
      others.push(other);
      await migrate(other, silentLogger);
      return other;
    },
    async stop() {
      for (const other of [...others, db]) await other.destroy();
      await embedded.stop();
      process.off('exit', abandon);
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
