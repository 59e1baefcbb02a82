// SQL of invitations of members. Rules are the services'.

import type { Insertable, Kysely, Selectable, Transaction } from 'kysely';
import type { Role } from '@nearhand/protocol';
import type { Database } from '../database/schema.ts';
import type { MemberInvitationsTable } from './member-invitations.tables.ts';

/** `inviterRole` now; null for a member no more. */
export type MemberInvitationRow = Selectable<MemberInvitationsTable> & { readonly inviterRole: Role | null };

type Connection = Kysely<Database> | Transaction<Database>;

/** Newest first; `beforeId` is the last one seen. */
export function listInvitations(
  db: Connection,
  { organisationId, beforeId, limit }: { organisationId: string; beforeId: string | null; limit: number },
): Promise<MemberInvitationRow[]> {
  let select = rows(db).where('memberInvitations.organisationId', '=', organisationId);
  if (beforeId !== null) select = select.where('memberInvitations.id', '<', beforeId);
  return select.orderBy('memberInvitations.id', 'desc').limit(limit).execute();
}

export function findInvitation(
  db: Connection,
  by: { organisationId: string; id: string } | { organisationId: string; email: string } | { tokenHash: string },
): Promise<MemberInvitationRow | undefined> {
  let select = rows(db);
  if ('tokenHash' in by) select = select.where('memberInvitations.tokenHash', '=', by.tokenHash);
  else select = select.where('memberInvitations.organisationId', '=', by.organisationId);
  if ('id' in by) select = select.where('memberInvitations.id', '=', by.id);
  if ('email' in by) select = select.where('memberInvitations.email', '=', by.email);
  return select.executeTakeFirst();
}

/** In place of an earlier one for this address. */
export async function putInvitation(
  transaction: Transaction<Database>,
  row: Insertable<MemberInvitationsTable>,
): Promise<void> {
  await transaction
    .deleteFrom('memberInvitations')
    .where('organisationId', '=', row.organisationId)
    .where('email', '=', row.email)
    .execute();
  await transaction.insertInto('memberInvitations').values(row).execute();
}

/** The turnstile: of several at once, one gets the row. */
export function takeInvitation(
  transaction: Transaction<Database>,
  { id, tokenHash }: { id: string; tokenHash?: string },
): Promise<Selectable<MemberInvitationsTable> | undefined> {
  let taking = transaction.deleteFrom('memberInvitations').where('id', '=', id);
  if (tokenHash !== undefined) taking = taking.where('tokenHash', '=', tokenHash);
  return taking.returningAll().executeTakeFirst();
}

export async function isMember(db: Connection, organisationId: string, email: string): Promise<boolean> {
  const row = await db
    .selectFrom('members')
    .innerJoin('users', 'users.id', 'members.userId')
    .select('members.id')
    .where('members.organisationId', '=', organisationId)
    .where('users.email', '=', email)
    .executeTakeFirst();
  return row !== undefined;
}

function rows(db: Connection) {
  return db
    .selectFrom('memberInvitations')
    .leftJoin('members', 'members.id', 'memberInvitations.invitedById')
    .selectAll('memberInvitations')
    .select('members.role as inviterRole');
}
