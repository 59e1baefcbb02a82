// Computers shared with people, by e-mail address. A share waits until somebody has confirmed its address.

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table computer_shares (
      id uuid primary key,
      computer_id uuid not null references computers on delete cascade,
      email text not null,
      user_id uuid references users on delete cascade,
      permissions text[] not null,
      until timestamptz,
      over_at timestamptz,
      shared_by_name text not null,
      shared_at timestamptz not null,
      unique (computer_id, email)
    )`.execute(db);
  await sql`create index on computer_shares (user_id) where user_id is not null`.execute(db);
  await sql`create index on computer_shares (email) where user_id is null`.execute(db);
  await sql`create index on computer_shares (until) where until is not null and over_at is null`.execute(db);
  await claimShares(db);
}

/** Whichever way an address is confirmed. The lock is the one under which a share is made: neither overlooks the other. */
async function claimShares(db: Kysely<never>): Promise<void> {
  await sql`
    create function claim_computer_shares() returns trigger language plpgsql as $$
    begin
      perform pg_advisory_xact_lock(hashtextextended('computer-share ' || new.email, 0));
      update computer_shares set user_id = new.id where email = new.email and user_id is null;
      return null;
    end $$`.execute(db);
  await sql`
    create trigger claim_computer_shares_of_new after insert on users
    for each row when (new.email_verified) execute function claim_computer_shares()`.execute(db);
  await sql`
    create trigger claim_computer_shares after update of email, email_verified on users
    for each row when (
      new.email_verified and (new.email is distinct from old.email or not old.email_verified)
    ) execute function claim_computer_shares()`.execute(db);
}
