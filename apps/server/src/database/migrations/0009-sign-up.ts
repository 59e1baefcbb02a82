// Pending sign-ups, and append-only tables that let go what is older than the host keeps it.

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table sign_ups (
      password_hash text primary key,
      email text not null check (email = lower(email)),
      locale text not null,
      expires_at timestamptz not null
    )`.execute(db);
  await sql`create index on sign_ups (email)`.execute(db);
  await sql`create index on sign_ups (expires_at)`.execute(db);
  await sql`create index on requests (state_since) where state in ('closed', 'denied', 'expired')`.execute(db);
  // The trigger's argument names the days in the host's settings after which a row may be deleted.
  await sql`
    create or replace function refuse_change() returns trigger language plpgsql as $$
    declare
      days integer;
    begin
      if tg_op = 'DELETE' and tg_nargs > 0 then
        select (value ->> tg_argv[0])::integer into days from host_settings where key = 'retention';
        if old.at < now() - make_interval(days => days) then
          return old;
        end if;
      end if;
      raise exception 'Rows of % are never changed or deleted', tg_table_name using errcode = 'restrict_violation';
    end $$`.execute(db);
  await letGo(db, 'request_events', 'requestDays');
  await letGo(db, 'audit_events', 'auditDays');
}

async function letGo(db: Kysely<never>, table: string, days: string): Promise<void> {
  await sql`drop trigger append_only on ${sql.table(table)}`.execute(db);
  await sql`
    create trigger append_only before update or delete on ${sql.table(table)}
    for each row execute function refuse_change(${sql.lit(days)})`.execute(db);
}
