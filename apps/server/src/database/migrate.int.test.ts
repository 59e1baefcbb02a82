import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLogger } from '@nearhand/base';
import { type TestDatabase, startTestDatabase } from '../testing/test-database.ts';
import { migrate } from './migrate.ts';
import { type Migration, migrations } from './migrations/index.ts';
import type { Database } from './schema.ts';

describe('migrations', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await startTestDatabase();
  });
  afterAll(() => database.stop());

  const applied = async (db: Kysely<Database>): Promise<number[]> => {
    const { rows } = await sql<{ number: number }>`select number from migrations order by number`.execute(db);
    return rows.map((row) => row.number);
  };

  it('SRV25: are numbered in order, each once', () => {
    const numbers = migrations.map(({ number }) => number);
    expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
  });

  it('SRV25: run once each, however many servers start at once', async () => {
    const db = await database.createDatabase();
    let runs = 0;
    const extra: Migration = {
      number: (migrations.at(-1)?.number ?? 0) + 1,
      name: 'extra',
      async up(transaction) {
        runs += 1;
        await sql`create table extra (id integer)`.execute(transaction);
      },
    };
    await Promise.all(Array.from({ length: 5 }, () => migrate(db, silentLogger, [...migrations, extra])));
    expect(runs).toBe(1);
    expect(await applied(db)).toEqual([...migrations, extra].map(({ number }) => number));
  });

  it('SRV25: leave nothing behind when one fails', async () => {
    const db = await database.createDatabase();
    const broken: Migration = {
      number: (migrations.at(-1)?.number ?? 0) + 1,
      name: 'broken',
      async up(transaction) {
        await sql`create table half (id integer)`.execute(transaction);
        await sql`create table half (id integer)`.execute(transaction);
      },
    };
    await expect(migrate(db, silentLogger, [...migrations, broken])).rejects.toThrow('already exists');
    expect(await applied(db)).toEqual(migrations.map(({ number }) => number));
    const { rows } = await sql`select to_regclass('half') as half`.execute(db);
    expect(rows).toEqual([{ half: null }]);
  });

  it('SRV6: refuse a database of a newer version', async () => {
    const db = await database.createDatabase();
    await sql`insert into migrations (number, name) values (4711, 'from the future')`.execute(db);
    await expect(migrate(db, silentLogger)).rejects.toThrow(/newer version of Nearhand \(step 4711/);
  });
});
