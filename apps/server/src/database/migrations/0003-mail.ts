// The queue and outbox of mails, and links for a new password.

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table mails (
      id uuid primary key,
      kind text not null,
      recipient text not null,
      locale text not null,
      subject text not null,
      html text not null,
      text text not null,
      state text not null check (state in ('waiting', 'sent', 'failed', 'kept')),
      tries integer not null default 0,
      due_at timestamptz,
      last_error text,
      created_at timestamptz not null,
      check ((state = 'waiting') = (due_at is not null))
    )`.execute(db);
  await sql`create index on mails (due_at) where due_at is not null`.execute(db);
  await sql`create index on mails (created_at)`.execute(db);
  await sql`
    create table password_resets (
      token_hash text primary key,
      user_id uuid not null references users on delete cascade,
      expires_at timestamptz not null
    )`.execute(db);
  await sql`create index on password_resets (user_id)`.execute(db);
}
