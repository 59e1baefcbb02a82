// The audit log, append-only, and when members were last seen. Sign-ins are the authentication library's to write: a
// trigger records them, so that an entry exists with what it records or not at all.

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table members add column last_seen_at timestamptz`.execute(db);
  await sql`
    create table audit_events (
      id bigint generated always as identity primary key,
      organisation_id uuid not null references organisations,
      at timestamptz not null,
      event text not null,
      actor jsonb not null,
      target jsonb,
      address text,
      details jsonb not null
    )`.execute(db);
  await sql`create index on audit_events (organisation_id, at desc, id desc)`.execute(db);
  await sql`create index on request_events (organisation_id, at desc, id desc)`.execute(db);
  await sql`create index on sessions (member_id) where ended_at is null`.execute(db);
  await sql`
    create trigger append_only before update or delete on audit_events
    for each row execute function refuse_change()`.execute(db);
  await sql`
    create trigger append_only_table before truncate on audit_events
    for each statement execute function refuse_change()`.execute(db);
  await recordSignIns(db);
}

/**
 * Whoever ends the sign-ins of others says so for the transaction (`actAs`); otherwise it is the member's own doing. A row
 * that waits for the second step is no sign-in yet.
 */
async function recordSignIns(db: Kysely<never>): Promise<void> {
  await sql`alter table sign_ins add column complete boolean not null default true`.execute(db);
  await sql`
    create function record_sign_in() returns trigger language plpgsql as $$
    declare
      sign_in sign_ins := coalesce(new, old);
      is_start boolean := tg_op = 'INSERT';
      acting jsonb := case when tg_op = 'DELETE' then nullif(current_setting('nearhand.actor', true), '')::jsonb end;
      acting_address text := nullif(current_setting('nearhand.address', true), '');
    begin
      if not sign_in.complete or (not is_start and sign_in.expires_at < now()) then
        return null;
      end if;
      insert into audit_events (organisation_id, at, event, actor, target, address, details)
      select members.organisation_id, date_trunc('milliseconds', clock_timestamp()),
        case when is_start then 'signIn.started' else 'signIn.ended' end,
        coalesce(acting, member.as_json), member.as_json,
        case when is_start then nullif(sign_in.ip_address, '') else acting_address end,
        case when coalesce(sign_in.user_agent, '') = '' then '{}'::jsonb
          else jsonb_build_object('browser', left(sign_in.user_agent, 200)) end
      from members
        join users on users.id = members.user_id
        cross join lateral (
          select jsonb_build_object('kind', 'member', 'id', members.id, 'name', users.name) as as_json
        ) as member
      where members.user_id = sign_in.user_id;
      return null;
    end $$`.execute(db);
  await sql`
    create trigger record_sign_in after insert or delete on sign_ins
    for each row execute function record_sign_in()`.execute(db);
}
