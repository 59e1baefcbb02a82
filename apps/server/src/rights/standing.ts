// How a member stands in an organisation: role and groups with the rights they bring. Read together with the member.

import { type Expression, type Kysely, sql } from 'kysely';
import { type Named, type Right, type Role, type RoleId, rights, rightsOfRole, roles } from '@nearhand/protocol';
import type { Database } from '../database/schema.ts';

export interface Standing {
  readonly memberId: string;
  readonly organisationId: string;
  /** Two-factor sign-in is on; of whoever is signed in also: this was done with a passkey. */
  readonly secondFactor: boolean;
  readonly role: { readonly id: RoleId; readonly name: string | null; readonly rights: readonly Right[] };
  readonly groups: readonly (Named & { readonly rights: readonly Right[] })[];
}

interface StandingRow {
  readonly memberId: string;
  readonly organisationId: string;
  readonly twoFactorEnabled: boolean;
  readonly role: Role | null;
  readonly ownRoleId: string | null;
  readonly ownRoleName: string | null;
  readonly ownRoleRights: string[] | null;
  readonly groups: (Named & { readonly rights: string[] })[];
}

/** Columns to select beside others from members; `users` must be joined, and `ownRoles` (left). */
export const standingColumns = [
  'members.id as memberId',
  'members.organisationId',
  'users.twoFactorEnabled',
  'members.role',
  'members.ownRoleId',
  'ownRoles.name as ownRoleName',
  'ownRoles.rights as ownRoleRights',
] as const;

export function groupsOfMember(memberId: Expression<string>) {
  return sql<StandingRow['groups']>`coalesce((
    select jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name, 'rights', g.rights) order by g.name, g.id)
    from group_members join technician_groups g on g.id = group_members.group_id
    where group_members.member_id = ${memberId}), '[]')`;
}

/** The same as `holdsRight`, for lists that are paged; `ownRoles` must be joined (left). */
export function holdsByRoleOrGroup(right: Right) {
  const builtIn = roles.filter((role) => rightsOfRole[role].includes(right));
  return sql<boolean>`(members.role = any(${builtIn}::text[])
    or ${right}::text = any(own_roles.rights)
    or exists (select from group_members join technician_groups g on g.id = group_members.group_id
      where group_members.member_id = members.id and ${right}::text = any(g.rights)))`;
}

export function standingOf(row: StandingRow): Standing {
  const { memberId, organisationId, role, ownRoleId, ownRoleName, groups } = row;
  return {
    memberId,
    organisationId,
    secondFactor: row.twoFactorEnabled,
    role:
      role === null
        ? { id: ownRoleId ?? '', name: ownRoleName, rights: known(row.ownRoleRights ?? []) }
        : { id: role, name: null, rights: rightsOfRole[role] },
    groups: groups.map((group) => ({ ...group, rights: known(group.rights) })),
  };
}

/** A newer server may have stored more. */
export function known(stored: readonly string[]): Right[] {
  return rights.filter((right) => stored.includes(right));
}

export async function findStandings(
  db: Kysely<Database>,
  memberIds: readonly string[],
): Promise<Map<string, Standing>> {
  if (memberIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('members')
    .innerJoin('users', 'users.id', 'members.userId')
    .leftJoin('ownRoles', 'ownRoles.id', 'members.ownRoleId')
    .select(standingColumns)
    .select(({ ref }) => groupsOfMember(ref('members.id')).as('groups'))
    .where('members.id', 'in', memberIds)
    .execute();
  return new Map(rows.map((row) => [row.memberId, standingOf(row)]));
}
