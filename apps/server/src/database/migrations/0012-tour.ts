// What members answered when the guided tour was offered.

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table users add column tour_answer text, add column tour_answered_at timestamptz`.execute(db);
}
