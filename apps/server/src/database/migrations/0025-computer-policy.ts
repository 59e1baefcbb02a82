// What a computer allows, and what the machine calls itself beside the name it was given.

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table computers
      add column machine_name text,
      add column disabled boolean not null default false,
      add column permissions text[] not null default '{view,control,clipboard}',
      add column ask boolean not null default false,
      add column ask_seconds integer not null default 60`.execute(db);
  await sql`update computers set machine_name = name`.execute(db);
  await sql`alter table computers alter column machine_name set not null`.execute(db);
}
