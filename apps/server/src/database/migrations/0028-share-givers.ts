// Who shared a computer, as long as they are a member.

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table computer_shares
      add column shared_by_id uuid references members on delete set null`.execute(db);
  await sql`create index on computer_shares (shared_by_id) where shared_by_id is not null`.execute(db);
}
