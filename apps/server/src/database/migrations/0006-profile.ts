// What members say about themselves, and their pictures. Names of before stay whole: first and last are derived from
// them until somebody says them apart.

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table users
      add column first_name text,
      add column last_name text,
      add column user_name text unique,
      add column country text,
      add column time_zone text,
      add column date_format text`.execute(db);
  await sql`
    create table pictures (
      id text primary key,
      user_id uuid not null unique references users on delete cascade,
      data bytea not null
    )`.execute(db);
}
