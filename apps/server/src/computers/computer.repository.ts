// SQL of computers.

import { type Insertable, type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { Database } from '../database/schema.ts';
import type { ComputerTarget } from '../rights/decide.ts';
import { computersInScope, computerTarget, type Scope } from '../rights/targets.ts';
import type { ComputersTable } from './computers.tables.ts';

export type ComputerRow = Selectable<ComputersTable>;
/** What its agent says of it at every connection. */
export type ComputerDescription = Pick<
  ComputerRow,
  'name' | 'system' | 'systemName' | 'agentVersion' | 'installed' | 'desktopLimit' | 'sealingKey' | 'sealingSignature'
>;

export class ComputerRepository {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  async insert(
    transaction: Transaction<Database>,
    row: Omit<Insertable<ComputersTable>, 'machineName'>,
  ): Promise<void> {
    await transaction
      .insertInto('computers')
      .values({ ...row, machineName: row.name })
      .execute();
  }

  /** `scope` null: all of them. */
  listOf(organisationId: string, scope: Scope | null): Promise<ComputerRow[]> {
    let select = this.#db.selectFrom('computers').selectAll().where('organisationId', '=', organisationId);
    if (scope !== null) select = select.where(computersInScope(scope));
    return select.orderBy('name').orderBy('id').execute();
  }

  find(id: string): Promise<ComputerRow | undefined> {
    return this.#db.selectFrom('computers').selectAll().where('id', '=', id).executeTakeFirst();
  }

  findEnrolled(agentKey: string): Promise<ComputerRow | undefined> {
    return this.#db
      .selectFrom('computers')
      .selectAll()
      .where('agentKey', '=', agentKey)
      .where('kind', '=', 'enrolled')
      .executeTakeFirst();
  }

  /** One computer, or the demo computers of all organisations. */
  async idsOfAgent(agentKey: string): Promise<string[]> {
    const rows = await this.#db.selectFrom('computers').select('id').where('agentKey', '=', agentKey).execute();
    return rows.map(({ id }) => id);
  }

  target(row: ComputerRow): Promise<ComputerTarget> {
    return computerTarget(this.#db, row);
  }

  async setDemoKey(agentKey: string): Promise<void> {
    await this.#db.updateTable('computers').set({ agentKey }).where('kind', '=', 'demo').execute();
  }

  /** The name it was given stays, unless the machine itself is called something else than before: the last change wins. */
  describe(id: string, { name: machineName, ...description }: ComputerDescription): Promise<ComputerRow | undefined> {
    const name = sql<string>`case when machine_name = ${machineName} then name else ${machineName} end`;
    return this.#db
      .updateTable('computers')
      .set({ ...description, machineName, name })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst();
  }

  /** Locks them in the order in which others lock several computers. */
  async setLastSeen(agentKeys: readonly string[], at: Date): Promise<void> {
    if (agentKeys.length === 0) return;
    await this.#db
      .updateTable('computers')
      .set({ lastSeenAt: at })
      .where('id', 'in', (query) =>
        query.selectFrom('computers').select('id').where('agentKey', 'in', agentKeys).orderBy('id').forNoKeyUpdate(),
      )
      .execute();
  }
}
