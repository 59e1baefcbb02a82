// What members are notified of, their choices, and the browsers they signed in with before.

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table notifications (
      id uuid primary key,
      user_id uuid not null references users on delete cascade,
      organisation_id uuid references organisations on delete cascade,
      event text not null,
      topic text not null,
      subject jsonb not null,
      count integer not null default 1,
      at timestamptz not null,
      alerted_at timestamptz not null,
      listed boolean not null,
      sound boolean not null,
      system boolean not null,
      read_at timestamptz,
      mail_due_at timestamptz
    )`.execute(db);
  await sql`create index on notifications (user_id, id)`.execute(db);
  await sql`create index on notifications (user_id, topic)`.execute(db);
  await sql`create index on notifications (mail_due_at) where mail_due_at is not null`.execute(db);
  await sql`create index on notifications (at)`.execute(db);
  await sql`
    create table notification_settings (
      user_id uuid primary key references users on delete cascade,
      choices jsonb not null,
      quiet_hours jsonb
    )`.execute(db);
  await sql`
    create table known_devices (
      user_id uuid not null references users on delete cascade,
      token_hash text not null,
      seen_at timestamptz not null,
      primary key (user_id, token_hash)
    )`.execute(db);
}
