// New e-mail addresses that wait for the code mailed to them.

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table email_changes (
      user_id uuid primary key references users on delete cascade,
      sign_in_id uuid not null references sign_ins on delete cascade,
      email text not null check (email = lower(email)),
      code_hash text not null,
      tries integer not null default 0,
      expires_at timestamptz not null
    )`.execute(db);
  await sql`create index on email_changes (sign_in_id)`.execute(db);
}
