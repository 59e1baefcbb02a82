// SQL of remote sessions and links. Rules are the service's.

import type { Insertable, Kysely, Selectable, Transaction } from 'kysely';
import {
  type Actor,
  type EndReason,
  endedRequestStates,
  type Participant,
  type SessionTarget,
} from '@nearhand/protocol';
import type { Database } from '../database/schema.ts';
import type { LinkCounts } from './link-effects.ts';
import type { LinkState, LinksTable, SessionsTable } from './sessions.tables.ts';

export type SessionRow = Selectable<SessionsTable>;
export type LinkRow = Selectable<LinksTable>;
export type LinkWithSession = LinkRow & Pick<SessionRow, 'memberId' | 'requestId' | 'computerId' | 'endedAt'>;

type Executor = Kysely<Database> | Transaction<Database>;

export class SessionRepository {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  transaction<T>(work: (transaction: Transaction<Database>) => Promise<T>): Promise<T> {
    return this.#db.transaction().execute(work);
  }

  /** Held against changes until the transaction ends. */
  lockRequest(transaction: Transaction<Database>, organisationId: string, id: string) {
    return transaction
      .selectFrom('requests')
      .selectAll()
      .where('id', '=', id)
      .where('organisationId', '=', organisationId)
      .forShare()
      .executeTakeFirst();
  }

  /** Of whatever organisation. Its shares do not change either. */
  lockComputer(transaction: Transaction<Database>, id: string) {
    return transaction.selectFrom('computers').selectAll().where('id', '=', id).forShare().executeTakeFirst();
  }

  /** False when the sign-in is over; otherwise it cannot end before the transaction does. */
  async lockSignIn(transaction: Transaction<Database>, signInId: string): Promise<boolean> {
    const row = await transaction
      .selectFrom('signIns')
      .select('id')
      .where('id', '=', signInId)
      .forShare()
      .executeTakeFirst();
    return row !== undefined;
  }

  /** Held against changes until the transaction ends. */
  async lockMember(transaction: Transaction<Database>, id: string): Promise<void> {
    await transaction.selectFrom('members').select('id').where('id', '=', id).forShare().executeTakeFirst();
  }

  /** Nobody's role or group changes before the transaction ends. */
  async lockTeam(transaction: Transaction<Database>, organisationId: string): Promise<void> {
    await transaction
      .selectFrom('organisations')
      .select('id')
      .where('id', '=', organisationId)
      .forShare()
      .executeTakeFirst();
  }

  lockSession(transaction: Transaction<Database>, id: string): Promise<SessionRow | undefined> {
    return transaction.selectFrom('sessions').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  }

  async insertSession(transaction: Transaction<Database>, row: Insertable<SessionsTable>): Promise<void> {
    await transaction.insertInto('sessions').values(row).execute();
  }

  async insertLink(transaction: Transaction<Database>, row: Insertable<LinksTable>): Promise<void> {
    await transaction.insertInto('links').values(row).execute();
  }

  async comeBack(
    transaction: Transaction<Database>,
    sessionId: string,
    changes: Pick<SessionRow, 'signInId' | 'permissions'>,
  ): Promise<void> {
    await transaction.updateTable('sessions').set(changes).where('id', '=', sessionId).execute();
  }

  findSession(organisationId: string, id: string): Promise<SessionRow | undefined> {
    return this.#db
      .selectFrom('sessions')
      .selectAll()
      .where('id', '=', id)
      .where('organisationId', '=', organisationId)
      .executeTakeFirst();
  }

  findLink(linkId: string): Promise<LinkWithSession | undefined> {
    return this.#db
      .selectFrom('links')
      .innerJoin('sessions', 'sessions.id', 'links.sessionId')
      .selectAll('links')
      .select(['sessions.memberId', 'sessions.requestId', 'sessions.computerId', 'sessions.endedAt'])
      .where('links.id', '=', linkId)
      .executeTakeFirst();
  }

