// What the server remembers about itself, by key.

import { type Kysely, type Transaction, sql } from 'kysely';
import type { Database } from '../database/schema.ts';

type Connection = Kysely<Database> | Transaction<Database>;

export async function readHostSetting(db: Connection, key: string): Promise<unknown> {
  const row = await db.selectFrom('hostSettings').select('value').where('key', '=', key).executeTakeFirst();
  return row?.value ?? null;
}

export async function writeHostSetting(db: Connection, key: string, value: unknown): Promise<void> {
  const json = JSON.stringify(value);
  await db
    .insertInto('hostSettings')
    .values({ key, value: json })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: json }))
    .execute();
}

export async function removeHostSetting(db: Connection, key: string): Promise<void> {
  await db.deleteFrom('hostSettings').where('key', '=', key).execute();
}

/** True for the one caller that removed it, however many try at once. */
export async function takeHostSetting(db: Connection, key: string, value: unknown): Promise<boolean> {
  const result = await db
    .deleteFrom('hostSettings')
    .where('key', '=', key)
    .where('value', '=', sql<string>`${JSON.stringify(value)}::jsonb`)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}
