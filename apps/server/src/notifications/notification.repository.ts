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
import { holdsRight } from '../rights/decide.ts';
import { findStandings } from '../rights/standing.ts';
import type { NotificationSettingsTable, NotificationsTable } from './notifications.tables.ts';

export type NotificationRow = Selectable<NotificationsTable>;
export type SettingsRow = Selectable<NotificationSettingsTable>;

/** Whose notifications, and which of them may be shown now. */
export interface Viewer {
  readonly userId: string;
  readonly organisationId: string;
  readonly events: readonly NotificationEvent[];
}

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

  /** Of the organisation, as long as they hold the right. */
  async usersWithRight(
    organisationId: string,
    right: Right,
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
    const holds = (id: string) => {
      const standing = standings.get(id);
      return standing !== undefined && holdsRight(standing, right);
    };
    return rows.filter(({ id }) => holds(id)).map(({ userId }) => userId);
  }

  /** Whether the person still has the right to what it tells. */
  async mayKnow({ userId, organisationId, event }: NotificationRow): Promise<boolean> {
    const { needs } = notificationCatalogue[event];
    if (needs === null || organisationId === null) return true;
    return (await this.usersWithRight(organisationId, needs, { userIds: [userId] })).length > 0;
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

  #visible({ userId, organisationId, events }: Viewer) {
    return this.#db
      .selectFrom('notifications')
      .where('userId', '=', userId)
      .where('listed', '=', true)
      .where('event', '=', sql<NotificationEvent>`any(${events})`)
      .where((where) => where.or([where('organisationId', 'is', null), where('organisationId', '=', organisationId)]));
  }
}

function withoutUndefined<T extends object>(value: T) {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined));
}
