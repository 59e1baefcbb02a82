// Technician groups: their members, the rights they add, the queues they serve, the computers they reach.

import { AppError } from '@nearhand/base';
import type { Group, Right } from '@nearhand/protocol';
import type { Kysely } from 'kysely';
import type { MemberIdentity } from '../../accounts/members.ts';
import { newId } from '../../database/ids.ts';
import type { Database } from '../../database/schema.ts';
import { holdsRight } from '../decide.ts';
import { reachesAll, type Reach, reachOf, requireReach } from '../reach.ts';
import type { Standing } from '../standing.ts';
import { type Acting, type Lists, requireFreeName, requireMayShape, type TeamChanges } from '../team-changes.ts';
import { countOwn, type GroupParts, readGroups, type WholeGroup, writeParts } from './group.repository.ts';

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

  async list(reader: MemberIdentity): Promise<{ groups: Group[] }> {
    const groups = await readGroups(this.#db, reader.organisationId, null);
    const reach = await reachOf(this.#db, reader);
    return { groups: groups.map((group) => viewFor(reader, reach, group)) };
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
      const shown = shownTo(self, await requireReach(acting, parts));
      await requireFreeName(acting, 'technicianGroups', { name, id });
      await transaction
        .updateTable('technicianGroups')
        .set({ name, rights: [...rights] })
        .where('id', '=', id)
        .execute();
      const after = await this.#writeParts(acting, id, {
        memberIds: changes.memberIds ?? parts.memberIds,
        queueIds: keepingHidden(changes.queueIds, parts.queueIds, shown.queue),
        computerIds: keepingHidden(changes.computerIds, parts.computerIds, shown.computer),
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

  async #find({ transaction, self }: Acting, id: string): Promise<WholeGroup> {
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

/** As the lists of queues and computers have it. */
function shownTo(reader: Standing, reach: Reach): Reach {
  return {
    queue: () => holdsRight(reader, 'requests.view'),
    computer: (id) => holdsRight(reader, 'computers.view') && reach.computer(id),
  };
}

function viewFor(reader: Standing, reach: Reach, group: WholeGroup): Group {
  const shown = shownTo(reader, reach);
  const queues = group.queues.filter(({ id }) => shown.queue(id));
  const computers = group.computers.filter(({ id }) => shown.computer(id));
  const hidden = {
    queues: group.queues.length - queues.length,
    computers: group.computers.length - computers.length,
  };
  return { ...group, queues, computers, hidden, reached: reachesAll(reach, partsOf(group)) };
}

/** Whoever does not see a part can neither name it nor mean to take it away. */
function keepingHidden(
  wanted: readonly string[] | undefined,
  had: readonly string[],
  isShown: (id: string) => boolean,
): readonly string[] {
  return wanted === undefined ? had : [...wanted, ...had.filter((id) => !isShown(id))];
}

function partsOf({ members, queues, computers }: WholeGroup): GroupParts {
  const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);
  return { memberIds: ids(members), queueIds: ids(queues), computerIds: ids(computers) };
}

function listsOf({ rights, members, queues, computers }: WholeGroup): Lists {
  const names = (list: readonly { name: string }[]) => list.map(({ name }) => name);
  return { rights, members: names(members), queues: names(queues), computers: names(computers) };
}
