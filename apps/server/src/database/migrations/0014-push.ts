// Browsers that take Web Push, each with the sign-in it belongs to, and what is still to be pushed.

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table push_subscriptions (
      sign_in_id uuid primary key references sign_ins on delete cascade,
      endpoint text not null unique,
      p256dh text not null,
      auth text not null,
      locale text not null,
      created_at timestamptz not null
    )`.execute(db);
  await sql`alter table notifications add column push_due boolean not null default false`.execute(db);
}
