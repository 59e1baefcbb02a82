// Invitations of members by e-mail.

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table member_invitations (
      id uuid primary key,
      organisation_id uuid not null references organisations on delete cascade,
      email text not null check (email = lower(email)),
      role text not null,
      token_hash text not null unique,
      invited_by_id uuid references members on delete set null,
      invited_by_name text not null,
      sent_at timestamptz not null,
      expires_at timestamptz not null,
      unique (organisation_id, email)
    )`.execute(db);
  await sql`create index on member_invitations (invited_by_id)`.execute(db);
}
