// What a role is, built in or an organisation's own, and how rows say it.

import { AppError } from '@nearhand/base';
import { type Right, type Role, type RoleId, rightsOfRole, roleSchema } from '@nearhand/protocol';
import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { known } from '../standing.ts';

export interface KnownRole {
  readonly id: RoleId;
  /** Null for built-in ones. */
  readonly name: string | null;
  readonly rights: readonly Right[];
}

/** What a row of a member or an invitation says for a role. */
export function roleColumns(id: RoleId) {
  const builtIn = roleSchema.safeParse(id);
  return builtIn.success ? { role: builtIn.data, ownRoleId: null } : { role: null, ownRoleId: id };
}

export function builtInRole(id: Role): KnownRole {
  return { id, name: null, rights: rightsOfRole[id] };
}

/** For the audit log: own roles by the name they have now. */
export function wordOf({ id, name }: Pick<KnownRole, 'id' | 'name'>): string {
  return name ?? id;
}

/** Throws `not_found` outside the organisation. */
export async function findRole(
  transaction: Transaction<Database>,
  organisationId: string,
  id: RoleId,
): Promise<KnownRole> {
  const builtIn = roleSchema.safeParse(id);
  if (builtIn.success) return builtInRole(builtIn.data);
  const row = await transaction
    .selectFrom('ownRoles')
    .selectAll()
    .where('id', '=', id)
    .where('organisationId', '=', organisationId)
    .executeTakeFirst();
  if (!row) throw new AppError('not_found', 'There is no such role.');
  return { id, name: row.name, rights: known(row.rights) };
}

/** By id; whose they are is the caller's business. */
export async function findOwnRoles(db: Kysely<Database>, ids: readonly string[]): Promise<Map<string, KnownRole>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('ownRoles').select(['id', 'name', 'rights']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, name, rights }) => [id, { id, name, rights: known(rights) }]));
}
