// SQL of invitations of members. Rules are the services'.

import type { Insertable, Kysely, Selectable, Transaction } from 'kysely';
import type { Holder } from '@nearhand/protocol';
import type { Database } from '../database/schema.ts';
import { findStandings } from '../rights/standing.ts';
import { holderOf } from '../rights/team-changes.ts';
import type { MemberInvitationsTable } from './member-invitations.tables.ts';

/** `inviter` as they are now; null for a member no more. */
export type MemberInvitationRow = Selectable<MemberInvitationsTable> & { readonly inviter: Holder | null };

type Connection = Kysely<Database> | Transaction<Database>;

/** Newest first; `beforeId` is the last one seen. */
export async function listInvitations(
  db: Connection,
  { organisationId, beforeId, limit }: { organisationId: string; beforeId: string | null; limit: number },
): Promise<MemberInvitationRow[]> {
  let select = db.selectFrom('memberInvitations').selectAll().where('organisationId', '=', organisationId);
  if (beforeId !== null) select = select.where('id', '<', beforeId);
  return withInviters(db, await select.orderBy('id', 'desc').limit(limit).execute());
}

export async function findInvitation(
  db: Connection,
  by: { organisationId: string; id: string } | { organisationId: string; email: string } | { tokenHash: string },
): Promise<MemberInvitationRow | undefined> {
  let select = db.selectFrom('memberInvitations').selectAll();
  if ('tokenHash' in by) select = select.where('tokenHash', '=', by.tokenHash);
  else select = select.where('organisationId', '=', by.organisationId);
  if ('id' in by) select = select.where('id', '=', by.id);
  if ('email' in by) select = select.where('email', '=', by.email);
  const [found] = await withInviters(db, await select.limit(1).execute());
  return found;
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

async function withInviters(
  db: Connection,
  rows: readonly Selectable<MemberInvitationsTable>[],
): Promise<MemberInvitationRow[]> {
  const ids = [...new Set(rows.flatMap(({ invitedById }) => invitedById ?? []))];
  const standings = await findStandings(db, ids);
  return rows.map((row) => {
    const standing = standings.get(row.invitedById ?? '');
    return { ...row, inviter: standing === undefined ? null : holderOf(standing) };
  });
}
