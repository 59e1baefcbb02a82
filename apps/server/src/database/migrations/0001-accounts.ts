// Organisations, users with their sign-ins, members, host settings.

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table host_settings (
      key text primary key,
      value jsonb not null
    )`.execute(db);
  await sql`
    create table organisations (
      id uuid primary key,
      name text not null,
      created_at timestamptz not null
    )`.execute(db);
  await createUsers(db);
  await createSignIns(db);
  await createAccounts(db);
  await createMembers(db);
}

async function createUsers(db: Kysely<never>): Promise<void> {
  await sql`
    create table users (
      id uuid primary key,
      name text not null,
      email text not null unique check (email = lower(email)),
      email_verified boolean not null default false,
      image text,
      locale text,
      host_administrator boolean not null default false,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    )`.execute(db);
}

async function createSignIns(db: Kysely<never>): Promise<void> {
  await sql`
    create table sign_ins (
      id uuid primary key,
      user_id uuid not null references users on delete cascade,
      token text not null unique,
      expires_at timestamptz not null,
      ip_address text,
      user_agent text,
      created_at timestamptz not null,
      updated_at timestamptz not null
    )`.execute(db);
  await sql`create index on sign_ins (user_id)`.execute(db);
  // Every server hears of it, whichever process ended the sign-in.
  await sql`
    create function tell_signed_out() returns trigger language plpgsql as $$
    begin
      perform pg_notify('signed_out', old.id::text);
      return null;
    end $$`.execute(db);
  await sql`
    create trigger tell_signed_out after delete on sign_ins
      for each row execute function tell_signed_out()`.execute(db);
}

async function createAccounts(db: Kysely<never>): Promise<void> {
  await sql`
    create table accounts (
      id uuid primary key,
      user_id uuid not null references users on delete cascade,
      account_id text not null,
      provider_id text not null,
      password text,
      access_token text,
      refresh_token text,
      id_token text,
      access_token_expires_at timestamptz,
      refresh_token_expires_at timestamptz,
      scope text,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      unique (provider_id, account_id)
    )`.execute(db);
  await sql`create index on accounts (user_id)`.execute(db);
  await sql`
    create table verifications (
      id uuid primary key,
      identifier text not null,
      value text not null,
      expires_at timestamptz not null,
      created_at timestamptz not null,
      updated_at timestamptz not null
    )`.execute(db);
  await sql`create index on verifications (identifier)`.execute(db);
}

async function createMembers(db: Kysely<never>): Promise<void> {
  await sql`
    create table members (
      id uuid primary key,
      organisation_id uuid not null references organisations on delete cascade,
      user_id uuid not null references users on delete cascade,
      role text not null,
      created_at timestamptz not null,
      unique (organisation_id, user_id)
    )`.execute(db);
  await sql`create index on members (user_id)`.execute(db);
}
