// SQL of shares of computers. Rules are the service's and the watch's; who may do what by a share is the decision's.

import { type Insertable, type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import { type Computer, type GivenShares, intersectPermissions, permissions } from '@nearhand/protocol';
import type { Database } from '../../database/schema.ts';
import type { ComputerRow } from '../computer.repository.ts';
import { computersInScope, type Scope } from '../../rights/targets.ts';
import type { ComputerSharesTable } from '../computers.tables.ts';

export type ShareRow = Selectable<ComputerSharesTable>;

type SharedBy = NonNullable<Computer['sharedBy']>;

export interface LiveShare extends SharedBy {
  readonly computerId: string;
  readonly userId: string;
  /** By the organisation of the computer. */
  readonly twoFactorRequired: boolean;
}

interface GivenBy {
  readonly memberId: string;
  readonly organisationId: string;
  readonly now: Date;
  readonly scope: Scope | null;
}

/** Told at once. */
const mostGiven = 50;

export class ShareRepository {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  transaction<T>(work: (transaction: Transaction<Database>) => Promise<T>): Promise<T> {
    return this.#db.transaction().execute(work);
  }

  /** Nobody connects to it, and nobody shares it, before the transaction ends. */
  lockComputer(transaction: Transaction<Database>, id: string): Promise<ComputerRow | undefined> {
    return transaction.selectFrom('computers').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
  }

  list(computerId: string): Promise<ShareRow[]> {
    return this.#db
      .selectFrom('computerShares')
      .selectAll()
      .where('computerId', '=', computerId)
      .orderBy('email')
      .execute();
  }

  find(transaction: Transaction<Database>, computerId: string, id: string): Promise<ShareRow | undefined> {
    return transaction
      .selectFrom('computerShares')
      .selectAll()
      .where('computerId', '=', computerId)
      .where('id', '=', id)
      .executeTakeFirst();
  }

  async count(transaction: Transaction<Database>, computerId: string): Promise<number> {
    const { count } = await transaction
      .selectFrom('computerShares')
      .select(({ fn }) => fn.countAll<string>().as('count'))
      .where('computerId', '=', computerId)
      .executeTakeFirstOrThrow();
    return Number(count);
  }

  insert(transaction: Transaction<Database>, row: Insertable<ComputerSharesTable>): Promise<ShareRow> {
    return transaction.insertInto('computerShares').values(row).returningAll().executeTakeFirstOrThrow();
  }

  change(
    transaction: Transaction<Database>,
    id: string,
    changes: Pick<ShareRow, 'permissions' | 'until' | 'overAt'>,
  ): Promise<ShareRow> {
    return transaction
      .updateTable('computerShares')
      .set(changes)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
  }

  /**
   * Whose the address is: confirmed, or of the organisation itself, which knows its people. Held until the transaction
   * ends, so that whoever confirms it at this moment finds the share, or is found.
   */
  async ownerOf(
    transaction: Transaction<Database>,
    { email, organisationId }: { email: string; organisationId: string },
  ): Promise<string | null> {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`computer-share ${email}`}, 0))`.execute(transaction);
    const user = await transaction
      .selectFrom('users')
      .select('id')
      .where('email', '=', email)
      .where(({ eb, or, exists, selectFrom }) =>
        or([
          eb('emailVerified', '=', true),
          exists(
            selectFrom('members')
              .select('members.id')
              .whereRef('members.userId', '=', 'users.id')
              .where('members.organisationId', '=', organisationId),
          ),
        ]),
      )
      .executeTakeFirst();
    return user?.id ?? null;
  }

  /** Confirmed or not. */
  async hasAccount(transaction: Transaction<Database>, email: string): Promise<boolean> {
    const select = transaction.selectFrom('users').select('id').where('email', '=', email);
    return (await select.executeTakeFirst()) !== undefined;
  }

  /** What counts now and somebody has, each computer once for each of them. */
  async live(of: { userId: string } | { computerIds: readonly string[] }, now: Date): Promise<LiveShare[]> {
    let select = this.#db
      .selectFrom('computerShares')
      .innerJoin('computers', 'computers.id', 'computerShares.computerId')
      .innerJoin('organisations', 'organisations.id', 'computers.organisationId')
      .select([
        'computerId',
        'userId',
        'computerShares.permissions',
        'until',
        'sharedByName',
        'organisations.name as organisation',
        'organisations.twoFactorRequired',
      ])
      .where((where) => where.or([where('until', 'is', null), where('until', '>', now)]))
      .orderBy('computerShares.id');
    if ('userId' in of) select = select.where('userId', '=', of.userId);
    else select = select.where('computerId', 'in', of.computerIds);
    if ('computerIds' in of && of.computerIds.length === 0) return [];
    const found = new Map<string, LiveShare>();
    for (const { userId, until, sharedByName: name, ...share } of await select.execute()) {
      if (userId === null) continue;
      const key = `${share.computerId} ${userId}`;
      // Shared with two addresses of one person: all that they bring, and the end of the last.
      const known = found.get(key);
      const one = { ...share, name, userId, until: until?.toISOString() ?? null };
      const shown = known === undefined || endsLater(one, known) ? one : known;
      const all = [...share.permissions, ...(known?.permissions ?? [])];
      found.set(key, { ...shown, permissions: intersectPermissions(permissions, all) });
    }
    return [...found.values()];
  }

  /** Of these, the ones that are shared at all: also with whoever has not come yet. */
  async shared(computerIds: readonly string[], now: Date): Promise<Set<string>> {
    if (computerIds.length === 0) return new Set();
    const rows = await this.#db
      .selectFrom('computerShares')
      .select('computerId')
      .distinct()
      .where('computerId', 'in', computerIds)
      .where((where) => where.or([where('until', 'is', null), where('until', '>', now)]))
      .execute();
    return new Set(rows.map(({ computerId }) => computerId));
  }

  /** The organisation's computers that are shared. */
  async sharedOf(organisationId: string): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('computerShares')
      .innerJoin('computers', 'computers.id', 'computerShares.computerId')
      .select('computerId')
      .distinct()
      .where('computers.organisationId', '=', organisationId)
      .execute();
    return rows.map(({ computerId }) => computerId);
  }

  async isMember(organisationId: string, id: string): Promise<boolean> {
    const select = this.#db.selectFrom('members').select('id').where('id', '=', id);
    return (await select.where('organisationId', '=', organisationId).executeTakeFirst()) !== undefined;
  }

  /** What a member shared with others and is not over, of the computers in `scope` (null: all), and how much more there is. */
  async given({ memberId, organisationId, now, scope }: GivenBy): Promise<GivenShares> {
    const isInScope = scope === null ? sql<boolean>`true` : computersInScope(scope);
    const rows = await this.#db
      .selectFrom('computerShares')
      .innerJoin('computers', 'computers.id', 'computerShares.computerId')
      .select(['computerShares.id', 'computers.name as computer', 'computers.kind', 'computerShares.email'])
      .select(({ fn }) => [isInScope.as('isInScope'), fn.countAll<string>().over().as('all')])
      .where('computers.organisationId', '=', organisationId)
      .where('sharedById', '=', memberId)
      .where((where) => where.or([where('until', 'is', null), where('until', '>', now)]))
      .orderBy('isInScope', 'desc')
      .orderBy('computers.name')
      .orderBy('email')
      .limit(mostGiven)
      .execute();
    const shares = rows
      .filter((row) => row.isInScope)
      .map(({ id, computer, kind, email }) => ({ id, computer, kind, email }));
    return { shares, others: Number(rows[0]?.all ?? 0) - shares.length };
  }

  memberships(userIds: readonly string[]) {
    if (userIds.length === 0) return [];
    return this.#db
      .selectFrom('members')
      .select(['id as memberId', 'userId', 'organisationId'])
      .where('userId', 'in', userIds)
      .execute();
  }

  computers(ids: readonly string[]): Promise<ComputerRow[]> | ComputerRow[] {
    if (ids.length === 0) return [];
    return this.#db.selectFrom('computers').selectAll().where('id', 'in', ids).orderBy('name').orderBy('id').execute();
  }

  /** Which somebody came to have and was not told of; some of them. */
  async claimed(): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('computerShares')
      .select('id')
      .where('claimedAt', 'is not', null)
      .orderBy('claimedAt')
      .limit(100)
      .execute();
    return rows.map(({ id }) => id);
  }

  /**
   * To be told by this transaction, and by no other. Holds the person first and waits for nobody who holds the share:
   * they may be about to wait for the person. Undefined: it is told, gone, or another time.
   */
  async takeClaimed(transaction: Transaction<Database>, id: string): Promise<ShareRow | undefined> {
    await transaction
      .selectFrom('users')
      .select('users.id')
      .where('users.id', 'in', (query) => query.selectFrom('computerShares').select('userId').where('id', '=', id))
      .forKeyShare()
      .execute();
    const share = await transaction
      .selectFrom('computerShares')
      .selectAll()
      .where('id', '=', id)
      .where('claimedAt', 'is not', null)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (share) await transaction.updateTable('computerShares').set({ claimedAt: null }).where('id', '=', id).execute();
    return share;
  }

  namesOf(transaction: Transaction<Database>, computerId: string) {
    return transaction
      .selectFrom('computers')
      .innerJoin('organisations', 'organisations.id', 'computers.organisationId')
      .select(['computers.name as computer', 'organisations.name as organisation'])
      .where('computers.id', '=', computerId)
      .executeTakeFirstOrThrow();
  }

  /** Whose time is over and nobody was told. */
  due(now: Date): Promise<Pick<ShareRow, 'id' | 'computerId'>[]> {
    return this.#db
      .selectFrom('computerShares')
      .select(['id', 'computerId'])
      .where('until', '<=', now)
      .where('overAt', 'is', null)
      .orderBy('until')
      .limit(100)
      .execute();
  }

  async nextDue(): Promise<Date | null> {
    const { until } = await this.#db
      .selectFrom('computerShares')
      .select(({ fn }) => fn.min('until').as('until'))
      .where('until', 'is not', null)
      .where('overAt', 'is', null)
      .executeTakeFirstOrThrow();
    return until;
  }
}

function endsLater({ until: one }: Pick<LiveShare, 'until'>, { until: other }: Pick<LiveShare, 'until'>): boolean {
  return other !== null && (one === null || Date.parse(one) > Date.parse(other));
}
