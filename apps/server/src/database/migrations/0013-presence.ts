// What members chose to appear as.

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table members add column presence_choice text not null default 'automatic'
      check (presence_choice in ('automatic', 'away', 'busy'))`.execute(db);
}
