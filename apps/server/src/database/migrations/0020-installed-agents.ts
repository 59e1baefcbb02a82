// What a computer's agent says of itself: whether it is installed, and what it can show.

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table computers
      add column agent_version text not null default '',
      add column installed boolean,
      add column desktop_limit text check (desktop_limit in ('none', 'noDesktop', 'wayland'))`.execute(db);
}
