// What becomes of a computer's account at the end of a session, and whether its system did it last time.

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table computers
      add column at_end text not null default 'leave' check (at_end in ('leave', 'lock', 'signOut')),
      add column ending_failed text check (ending_failed in ('lock', 'signOut'))`.execute(db);
}
