// The demo computer asks nobody and locks nothing: what was set of that had no effect, and cannot be set any more.

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`update computers set ask = false, at_end = 'leave' where kind = 'demo'`.execute(db);
  await sql`
    alter table computers
      add constraint demo_is_not_asked check (kind <> 'demo' or (not ask and at_end = 'leave'))`.execute(db);
}
