// Sign-ins by a provider's word that did not ask for the person anew: they prove nothing about who sits there now.

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table sign_ins add column silent boolean not null default false`.execute(db);
}
