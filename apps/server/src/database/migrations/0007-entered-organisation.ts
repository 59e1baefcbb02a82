// Which of their organisations a person is in, for each device they are signed in on.

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table sign_ins add column organisation_id uuid references organisations on delete set null`.execute(db);
  await sql`create index on sign_ins (organisation_id)`.execute(db);
  // However somebody signs in, it begins where they were last.
  await sql`
    create function enter_last_organisation() returns trigger language plpgsql as $$
    begin
      if new.organisation_id is null then
        select members.organisation_id into new.organisation_id from members
        where members.user_id = new.user_id
        order by members.last_seen_at desc nulls last, members.id limit 1;
      end if;
      return new;
    end $$`.execute(db);
  await sql`
    create trigger enter_last_organisation before insert on sign_ins
    for each row execute function enter_last_organisation()`.execute(db);
}
