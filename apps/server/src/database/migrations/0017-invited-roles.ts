// Invitations to an organisation's own roles.

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table member_invitations
      alter column role drop not null,
      add column own_role_id uuid references own_roles,
      add check ((role is null) <> (own_role_id is null))`.execute(db);
  await sql`create index on member_invitations (own_role_id) where own_role_id is not null`.execute(db);
}
