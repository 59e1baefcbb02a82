// Organisations that are deleted: their rows stay for the audit log, which is never changed.

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table organisations
      add column deleted_at timestamptz,
      add column cleared_at timestamptz,
      add check (cleared_at is null or deleted_at is not null)`.execute(db);
  await sql`create index on organisations (deleted_at) where deleted_at is not null`.execute(db);
}
