// SQL of invitations of members. Rules are the services'.

import type { Insertable, Kysely, Selectable, Transaction } from 'kysely';
import type { Holder, RoleId } from '@nearhand/protocol';
import type { Database } from '../database/schema.ts';
import { builtInRole, findOwnRoles, type KnownRole, roleColumns } from '../rights/roles/known-role.ts';
import { findStandings } from '../rights/standing.ts';
import { holderOf } from '../rights/team-changes.ts';
import type { MemberInvitationsTable } from './member-invitations.tables.ts';

export type MemberInvitationRow = Selectable<MemberInvitationsTable> & {
  /** As they are now; null for a member no more. */
  readonly inviter: Holder | null;
  /** As it is now. */
  readonly offered: KnownRole;
};

type Connection = Kysely<Database> | Transaction<Database>;

/** Newest first; `beforeId` is the last one seen. */
export async function listInvitations(
  db: Connection,
  { organisationId, beforeId, limit }: { organisationId: string; beforeId: string | null; limit: number },
): Promise<MemberInvitationRow[]> {
  let select = db.selectFrom('memberInvitations').selectAll().where('organisationId', '=', organisationId);
  if (beforeId !== null) select = select.where('id', '<', beforeId);
  return complete(db, await select.orderBy('id', 'desc').limit(limit).execute());
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
  const [found] = await complete(db, await select.limit(1).execute());
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

/** Of a role that is deleted: to the role its members get, where there is one, else withdrawn. Gives back these. */
export async function moveInvitations(
  transaction: Transaction<Database>,
  fromRoleId: string,
  to: RoleId | undefined,
): Promise<Selectable<MemberInvitationsTable>[]> {
  if (to === undefined) {
    return transaction.deleteFrom('memberInvitations').where('ownRoleId', '=', fromRoleId).returningAll().execute();
  }
  await transaction.updateTable('memberInvitations').set(roleColumns(to)).where('ownRoleId', '=', fromRoleId).execute();
  return [];
}

async function complete(
  db: Connection,
  rows: readonly Selectable<MemberInvitationsTable>[],
): Promise<MemberInvitationRow[]> {
  const ids = [...new Set(rows.flatMap(({ invitedById }) => invitedById ?? []))];
  const standings = await findStandings(db, ids);
  const roles = await findOwnRoles(db, [...new Set(rows.flatMap(({ ownRoleId }) => ownRoleId ?? []))]);
  return rows.map((row) => {
    const standing = standings.get(row.invitedById ?? '');
    const own = roles.get(row.ownRoleId ?? '');
    const offered = own ?? builtInRole(row.role ?? 'auditor');
    return { ...row, inviter: standing === undefined ? null : holderOf(standing), offered };
  });
}
