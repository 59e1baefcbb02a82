// What unlocks a computer's screen at the beginning of a session: sealed to a key of its agent, unreadable here.

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table computers
      add column sealing_key text,
      add column sealing_signature text,
      add column unlock_sealed text,
      add column unlock_key text,
      add column unlock_failed text
        check (unlock_failed in ('wrongPassword', 'otherAccount', 'unreadable', 'unavailable')),
      add check ((sealing_key is null) = (sealing_signature is null)),
      add check ((unlock_sealed is null) = (unlock_key is null))`.execute(db);
}
