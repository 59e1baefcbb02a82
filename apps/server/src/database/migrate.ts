// Brings a database to this version's schema, or refuses one that a newer version wrote. Several servers may call this
// at once: an advisory lock lets them through one by one.

import { type Kysely, sql } from 'kysely';
import { AppError, type Logger } from '@nearhand/base';
import type { Database } from './schema.ts';
import { type Migration, migrations } from './migrations/index.ts';

const migrationLock = 7_114_220_001;

/** Throws AppError `unavailable` when the database was written by a newer version. */
export async function migrate(
  db: Kysely<Database>,
  logger: Logger,
  list: readonly Migration[] = migrations,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(migrationLock)})`.execute(transaction);
    await sql`
      create table if not exists migrations (
        number integer primary key,
        name text not null,
        applied_at timestamptz not null default now()
      )`.execute(transaction);
    const applied = await sql<{ number: number }>`select number from migrations`.execute(transaction);
    const done = new Set(applied.rows.map((row) => row.number));
    const newest = list.at(-1)?.number ?? 0;
    const unknown = [...done].filter((number) => number > newest);
    if (unknown.length > 0) {
      throw new AppError(
        'unavailable',
        `The database was written by a newer version of Nearhand (step ${Math.max(...unknown)}; this version knows ${newest}). Start that version, or restore a backup.`,
      );
    }
    for (const migration of list.filter(({ number }) => !done.has(number))) {
      await migration.up(transaction.withTables<never>() as Kysely<never>);
      await sql`insert into migrations (number, name) values (${migration.number}, ${migration.name})`.execute(
        transaction,
      );
      logger.info('Migrated the database', { number: migration.number, name: migration.name });
    }
  });
}
