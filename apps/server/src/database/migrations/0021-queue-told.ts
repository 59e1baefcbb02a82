// When the members who serve a queue were told that a customer waits in it.

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table requests add column queue_told_at timestamptz`.execute(db);
  await sql`
    create index requests_in_queues on requests (state_since)
    where queue_id is not null and assignee_id is null and state in ('waiting', 'ready')`.execute(db);
}
