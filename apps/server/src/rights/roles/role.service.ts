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
} from '@nearhand/protocol';
import type { Kysely } from 'kysely';
import type { MemberIdentity } from '../../accounts/members.ts';
import { newId } from '../../database/ids.ts';
import type { Database } from '../../database/schema.ts';
import { moveInvitations } from '../../member-invitations/member-invitation.repository.ts';
import { recordInvitation } from '../../member-invitations/record-invitation.ts';
import { findStandings, known } from '../standing.ts';
import { findRole, roleColumns } from './known-role.ts';
import { type Acting, holderOf, requireFreeName, requireMayShape, type TeamChanges } from '../team-changes.ts';

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

  /**
   * Open invitations to it go the way of its members, or are withdrawn. Throws `conflict` where members have it and nobody
   * said what they shall have instead.
   */
  async remove(actor: MemberIdentity, id: string, moveTo: RoleId | undefined): Promise<void> {
    await this.#changes.run(actor, async (acting) => {
      const { transaction, self, at, record } = acting;
      const role = await findRole(transaction, self.organisationId, id);
      requireMayShape(self, role.rights, []);
      await this.#moveMembers(acting, id, moveTo);
      const withdrawn = await moveInvitations(transaction, id, moveTo);
      for (const one of withdrawn)
        await recordInvitation(transaction, actor, one, { event: 'memberInvitation.withdrawn', role, at });
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
