// Requests with their append-only record, computers, enrolment tokens, remote sessions and their links.

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await createRequests(db);
  await createComputers(db);
  await createSessions(db);
}

async function createRequests(db: Kysely<never>): Promise<void> {
  await sql`
    create table requests (
      id uuid primary key,
      organisation_id uuid not null references organisations,
      customer text not null,
      comments text not null,
      state text not null,
      state_since timestamptz not null,
      due_at timestamptz,
      permissions text[] not null,
      granted_permissions text[],
      created_at timestamptz not null,
      created_by_id uuid,
      created_by_name text,
      starts_at timestamptz,
      expires_at timestamptz not null,
      code text check (code ~ '^[0-9]{9}$'),
      invitation_token text,
      agent_key text,
      computer_name text,
      system_name text,
      steps jsonb not null,
      closed_by jsonb,
      closing_note text not null
    )`.execute(db);
  await sql`create unique index requests_code on requests (code) where code is not null`.execute(db);
  await sql`create unique index on requests (invitation_token) where invitation_token is not null`.execute(db);
  await sql`create index on requests (organisation_id, id desc)`.execute(db);
  await sql`create index on requests (agent_key) where agent_key is not null`.execute(db);
  await sql`create index on requests (due_at) where due_at is not null`.execute(db);
  await sql`
    create table request_events (
      id bigint generated always as identity primary key,
      request_id uuid not null references requests,
      organisation_id uuid not null references organisations,
      at timestamptz not null,
      event text not null,
      from_state text,
      to_state text not null,
      actor jsonb not null,
      note text not null
    )`.execute(db);
  await sql`create index on request_events (request_id, id)`.execute(db);
  await sql`
    create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception 'Rows of % are never changed or deleted', tg_table_name using errcode = 'restrict_violation';
    end $$`.execute(db);
  await sql`
    create trigger append_only before update or delete on request_events
    for each row execute function refuse_change()`.execute(db);
  await sql`
    create trigger append_only_table before truncate on request_events
    for each statement execute function refuse_change()`.execute(db);
}

async function createComputers(db: Kysely<never>): Promise<void> {
  await sql`
    create table computers (
      id uuid primary key,
      organisation_id uuid not null references organisations,
      kind text not null,
      name text not null,
      system text not null,
      system_name text not null,
      agent_key text,
      added_at timestamptz not null,
      last_seen_at timestamptz
    )`.execute(db);
  await sql`create unique index on computers (agent_key) where kind = 'enrolled'`.execute(db);
  await sql`create unique index on computers (organisation_id) where kind = 'demo'`.execute(db);
  await sql`create index on computers (agent_key) where agent_key is not null`.execute(db);
  await sql`create index on computers (organisation_id, name)`.execute(db);
  await sql`
    create table enrolment_tokens (
      id uuid primary key,
      organisation_id uuid not null references organisations,
      token_hash text not null unique,
      uses_left integer not null check (uses_left >= 0),
      expires_at timestamptz not null,
      created_at timestamptz not null
    )`.execute(db);
}

async function createSessions(db: Kysely<never>): Promise<void> {
  await sql`
    create table sessions (
      id uuid primary key,
      organisation_id uuid not null references organisations,
      request_id uuid references requests,
      computer_id uuid references computers,
      member_id uuid not null,
      user_id uuid not null,
      sign_in_id uuid not null,
      member_name text not null,
      created_at timestamptz not null,
      ended_at timestamptz,
      end_reason text,
      check ((request_id is null) <> (computer_id is null))
    )`.execute(db);
  await sql`create index on sessions (request_id) where ended_at is null`.execute(db);
  await sql`create index on sessions (computer_id) where ended_at is null`.execute(db);
  await sql`create index on sessions (sign_in_id) where ended_at is null`.execute(db);
  await sql`
    create table links (
      id uuid primary key,
      session_id uuid not null references sessions,
      agent_key text not null,
      state text not null,
      created_at timestamptz not null,
      changed_at timestamptz not null
    )`.execute(db);
  await sql`create index on links (session_id)`.execute(db);
  await sql`create index on links (agent_key) where state <> 'ended'`.execute(db);
}
