// SQL of notifications. Rules are the service's, the watch's and the mailer's.

import { type Kysely, type Selectable, type Transaction, sql } from 'kysely';
import {
  type ChangeNotificationSettings,
  maxUnreadCounted,
  notificationCatalogue,
  type NotificationEvent,
  type Right,
} from '@nearhand/protocol';
import type { Database } from '../database/schema.ts';
import { holdsRight, reachScope } from '../rights/decide.ts';
import { findStandings, type Standing } from '../rights/standing.ts';
import { requestsInScope, type Scope } from '../rights/targets.ts';
import type { NotificationSettingsTable, NotificationsTable } from './notifications.tables.ts';

export type NotificationRow = Selectable<NotificationsTable>;
export type SettingsRow = Selectable<NotificationSettingsTable>;

/** Whose notifications, and which of them may be shown now. */
export interface Viewer {
  readonly userId: string;
  readonly organisationId: string;
  readonly events: readonly NotificationEvent[];
  /** Of requests: what the person reaches at this moment; null: all. */
  readonly scope: Scope | null;
}

interface Told {
  readonly organisationId: string;
  readonly right: Right;
  /** Null where it is about no request. */
  readonly requestId: string | null;
}

/** A customer is there, and nobody has taken the request. */
export interface WaitingInQueue {
  readonly id: string;
  readonly organisationId: string;
  readonly customer: string;
  /** Who serves the queue. */
  readonly memberIds: readonly string[];
}

/** Of those, whose wait nobody was told of. */
const untold = sql<boolean>`queue_id is not null and assignee_id is null and state in ('waiting', 'ready')
  and (queue_told_at is null or queue_told_at < state_since)`;

export class NotificationRepository {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  transaction<T>(work: (transaction: Transaction<Database>) => Promise<T>): Promise<T> {
    return this.#db.transaction().execute(work);
  }

  find(id: string): Promise<NotificationRow | undefined> {
    return this.#db.selectFrom('notifications').selectAll().where('id', '=', id).executeTakeFirst();
  }

  /** Newest first. */
  list(viewer: Viewer, beforeId: string | null, limit: number): Promise<NotificationRow[]> {
    let select = this.#visible(viewer).selectAll().orderBy('id', 'desc').limit(limit);
    if (beforeId !== null) select = select.where('id', '<', beforeId);
    return select.execute();
  }

  async unread(viewer: Viewer): Promise<number> {
    const rows = await this.#visible(viewer).select('id').where('readAt', 'is', null).limit(maxUnreadCounted).execute();
    return rows.length;
  }

  /** Null: all of them. */
  async markRead(viewer: Viewer, ids: readonly string[] | null, at: Date): Promise<void> {
    let update = this.#db
      .updateTable('notifications')
      .set({ readAt: at, mailDueAt: null })
      .where('userId', '=', viewer.userId)
      .where('readAt', 'is', null)
      .where((where) =>
        where.or([where('organisationId', 'is', null), where('organisationId', '=', viewer.organisationId)]),
      );
    if (ids !== null) update = update.where('id', 'in', ids);
    await update.execute();
  }

  async settings(userId: string): Promise<SettingsRow | null> {
    const row = await this.#db
      .selectFrom('notificationSettings')
      .selectAll()
      .where('userId', '=', userId)
      .executeTakeFirst();
    return row ?? null;
  }

  /** Changes what is given, under the row's lock, so that of two changes at once neither is lost. */
  async changeSettings(userId: string, change: ChangeNotificationSettings): Promise<void> {
    await this.transaction(async (transaction) => {
      const fresh = { userId, choices: '{}', quietHours: null };
      await transaction
        .insertInto('notificationSettings')
        .values(fresh)
        .onConflict((conflict) => conflict.column('userId').doNothing())
        .execute();
      const before = await transaction
        .selectFrom('notificationSettings')
        .selectAll()
        .where('userId', '=', userId)
        .forUpdate()
        .executeTakeFirstOrThrow();
      const choices = { ...before.choices };
      for (const [event, chosen] of Object.entries(change.choices ?? {})) {
        const known = event as NotificationEvent;
        choices[known] = { ...choices[known], ...withoutUndefined(chosen) };
      }
      const quietHours = change.quietHours === undefined ? before.quietHours : change.quietHours;
      await transaction
        .updateTable('notificationSettings')
        .set({
          choices: JSON.stringify(choices),
          quietHours: quietHours === null ? null : JSON.stringify(quietHours),
        })
        .where('userId', '=', userId)
        .execute();
    });
  }

  /** Since then at least. */
  async waitingInQueues(since: Date): Promise<WaitingInQueue[]> {
    const rows = await this.#db
      .selectFrom('requests')
      .select(['id', 'organisationId', 'customer', 'queueId'])
      .where(untold)
      .where('stateSince', '<=', since)
      .orderBy('stateSince')
      .limit(100)
      .execute();
    if (rows.length === 0) return [];
    const serving = await this.#db
      .selectFrom('groupQueues')
      .innerJoin('groupMembers', 'groupMembers.groupId', 'groupQueues.groupId')
      .select(['queueId', 'memberId'])
      .where(
        'queueId',
        'in',
        rows.flatMap(({ queueId }) => queueId ?? []),
      )
      .execute();
    return rows.map(({ queueId, ...request }) => ({
      ...request,
      memberIds: [...new Set(serving.flatMap((one) => (one.queueId === queueId ? one.memberId : [])))],
    }));
  }

