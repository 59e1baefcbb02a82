// For statements that others hold up.

import { type Kysely, sql } from 'kysely';
import { expect } from 'vitest';
import type { Database } from '../database/schema.ts';

/**
 * Until a statement like that waits for a lock. Only that one is looked for: other work of the server, such as writing
 * when somebody was last seen, may wait at the same time.
 */
export async function waitsForLock(db: Kysely<Database>, like: string): Promise<void> {
  const waiting = sql`select from pg_stat_activity where wait_event_type = 'Lock' and query like ${like}`;
  await expect.poll(async () => (await waiting.execute(db)).rows.length, { timeout: 20_000 }).toBe(1);
}
