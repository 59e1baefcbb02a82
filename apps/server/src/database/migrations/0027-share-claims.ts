// A share that somebody comes to have by confirming its address is told: which ones wait for that, and a call when one
// does. Shares of members follow a changed address.

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table computer_shares add column claimed_at timestamptz`.execute(db);
  await sql`create index on computer_shares (claimed_at) where claimed_at is not null`.execute(db);
  // The lock holds for the new address: nobody else shares with it meanwhile. Of people outside the computer's
  // organisation the list keeps the address it was shared with: it would tell strangers the new one.
  await sql`
    create or replace function claim_computer_shares() returns trigger language plpgsql as $$
    begin
      perform pg_advisory_xact_lock(hashtextextended('computer-share ' || new.email, 0));
      update computer_shares set user_id = new.id, claimed_at = now() where email = new.email and user_id is null;
      if found then
        perform pg_notify('computer_share_claimed', '');
      end if;
      if tg_op = 'UPDATE' then
        update computer_shares set email = new.email
        where user_id = new.id and email = old.email and old.email <> new.email
          and exists (
            select 1 from computers join members on members.organisation_id = computers.organisation_id
            where computers.id = computer_shares.computer_id and members.user_id = new.id)
          and not exists (
            select 1 from computer_shares other
            where other.computer_id = computer_shares.computer_id and other.email = new.email);
      end if;
      return null;
    end $$`.execute(db);
}
