// Passkeys, and which sign-ins were made with one.

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table passkeys (
      id uuid primary key,
      user_id uuid not null references users on delete cascade,
      credential_id text not null unique,
      public_key bytea not null,
      counter bigint not null,
      name text not null,
      synced boolean not null,
      created_at timestamptz not null,
      last_used_at timestamptz
    )`.execute(db);
  await sql`create index on passkeys (user_id)`.execute(db);
  await sql`
    create table spent_challenges (
      challenge text primary key,
      expires_at timestamptz not null
    )`.execute(db);
  await sql`alter table sign_ins add column by_passkey boolean not null default false`.execute(db);
}
