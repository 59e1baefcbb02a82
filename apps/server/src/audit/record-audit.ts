// Writing into the audit log, inside the transaction of what is recorded: both exist or neither.

import { type Kysely, type Transaction, sql } from 'kysely';
import type { AuditActor, AuditDetails, AuditTarget, RecordedEvent } from '@nearhand/protocol';
import type { Database } from '../database/schema.ts';

export interface AuditRecord {
  readonly organisationId: string;
  readonly at: Date;
  readonly event: RecordedEvent;
  readonly actor: AuditActor;
  readonly target?: AuditTarget;
  readonly address?: string | null;
  /** Never secrets. */
  readonly details?: AuditDetails;
}

export async function recordAudit(transaction: Transaction<Database>, record: AuditRecord): Promise<void> {
  await transaction.insertInto('auditEvents').values(rowOf(record)).execute();
}

/** Who does something to an account, and from where. */
export interface Acting {
  /** `self`: the one whose account it is. */
  readonly actor: AuditActor | 'self';
  readonly address: string | null;
}

/** The host's administrator at the command line. */
export const commandLine: Acting = { actor: { kind: 'commandLine' }, address: null };

/** For what triggers record in this transaction: sign-ins that end. */
export async function actAs(transaction: Transaction<Database>, { actor, address }: Acting): Promise<void> {
  const said = actor === 'self' ? '' : JSON.stringify(actor);
  await sql`
    select set_config('nearhand.actor', ${said}, true), set_config('nearhand.address', ${address ?? ''}, true)
  `.execute(transaction);
}

export interface AccountRecord {
  readonly user: { readonly id: string } | { readonly email: string };
  readonly event: RecordedEvent;
  readonly at: Date;
  readonly by: Acting;
  readonly details?: AuditDetails;
}

/**
 * Something about an account, in every organisation it belongs to. Of an address that nobody has nothing is kept: it
 * belongs to no organisation, and may be a password typed into the wrong field.
 */
export async function recordAccount(db: Kysely<Database>, record: AccountRecord): Promise<void> {
  const { user, event, at, by, details = {} } = record;
  const found = await db
    .selectFrom('members')
    .innerJoin('users', 'users.id', 'members.userId')
    .select(['members.id', 'members.organisationId', 'users.name'])
    .where(({ eb }) => ('id' in user ? eb('users.id', '=', user.id) : eb('users.email', '=', user.email)))
    .execute();
  const rows = found.map(({ id, organisationId, name }) => {
    const target = { kind: 'member', id, name } as const;
    const actor = by.actor === 'self' ? target : by.actor;
    return rowOf({ organisationId, at, event, actor, target, address: by.address, details });
  });
  if (rows.length > 0) await db.insertInto('auditEvents').values(rows).execute();
}

function rowOf({ organisationId, at, event, actor, target, address, details }: AuditRecord) {
  return {
    organisationId,
    at,
    event,
    actor: JSON.stringify(actor),
    target: target === undefined ? null : JSON.stringify(target),
    address: address ?? null,
    details: JSON.stringify(details ?? {}),
  };
}
