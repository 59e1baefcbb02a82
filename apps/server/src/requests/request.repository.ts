// SQL of requests. Rules are the service's and the transitions'.

import { type Insertable, type Kysely, type Selectable, sql, type Transaction, type Updateable } from 'kysely';
import { type Actor, endedRequestStates, type RequestSelection, type TimelineEvent } from '@nearhand/protocol';
import type { Database } from '../database/schema.ts';
import { requestsInScope, type Scope } from '../rights/targets.ts';
import type { RequestEventsTable, RequestsTable } from './requests.tables.ts';

export type RequestRow = Selectable<RequestsTable>;
export type RequestChanges = Updateable<RequestsTable>;
export type RequestEventRow = Selectable<RequestEventsTable>;

export interface RequestQuery {
  readonly organisationId: string;
  /** Null: all of them. */
  readonly scope: Scope | null;
  readonly selection: RequestSelection;
  readonly text: string | null;
  /** The code typed as the text, if it is one. */
  readonly code: string | null;
  /** Older than this request. */
  readonly beforeId: string | null;
  readonly limit: number;
}

export interface NewEvent {
  readonly request: Pick<RequestRow, 'id' | 'organisationId'>;
  readonly at: Date;
  readonly event: TimelineEvent;
  readonly from: RequestEventRow['fromState'];
  readonly to: RequestEventRow['toState'];
  readonly actor: Actor;
  readonly address: string | null;
  readonly note: string;
}

/** Looked for without accents: whoever dictates a name does not spell them. */
function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
}

function plain(column: 'customer' | 'comments' | 'computerName') {
  return sql<string>`regexp_replace(normalize(${sql.ref(column)}, NFD), '[\u0300-\u036f]', '', 'g')`;
}

export class RequestRepository {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  transaction<T>(work: (transaction: Transaction<Database>) => Promise<T>): Promise<T> {
    return this.#db.transaction().execute(work);
  }

  /** False when the code or token is taken. */
  async insert(transaction: Transaction<Database>, row: Insertable<RequestsTable>): Promise<boolean> {
    const result = await transaction
      .insertInto('requests')
      .values(row)
      .onConflict((conflict) => conflict.column('code').where('code', 'is not', null).doNothing())
      .executeTakeFirst();
    return result.numInsertedOrUpdatedRows === 1n;
  }

  async isCodeTaken(transaction: Transaction<Database>, code: string): Promise<boolean> {
    const row = await transaction.selectFrom('requests').select('id').where('code', '=', code).executeTakeFirst();
    return row !== undefined;
  }

  /** Held until the transaction ends. */
  lock(transaction: Transaction<Database>, id: string): Promise<RequestRow | undefined> {
    return transaction.selectFrom('requests').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  }

  update(transaction: Transaction<Database>, id: string, changes: RequestChanges): Promise<RequestRow> {
    return transaction
      .updateTable('requests')
      .set(changes)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
  }

  async addEvents(transaction: Transaction<Database>, events: readonly NewEvent[]): Promise<void> {
    const rows = events.map((entry) => ({
      requestId: entry.request.id,
      organisationId: entry.request.organisationId,
      at: entry.at,
      event: entry.event,
      fromState: entry.from,
      toState: entry.to,
      actor: JSON.stringify(entry.actor),
      address: entry.address,
      note: entry.note,
    }));
    await transaction.insertInto('requestEvents').values(rows).execute();
  }

  find(id: string): Promise<RequestRow | undefined> {
    return this.#db.selectFrom('requests').selectAll().where('id', '=', id).executeTakeFirst();
  }

  findByToken(token: string): Promise<RequestRow | undefined> {
    return this.#db.selectFrom('requests').selectAll().where('invitationToken', '=', token).executeTakeFirst();
  }

  findByCode(code: string): Promise<RequestRow | undefined> {
    return this.#db.selectFrom('requests').selectAll().where('code', '=', code).executeTakeFirst();
  }

  /** One query for every answer: wrong, used and expired codes cannot be told apart by time. */
  async tokenOfUnusedCode(code: string, now: Date): Promise<string | null> {
    const row = await this.#db
      .selectFrom('requests')
      .select('invitationToken')
      .where('code', '=', code)
      .where('agentKey', 'is', null)
      .where('expiresAt', '>', now)
      .executeTakeFirst();
    return row?.invitationToken ?? null;
  }

  /** Newest first; identifiers sort by time of creation. */
  list(query: RequestQuery): Promise<RequestRow[]> {
    let select = this.#db.selectFrom('requests').selectAll().where('organisationId', '=', query.organisationId);
    if (query.scope !== null) select = select.where(requestsInScope(query.scope));
    if (query.selection === 'live') select = select.where('state', 'not in', endedRequestStates);
    if (query.selection === 'ended') select = select.where('state', 'in', endedRequestStates);
    if (query.beforeId !== null) select = select.where('id', '<', query.beforeId);
    if (query.text !== null) {
      const pattern = `%${withoutAccents(query.text).replace(/[\\%_]/g, String.raw`\$&`)}%`;
      select = select.where((where) =>
        where.or([
          where(plain('customer'), 'ilike', pattern),
          where(plain('comments'), 'ilike', pattern),
          where(plain('computerName'), 'ilike', pattern),
          where('customerEmail', 'ilike', pattern),
          where('code', '=', query.code),
        ]),
      );
    }
    return select.orderBy('id', 'desc').limit(query.limit).execute();
  }

  /** By id: of the queues they are in and the members they are assigned to. */
  async placeNames(rows: readonly RequestRow[]): Promise<ReadonlyMap<string, string>> {
    const queueIds = rows.flatMap(({ queueId }) => queueId ?? []);
    const memberIds = rows.flatMap(({ assigneeId }) => assigneeId ?? []);
    const queues =
      queueIds.length === 0
        ? []
        : await this.#db.selectFrom('queues').select(['id', 'name']).where('id', 'in', queueIds).execute();
    const members =
      memberIds.length === 0
        ? []
        : await this.#db
            .selectFrom('members')
            .innerJoin('users', 'users.id', 'members.userId')
            .select(['members.id', 'users.name'])
            .where('members.id', 'in', memberIds)
            .execute();
    return new Map([...queues, ...members].map(({ id, name }) => [id, name]));
  }

  /** The latest, oldest first. */
  async timeline(requestId: string, limit: number): Promise<RequestEventRow[]> {
    const latest = await this.#db
      .selectFrom('requestEvents')
      .selectAll()
      .where('requestId', '=', requestId)
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return latest.toReversed();
  }

  async dueIds(now: Date, limit: number): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('requests')
      .select('id')
      .where('dueAt', '<=', now)
      .orderBy('dueAt')
      .limit(limit)
      .execute();
    return rows.map(({ id }) => id);
  }

  async nextDue(): Promise<Date | null> {
    const row = await this.#db
      .selectFrom('requests')
      .select('dueAt')
      .where('dueAt', 'is not', null)
      .orderBy('dueAt')
      .limit(1)
      .executeTakeFirst();
    return row?.dueAt ?? null;
  }

  /** Of live requests. */
  async agentKeys(): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('requests')
      .select('agentKey')
      .where('agentKey', 'is not', null)
      .where('state', 'not in', endedRequestStates)
      .execute();
    return rows.flatMap(({ agentKey }) => agentKey ?? []);
  }

  /** Live requests bound to this agent. */
  async idsOfAgent(agentKey: string): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('requests')
      .select('id')
      .where('agentKey', '=', agentKey)
      .where('state', 'not in', endedRequestStates)
      .execute();
    return rows.map(({ id }) => id);
  }
}