  /** False when the link has ended already, or is in that state. */
  async changeLink(linkId: string, state: LinkState, at: Date): Promise<boolean> {
    const result = await this.#db
      .updateTable('links')
      .set({ state, changedAt: at })
      .where('id', '=', linkId)
      .where('state', 'not in', ['ended', state])
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  }

  /** The links of a session that had not ended. */
  endLinks(executor: Executor | null, sessionId: string, at: Date): Promise<LinkRow[]> {
    return (executor ?? this.#db)
      .updateTable('links')
      .set({ state: 'ended', changedAt: at })
      .where('sessionId', '=', sessionId)
      .where('state', '<>', 'ended')
      .returningAll()
      .execute();
  }

  /** Undefined when it had ended already. */
  endSession(
    transaction: Transaction<Database>,
    sessionId: string,
    reason: EndReason,
    at: Date,
  ): Promise<SessionRow | undefined> {
    return transaction
      .updateTable('sessions')
      .set({ endedAt: at, endReason: reason })
      .where('id', '=', sessionId)
      .where('endedAt', 'is', null)
      .returningAll()
      .executeTakeFirst();
  }

  async liveLinkCount(sessionId: string): Promise<number> {
    const row = await this.#db
      .selectFrom('links')
      .select(({ fn }) => fn.countAll<string>().as('count'))
      .where('sessionId', '=', sessionId)
      .where('state', '<>', 'ended')
      .executeTakeFirstOrThrow();
    return Number(row.count);
  }

  /** Links of live sessions this agent serves or served. */
  linksOfAgent(agentKey: string): Promise<LinkWithSession[]> {
    return this.#db
      .selectFrom('links')
      .innerJoin('sessions', 'sessions.id', 'links.sessionId')
      .selectAll('links')
      .select(['sessions.memberId', 'sessions.requestId', 'sessions.computerId', 'sessions.endedAt'])
      .where('links.agentKey', '=', agentKey)
      .where('links.state', '<>', 'ended')
      .where('sessions.endedAt', 'is', null)
      .execute();
  }

  /** Of active links. */
  async agentKeys(): Promise<string[]> {
    const rows = await this.#db.selectFrom('links').select('agentKey').where('state', '=', 'active').execute();
    return rows.map(({ agentKey }) => agentKey);
  }

  async countLinks(executor: Executor, requestId: string): Promise<LinkCounts> {
    const rows = await executor
      .selectFrom('links')
      .innerJoin('sessions', 'sessions.id', 'links.sessionId')
      .select('links.state')
      .where('sessions.requestId', '=', requestId)
      .where('sessions.endedAt', 'is', null)
      .where('links.state', 'in', ['active', 'interrupted'])
      .execute();
    const active = rows.filter(({ state }) => state === 'active').length;
    return { active, interrupted: rows.length - active };
  }

  /** Who made the session of a request start, or its last one end. */
  async causeOf(executor: Executor, requestId: string, event: 'session.started' | 'session.ended'): Promise<Actor> {
    const sessions = executor
      .selectFrom('sessions')
      .select(['memberId as id', 'memberName as name', 'endReason'])
      .where('requestId', '=', requestId);
    const found =
      event === 'session.started'
        ? await sessions
            .innerJoin('links', 'links.sessionId', 'sessions.id')
            .where('links.state', '=', 'active')
            .orderBy('links.changedAt', 'desc')
            .executeTakeFirst()
        : await sessions.where('endedAt', 'is not', null).orderBy('endedAt', 'desc').executeTakeFirst();
    if (found === undefined) return { kind: 'system' };
    const { id, name, endReason } = found;
    if (event === 'session.started' || endReason === 'viewer') return { kind: 'member', id, name };
    return { kind: endReason === 'customer' ? 'customer' : 'system' };
  }

  /** Who is connected, or will be again once the network is back; by target. */
  async participants(kind: SessionTarget['kind'], ids: readonly string[]): Promise<Map<string, Participant[]>> {
    const column = kind === 'request' ? 'sessions.requestId' : 'sessions.computerId';
    const found = new Map<string, Participant[]>();
    if (ids.length === 0) return found;
    const rows = await this.#db
      .selectFrom('links')
      .innerJoin('sessions', 'sessions.id', 'links.sessionId')
      .select(['links.id as linkId', 'sessions.memberName as name', `${column} as targetId`])
      .where(column, 'in', ids)
      .where('sessions.endedAt', 'is', null)
      .where('links.state', 'in', ['active', 'interrupted'])
      .orderBy('links.id')
      .execute();
    for (const { linkId, name, targetId } of rows) {
      if (targetId === null) continue;
      found.set(targetId, [...(found.get(targetId) ?? []), { linkId, name }]);
    }
    return found;
  }

  /** Of these members, those who are connected, or will be again once the network is back. */
  async membersInSession(memberIds: readonly string[]): Promise<Set<string>> {
    if (memberIds.length === 0) return new Set();
    const rows = await this.#db
      .selectFrom('links')
      .innerJoin('sessions', 'sessions.id', 'links.sessionId')
      .select('sessions.memberId')
      .distinct()
      .where('sessions.memberId', 'in', memberIds)
      .where('sessions.endedAt', 'is', null)
      .where('links.state', 'in', ['active', 'interrupted'])
      .execute();
    return new Set(rows.map(({ memberId }) => memberId));
  }

  async openSessionIds(by: { requestId: string } | { signInId: string } | { memberId: string }): Promise<string[]> {
    let select = this.#db.selectFrom('sessions').select('id').where('endedAt', 'is', null);
    if ('requestId' in by) select = select.where('requestId', '=', by.requestId);
    else if ('signInId' in by) select = select.where('signInId', '=', by.signInId);
    else select = select.where('memberId', '=', by.memberId);
    return (await select.execute()).map(({ id }) => id);
  }

  /** Links nobody came for, or that stayed interrupted for too long. */
  abandonedLinks(offeredBefore: Date, interruptedBefore: Date): Promise<LinkRow[]> {
    return this.#db
      .selectFrom('links')
      .selectAll()
      .where((where) =>
        where.or([
          where.and([where('state', '=', 'offered'), where('changedAt', '<', offeredBefore)]),
          where.and([where('state', '=', 'interrupted'), where('changedAt', '<', interruptedBefore)]),
        ]),
      )
      .limit(1_000)
      .execute();
  }

  /** Since before a time. */
  interruptedLinks(before: Date): Promise<LinkRow[]> {
    return this.#db
      .selectFrom('links')
      .selectAll()
      .where('state', '=', 'interrupted')
      .where('changedAt', '<', before)
      .limit(1_000)
      .execute();
  }

  /** Open sessions whose last link ended before a time, or whose sign-in or request is over. */
  async abandonedSessionIds(now: Date, endedBefore: Date): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('sessions')
      .select('sessions.id')
      .where('sessions.endedAt', 'is', null)
      .where((where) =>
        where.or([
          where.not(
            where.exists(
              where
                .selectFrom('links')
                .select('links.id')
                .whereRef('links.sessionId', '=', 'sessions.id')
                .where((link) =>
                  link.or([link('links.state', '<>', 'ended'), link('links.changedAt', '>=', endedBefore)]),
                ),
            ),
          ),
          where.not(
            where.exists(
              where
                .selectFrom('signIns')
                .select('signIns.id')
                .whereRef('signIns.id', '=', 'sessions.signInId')
                .where('signIns.expiresAt', '>', now),
            ),
          ),
          // Normally ended with the request; this is for a failure in between.
          where.exists(
            where
              .selectFrom('requests')
              .select('requests.id')
              .whereRef('requests.id', '=', 'sessions.requestId')
              .where('requests.state', 'in', endedRequestStates),
          ),
        ]),
      )
      .limit(1_000)
      .execute();
    return rows.map(({ id }) => id);
  }
}
