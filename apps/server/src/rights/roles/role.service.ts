// Roles: the built-in ones, which never change, and an organisation's own, made from the one table of rights.

import { AppError } from '@nearhand/base';
import {
  type Holder,
  mayGiveRole,
  type Right,
  type RoleId,
  type RoleView,
  rightsOfRole,
  roles,
  roleSchema,
} from '@nearhand/protocol';
import type { Kysely, Transaction } from 'kysely';
import type { MemberIdentity } from '../../accounts/members.ts';
import { newId } from '../../database/ids.ts';
import type { Database } from '../../database/schema.ts';
import { findStandings, known } from '../standing.ts';
import { type Acting, holderOf, requireFreeName, requireMayShape, type TeamChanges } from '../team-changes.ts';

export interface KnownRole {
  readonly id: RoleId;
  readonly name: string | null;
  readonly rights: readonly Right[];
}

/** What a member's row says for a role. */
export function roleColumns(id: RoleId) {
  const builtIn = roleSchema.safeParse(id);
  return builtIn.success ? { role: builtIn.data, ownRoleId: null } : { role: null, ownRoleId: id };
}

/** Throws `not_found` outside the organisation. */
export async function findRole(
  transaction: Transaction<Database>,
  organisationId: string,
  id: RoleId,
): Promise<KnownRole> {
  const builtIn = roleSchema.safeParse(id);
  if (builtIn.success) return { id, name: null, rights: rightsOfRole[builtIn.data] };
  const row = await transaction
    .selectFrom('ownRoles')
    .selectAll()
    .where('id', '=', id)
    .where('organisationId', '=', organisationId)
    .executeTakeFirst();
  if (!row) throw new AppError('not_found', 'There is no such role.');
  return { id, name: row.name, rights: known(row.rights) };
}

export class RoleService {
  readonly #db: Kysely<Database>;
  readonly #changes: TeamChanges;

  constructor(options: { db: Kysely<Database>; changes: TeamChanges }) {
    this.#db = options.db;
    this.#changes = options.changes;
  }

  async list({ organisationId }: MemberIdentity): Promise<{ roles: RoleView[] }> {
    const counted = await this.#db
      .selectFrom('members')
      .select(({ fn }) => ['role', 'ownRoleId', fn.countAll<string>().as('count')])
      .where('organisationId', '=', organisationId)
      .groupBy(['role', 'ownRoleId'])
      .execute();
    const countOf = (id: RoleId) =>
      Number(counted.find(({ role, ownRoleId }) => (role ?? ownRoleId) === id)?.count ?? 0);
    const own = await this.#db
      .selectFrom('ownRoles')
      .selectAll()
      .where('organisationId', '=', organisationId)
      .orderBy('name')
      .execute();
    return {
      roles: [
        ...roles.map((id) => ({ id, name: null, rights: [...rightsOfRole[id]], members: countOf(id) })),
        ...own.map(({ id, name, rights }) => ({ id, name, rights: known(rights), members: countOf(id) })),
      ],
    };
  }

  async create(actor: MemberIdentity, { name, rights }: { name: string; rights: Right[] }): Promise<void> {
    await this.#changes.run(actor, async (acting) => {
      const { transaction, self, at, record } = acting;
      requireMayShape(self, [], rights);
      await requireFreeName(acting, 'ownRoles', { name, id: null });
      const target = { id: newId(), name };
      const { organisationId } = self;
      await transaction
        .insertInto('ownRoles')
        .values({ ...target, organisationId, rights, createdAt: at })
        .execute();
      await record({ event: 'role.created', target, after: { rights } });
    });
  }

  async change(
    actor: MemberIdentity,
    id: string,
    wanted: { name?: string | undefined; rights?: Right[] | undefined },
  ): Promise<void> {
    await this.#changes.run(actor, async (acting) => {
      const { transaction, self, record } = acting;
      const before = await findRole(transaction, self.organisationId, id);
      const { name = before.name ?? '', rights = [...before.rights] } = wanted;
      requireMayShape(self, before.rights, rights);
      await requireFreeName(acting, 'ownRoles', { name, id });
      await transaction.updateTable('ownRoles').set({ name, rights }).where('id', '=', id).execute();
      await record({
        event: 'role.changed',
        target: { id, name },
        before: { rights: before.rights },
        after: { rights },
        ...(before.name === null || before.name === name ? {} : { renamedFrom: before.name }),
      });
    });
  }

  /** Throws `conflict` where members have it and nobody said what they shall have instead. */
  async remove(actor: MemberIdentity, id: string, moveTo: RoleId | undefined): Promise<void> {
    await this.#changes.run(actor, async (acting) => {
      const { transaction, self, record } = acting;
      const role = await findRole(transaction, self.organisationId, id);
      requireMayShape(self, role.rights, []);
      await this.#moveMembers(acting, id, moveTo);
      await transaction.deleteFrom('ownRoles').where('id', '=', id).execute();
      await record({ event: 'role.deleted', target: { id, name: role.name ?? '' }, before: { rights: role.rights } });
    });
  }

  async #moveMembers({ transaction, self }: Acting, id: string, moveTo: RoleId | undefined): Promise<void> {
    const rows = await transaction.selectFrom('members').select('id').where('ownRoleId', '=', id).execute();
    if (rows.length === 0) return;
    if (moveTo === undefined || moveTo === id) throw new AppError('conflict', 'Members have this role.');
    const next = await findRole(transaction, self.organisationId, moveTo);
    const given: Holder = { role: next.id, rights: next.rights };
    const standings = await findStandings(
      transaction,
      rows.map((row) => row.id),
    );
    for (const standing of standings.values()) {
      if (!mayGiveRole(holderOf(self), holderOf(standing), given)) {
        throw new AppError('forbidden', 'This role, or somebody who has it, is above your own.');
      }
    }
    await transaction.updateTable('members').set(roleColumns(moveTo)).where('ownRoleId', '=', id).execute();
  }
}
