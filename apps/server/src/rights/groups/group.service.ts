// Technician groups: their members, the rights they add, the queues they serve, the computers they reach.

import { AppError } from '@nearhand/base';
import type { Group, Right } from '@nearhand/protocol';
import type { Kysely } from 'kysely';
import type { MemberIdentity } from '../../accounts/members.ts';
import { newId } from '../../database/ids.ts';
import type { Database } from '../../database/schema.ts';
import { requireReach } from '../reach.ts';
import { type Acting, type Lists, requireFreeName, requireMayShape, type TeamChanges } from '../team-changes.ts';
import { countOwn, type GroupParts, readGroups, writeParts } from './group.repository.ts';

export interface GroupWish extends GroupParts {
  readonly name: string;
  readonly rights: readonly Right[];
}
type Changes = { readonly [Key in keyof GroupWish]?: GroupWish[Key] | undefined };

export class GroupService {
  readonly #db: Kysely<Database>;
  readonly #changes: TeamChanges;

  constructor(options: { db: Kysely<Database>; changes: TeamChanges }) {
    this.#db = options.db;
    this.#changes = options.changes;
  }

  async list({ organisationId }: MemberIdentity): Promise<{ groups: Group[] }> {
    return { groups: await readGroups(this.#db, organisationId, null) };
  }

  async create(actor: MemberIdentity, wish: GroupWish): Promise<void> {
    await this.#changes.run(actor, async (acting) => {
      const { transaction, self, at, record } = acting;
      const { organisationId } = self;
      const id = newId();
      requireMayShape(self, [], wish.rights);
      await requireFreeName(acting, 'technicianGroups', { name: wish.name, id: null });
      const { name, rights } = wish;
      await transaction
        .insertInto('technicianGroups')
        .values({ id, organisationId, name, rights: [...rights], createdAt: at })
        .execute();
      const after = await this.#writeParts(acting, id, wish);
      await record({ event: 'group.created', target: { id, name }, after });
    });
  }

  async change(actor: MemberIdentity, id: string, changes: Changes): Promise<void> {
    await this.#changes.run(actor, async (acting) => {
      const { transaction, self, record } = acting;
      const before = await this.#find(acting, id);
      const { name = before.name, rights = before.rights } = changes;
      requireMayShape(self, before.rights, rights);
      const parts = partsOf(before);
      await requireReach(acting, parts);
      await requireFreeName(acting, 'technicianGroups', { name, id });
      await transaction
        .updateTable('technicianGroups')
        .set({ name, rights: [...rights] })
        .where('id', '=', id)
        .execute();
      const after = await this.#writeParts(acting, id, {
        memberIds: changes.memberIds ?? parts.memberIds,
        queueIds: changes.queueIds ?? parts.queueIds,
        computerIds: changes.computerIds ?? parts.computerIds,
      });
      const renamed = before.name === name ? {} : { renamedFrom: before.name };
      await record({ event: 'group.changed', target: { id, name }, before: listsOf(before), after, ...renamed });
    });
  }

  async remove(actor: MemberIdentity, id: string): Promise<void> {
    await this.#changes.run(actor, async (acting) => {
      const before = await this.#find(acting, id);
      requireMayShape(acting.self, before.rights, []);
      await requireReach(acting, partsOf(before));
      await acting.transaction.deleteFrom('technicianGroups').where('id', '=', id).execute();
      await acting.record({ event: 'group.deleted', target: before, before: listsOf(before) });
    });
  }

  async #find({ transaction, self }: Acting, id: string): Promise<Group> {
    const [group] = await readGroups(transaction, self.organisationId, id);
    if (!group) throw new AppError('not_found', 'There is no such group.');
    return group;
  }

  /** Answers what is in it now, by name. */
  async #writeParts(acting: Acting, id: string, wish: GroupParts): Promise<Lists> {
    const { transaction, self } = acting;
    const parts: GroupParts = {
      memberIds: [...new Set(wish.memberIds)],
      queueIds: [...new Set(wish.queueIds)],
      computerIds: [...new Set(wish.computerIds)],
    };
    const tables = { members: parts.memberIds, queues: parts.queueIds, computers: parts.computerIds };
    for (const table of ['members', 'queues', 'computers'] as const) {
      const count = await countOwn(transaction, table, self.organisationId, tables[table]);
      if (count !== tables[table].length) throw new AppError('not_found', `Some ${table} do not exist.`);
    }
    await requireReach(acting, parts);
    await writeParts(transaction, id, parts);
    return listsOf(await this.#find(acting, id));
  }
}

function partsOf({ members, queues, computers }: Group): GroupParts {
  const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);
  return { memberIds: ids(members), queueIds: ids(queues), computerIds: ids(computers) };
}

function listsOf({ rights, members, queues, computers }: Group): Lists {
  const names = (list: readonly { name: string }[]) => list.map(({ name }) => name);
  return { rights, members: names(members), queues: names(queues), computers: names(computers) };
}
