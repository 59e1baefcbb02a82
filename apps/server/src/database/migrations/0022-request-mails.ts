// Invitations of customers by e-mail: the address, what was sent, as whom a mail is sent. Timelines hold from where
// members acted.

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table requests add column customer_email text`.execute(db);
  await sql`alter table request_events add column address text`.execute(db);
  await sql`alter table mails add column from_name text, add column reply_to text`.execute(db);
  await sql`
    create table request_mails (
      id uuid primary key,
      request_id uuid not null references requests on delete cascade,
      mail_id uuid references mails on delete set null,
      email text not null check (email = lower(email)),
      locale text not null,
      sent_by text not null,
      sent_at timestamptz not null
    )`.execute(db);
  await sql`create index on request_mails (request_id, id desc)`.execute(db);
  await sql`create index on request_mails (mail_id) where mail_id is not null`.execute(db);
  // Whoever could invite by every way goes on inviting by every way.
  for (const table of ['own_roles', 'technician_groups']) {
    await sql`
      update ${sql.table(table)} set rights = rights || '{requests.inviteEmail}'
      where rights @> '{requests.inviteLink,requests.inviteCode}'`.execute(db);
  }
}