  /** Since when the next one waits. */
  async nextInQueues(): Promise<Date | null> {
    const { since } = await this.#db
      .selectFrom('requests')
      .select((select) => select.fn.min('stateSince').as('since'))
      .where(untold)
      .executeTakeFirstOrThrow();
    return since;
  }

  /** False: told already, or no reason any more. */
  async markTold(transaction: Transaction<Database>, requestId: string, at: Date): Promise<boolean> {
    const { numUpdatedRows } = await transaction
      .updateTable('requests')
      .set({ queueToldAt: at })
      .where('id', '=', requestId)
      .where(untold)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  /** Of the organisation, as long as they hold the right and reach the request. */
  async whoMayKnow(
    { organisationId, right, requestId }: Told,
    who: { readonly memberIds: readonly string[] } | { readonly userIds: readonly string[] },
  ): Promise<string[]> {
    const ids = 'memberIds' in who ? who.memberIds : who.userIds;
    if (ids.length === 0) return [];
    const rows = await this.#db
      .selectFrom('members')
      .select(['id', 'userId'])
      .where('organisationId', '=', organisationId)
      .where('memberIds' in who ? 'id' : 'userId', 'in', ids)
      .execute();
    const standings = await findStandings(
      this.#db,
      rows.map(({ id }) => id),
    );
    const users: string[] = [];
    for (const { id, userId } of rows) {
      const standing = standings.get(id);
      if (standing === undefined || !holdsRight(standing, right)) continue;
      if (requestId === null || (await this.#reaches(standing, requestId))) users.push(userId);
    }
    return users;
  }

  /** Whether the person still has the right to what it tells, and reaches it. */
  async mayKnow({ userId, organisationId, event, subject }: NotificationRow): Promise<boolean> {
    const { needs: right } = notificationCatalogue[event];
    if (right === null || organisationId === null) return true;
    const requestId = subject.kind === 'request' ? subject.requestId : null;
    return (await this.whoMayKnow({ organisationId, right, requestId }, { userIds: [userId] })).length > 0;
  }

  /** Of the organisation, for whoever belongs to others too; null otherwise. */
  async nameIfSeveral({
    userId,
    organisationId,
  }: Pick<NotificationRow, 'userId' | 'organisationId'>): Promise<string | null> {
    if (organisationId === null) return null;
    const row = await this.#db
      .selectFrom('organisations')
      .select('name')
      .where('id', '=', organisationId)
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('members')
            .select('members.id')
            .where('members.userId', '=', userId)
            .where('members.organisationId', '<>', organisationId),
        ),
      )
      .executeTakeFirst();
    return row?.name ?? null;
  }

  async #reaches(standing: Standing, requestId: string): Promise<boolean> {
    const scope = reachScope(standing, 'request');
    let select = this.#db
      .selectFrom('requests')
      .select('id')
      .where('id', '=', requestId)
      .where('organisationId', '=', standing.organisationId);
    if (scope !== null) select = select.where(requestsInScope(scope));
    return (await select.executeTakeFirst()) !== undefined;
  }

  /** Members who are in the request's sessions, or were when it was `since`. */
  async participants(requestId: string, since: Date): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('sessions')
      .select('memberId')
      .distinct()
      .where('requestId', '=', requestId)
      .where((where) => where.or([where('endedAt', 'is', null), where('endedAt', '>=', since)]))
      .execute();
    return rows.map(({ memberId }) => memberId);
  }

  /** The user whose mail has waited longest, with everything of theirs that waits. Held until the transaction ends. */
  async takeDueMails(transaction: Transaction<Database>, now: Date): Promise<NotificationRow[]> {
    const first = await transaction
      .selectFrom('notifications')
      .select('userId')
      .where('mailDueAt', '<=', now)
      .orderBy('mailDueAt')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (first === undefined) return [];
    const rows = await transaction
      .updateTable('notifications')
      .set({ mailDueAt: null })
      .where('userId', '=', first.userId)
      .where('mailDueAt', 'is not', null)
      .returningAll()
      .execute();
    return rows.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  }

  async nextMailDue(): Promise<Date | null> {
    const row = await this.#db
      .selectFrom('notifications')
      .select('mailDueAt')
      .where('mailDueAt', 'is not', null)
      .orderBy('mailDueAt')
      .limit(1)
      .executeTakeFirst();
    return row?.mailDueAt ?? null;
  }

  async removeOlder(than: Date): Promise<void> {
    await this.#db.deleteFrom('notifications').where('at', '<', than).execute();
  }

  /** Of a request that is gone, or that the person does not reach any more, nothing is left. */
  #visible({ userId, organisationId, events, scope }: Viewer) {
    const reached = scope === null ? sql`true` : requestsInScope(scope);
    return this.#db
      .selectFrom('notifications')
      .where('userId', '=', userId)
      .where('listed', '=', true)
      .where('event', '=', sql<NotificationEvent>`any(${events})`)
      .where((where) => where.or([where('organisationId', 'is', null), where('organisationId', '=', organisationId)]))
      .where(
        sql<boolean>`(subject->>'kind' <> 'request' or (subject->>'requestId')::uuid in (
          select id from requests where organisation_id = ${organisationId} and ${reached}))`,
      );
  }
}

function withoutUndefined<T extends object>(value: T) {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined));
}
