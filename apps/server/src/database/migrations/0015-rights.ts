// Own roles, technician groups, queues; requests in queues and assigned; what a session was opened for.

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  for (const table of ['own_roles', 'technician_groups', 'queues']) {
    const rights = table === 'queues' ? sql`` : sql`rights text[] not null,`;
    await sql`
      create table ${sql.table(table)} (
        id uuid primary key,
        organisation_id uuid not null references organisations,
        name text not null,
        ${rights}
        created_at timestamptz not null
      )`.execute(db);
    await sql`create unique index on ${sql.table(table)} (organisation_id, lower(name))`.execute(db);
  }
  await extendMembers(db);
  await createGroupParts(db);
  await extendRequests(db);
}

/** Either a built-in role or an own one. */
async function extendMembers(db: Kysely<never>): Promise<void> {
  await sql`
    alter table members
      alter column role drop not null,
      add column own_role_id uuid references own_roles,
      add check ((role is null) <> (own_role_id is null))`.execute(db);
  await sql`create index on members (own_role_id) where own_role_id is not null`.execute(db);
}

async function createGroupParts(db: Kysely<never>): Promise<void> {
  const parts = [
    ['member_id', 'members'],
    ['queue_id', 'queues'],
    ['computer_id', 'computers'],
  ] as const;
  for (const [column, table] of parts) {
    const name = sql.table(`group_${table}`);
    await sql`
      create table ${name} (
        group_id uuid not null references technician_groups on delete cascade,
        ${sql.ref(column)} uuid not null references ${sql.table(table)} on delete cascade,
        primary key (group_id, ${sql.ref(column)})
      )`.execute(db);
    await sql`create index on ${name} (${sql.ref(column)})`.execute(db);
  }
}

async function extendRequests(db: Kysely<never>): Promise<void> {
  await sql`
    alter table requests
      add column queue_id uuid references queues on delete set null,
      add column assignee_id uuid references members on delete set null`.execute(db);
  await sql`create index on requests (queue_id) where queue_id is not null`.execute(db);
  await sql`create index on requests (assignee_id) where assignee_id is not null`.execute(db);
  await sql`create index on requests (organisation_id, created_by_id)`.execute(db);
  await sql`alter table sessions add column permissions text[] not null default '{view,control}'`.execute(db);
}
