// What members know of enrolment tokens, and computers that wait for somebody to sign in and add them.

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table enrolment_tokens
      add column name text not null default '',
      add column made_by text not null default '',
      add column uses integer,
      add column last_used_at timestamptz`.execute(db);
  await sql`update enrolment_tokens set uses = uses_left`.execute(db);
  await sql`alter table enrolment_tokens alter column uses set not null`.execute(db);
  await sql`create index on enrolment_tokens (organisation_id)`.execute(db);
  await sql`
    create table pending_computers (
      agent_key text primary key,
      code text not null unique,
      name text not null,
      system text not null,
      system_name text not null,
      user_name text not null,
      address text not null,
      asked_at timestamptz not null,
      expires_at timestamptz not null
    )`.execute(db);
  await sql`create index on pending_computers (expires_at)`.execute(db);
}
