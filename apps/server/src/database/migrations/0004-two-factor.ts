// Two-factor sign-in, and organisations that ask for it.

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table users add column two_factor_enabled boolean not null default false`.execute(db);
  await sql`alter table organisations add column two_factor_required boolean not null default false`.execute(db);
  await sql`
    create table two_factors (
      id uuid primary key,
      user_id uuid not null unique references users on delete cascade,
      secret text not null,
      backup_codes text not null,
      verified boolean not null default false,
      failed_verification_count integer not null default 0,
      locked_until timestamptz,
      last_used_step integer not null default 0
    )`.execute(db);
}
