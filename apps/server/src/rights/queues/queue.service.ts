// Queues: named lists of requests that groups serve. Which group serves which is told to the group.

import { AppError } from '@nearhand/base';
import { endedRequestStates, type Queue } from '@nearhand/protocol';
import { type Kysely, sql } from 'kysely';
import type { MemberIdentity } from '../../accounts/members.ts';
import { newId } from '../../database/ids.ts';
import type { Database } from '../../database/schema.ts';
import { reachOf, requireReach } from '../reach.ts';
import { type Acting, requireFreeName, type TeamChanges } from '../team-changes.ts';

export class QueueService {
  readonly #db: Kysely<Database>;
  readonly #changes: TeamChanges;

  constructor(options: { db: Kysely<Database>; changes: TeamChanges }) {
    this.#db = options.db;
    this.#changes = options.changes;
  }

  async list(reader: MemberIdentity): Promise<{ queues: Queue[] }> {
    const rows = await this.#db
      .selectFrom('queues')
      .select(['id', 'name'])
      .select(
        sql<Queue['groups']>`coalesce((
          select jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name) order by g.name)
          from group_queues join technician_groups g on g.id = group_queues.group_id
          where group_queues.queue_id = queues.id), '[]')`.as('groups'),
      )
      .select(
        sql<number>`(select count(*)::integer from requests
          where requests.queue_id = queues.id and not (requests.state = any(${endedRequestStates}::text[])))`.as(
          'requests',
        ),
      )
      .where('organisationId', '=', reader.organisationId)
      .orderBy('name')
      .execute();
    const reach = await reachOf(this.#db, reader);
    return { queues: rows.map((row) => ({ ...row, reached: reach.queue(row.id) })) };
  }

  async create(actor: MemberIdentity, name: string): Promise<void> {
    await this.#changes.run(actor, async (acting) => {
      await requireFreeName(acting, 'queues', { name, id: null });
      const target = { id: newId(), name };
      const { organisationId } = acting.self;
      await acting.transaction
        .insertInto('queues')
        .values({ ...target, organisationId, createdAt: acting.at })
        .execute();
      await acting.record({ event: 'queue.created', target });
    });
  }

  async rename(actor: MemberIdentity, id: string, name: string): Promise<void> {
    await this.#changes.run(actor, async (acting) => {
      const before = await nameOf(acting, id);
      await requireFreeName(acting, 'queues', { name, id });
      await acting.transaction.updateTable('queues').set({ name }).where('id', '=', id).execute();
      await acting.record({ event: 'queue.renamed', target: { id, name }, renamedFrom: before });
    });
  }

  /** Takes reach. Throws `queue_in_use` while it holds requests that have not ended; those that have are in none then. */
  async remove(actor: MemberIdentity, id: string): Promise<void> {
    await this.#changes.run(actor, async (acting) => {
      const name = await nameOf(acting, id);
      await requireReach(acting, { queueIds: [id], computerIds: [] });
      await emptyQueue(acting, id);
      await acting.transaction.deleteFrom('queues').where('id', '=', id).execute();
      await acting.record({ event: 'queue.deleted', target: { id, name } });
    });
  }
}

async function emptyQueue({ transaction }: Acting, id: string): Promise<void> {
  // Whoever puts a request into it meanwhile waits, and finds it gone.
  await transaction.selectFrom('queues').select('id').where('id', '=', id).forUpdate().executeTakeFirst();
  // First those that ended: one that is being reopened is waited for, and is live in what follows.
  await transaction
    .updateTable('requests')
    .set({ queueId: null })
    .where('queueId', '=', id)
    .where('state', 'in', endedRequestStates)
    .execute();
  const live = await transaction.selectFrom('requests').select('id').where('queueId', '=', id).executeTakeFirst();
  if (live) throw new AppError('queue_in_use', 'Move the requests in it that have not ended, or close them, first.');
}

async function nameOf({ transaction, self }: Acting, id: string): Promise<string> {
  const row = await transaction
    .selectFrom('queues')
    .select('name')
    .where('id', '=', id)
    .where('organisationId', '=', self.organisationId)
    .executeTakeFirst();
  if (!row) throw new AppError('not_found', 'There is no such queue.');
  return row.name;
}
