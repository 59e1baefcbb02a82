// SQL of an organisation's members. Rules are the service's.

import type { Kysely, Transaction } from 'kysely';
import type { Right, RoleId } from '@nearhand/protocol';
import type { Database } from '../database/schema.ts';
import { roleColumns } from '../rights/roles/known-role.ts';
import { groupsOfMember, holdsByRoleOrGroup, type Standing, standingColumns, standingOf } from '../rights/standing.ts';

export interface MemberRow {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly standing: Standing;
  readonly hostAdministrator: boolean;
  readonly createdAt: Date;
  readonly lastSeenAt: Date | null;
  readonly pictureId: string | null;
}

export interface MemberQuery {
  readonly organisationId: string;
  readonly text: string | null;
  /** Addresses are searched only for those who see them. */
  readonly textIn: 'name' | 'nameAndEmail';
  /** Null: everybody. */
  readonly holding: Right | null;
  /** After this one in the order of the list. */
  readonly afterId: string | null;
  readonly limit: number;
}

export class MemberRepository {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  transaction<T>(work: (transaction: Transaction<Database>) => Promise<T>): Promise<T> {
    return this.#db.transaction().execute(work);
  }

  /** In the order in which they were added. */
  async list({ organisationId, text, textIn, holding, afterId, limit }: MemberQuery): Promise<MemberRow[]> {
    let select = rowsOf(this.#db, organisationId);
    if (afterId !== null) select = select.where('members.id', '>', afterId);
    if (holding !== null) select = select.where(holdsByRoleOrGroup(holding));
    if (text !== null) {
      const pattern = `%${text.replace(/[\\%_]/g, String.raw`\$&`)}%`;
      const columns = textIn === 'name' ? (['users.name'] as const) : (['users.name', 'users.email'] as const);
      select = select.where((where) => where.or(columns.map((column) => where(column, 'ilike', pattern))));
    }
    return (await select.orderBy('members.id').limit(limit).execute()).map(memberOf);
  }

  async find(transaction: Transaction<Database>, organisationId: string, id: string): Promise<MemberRow | undefined> {
    const row = await rowsOf(transaction, organisationId).where('members.id', '=', id).executeTakeFirst();
    return row && memberOf(row);
  }

  async countOwners(transaction: Transaction<Database>, organisationId: string): Promise<number> {
    const rows = await transaction
      .selectFrom('members')
      .select('id')
      .where('organisationId', '=', organisationId)
      .where('role', '=', 'owner')
      .execute();
    return rows.length;
  }

  async setRole(transaction: Transaction<Database>, id: string, role: RoleId): Promise<void> {
    await transaction.updateTable('members').set(roleColumns(role)).where('id', '=', id).execute();
  }

  /** Who belongs nowhere any more is signed out, and the account is deleted. Others go on in another organisation. */
  async remove(
    transaction: Transaction<Database>,
    { id, userId }: Pick<MemberRow, 'id' | 'userId'>,
    stays: boolean,
  ): Promise<void> {
    if (!stays) await transaction.deleteFrom('signIns').where('userId', '=', userId).execute();
    await transaction.deleteFrom('members').where('id', '=', id).execute();
    if (stays) return;
    await transaction.deleteFrom('users').where('id', '=', userId).where('hostAdministrator', '=', false).execute();
  }

  /** Of the user's organisations, at most one at a time takes them out. */
  async belongsElsewhere(
    transaction: Transaction<Database>,
    { id, userId }: Pick<MemberRow, 'id' | 'userId'>,
  ): Promise<boolean> {
    await transaction.selectFrom('users').select('id').where('id', '=', userId).forUpdate().executeTakeFirst();
    const other = await transaction
      .selectFrom('members')
      .select('id')
      .where('userId', '=', userId)
      .where('id', '<>', id)
      .limit(1)
      .executeTakeFirst();
    return other !== undefined;
  }
}

function rowsOf(db: Kysely<Database>, organisationId: string) {
  return db
    .selectFrom('members')
    .innerJoin('users', 'users.id', 'members.userId')
    .leftJoin('ownRoles', 'ownRoles.id', 'members.ownRoleId')
    .select(standingColumns)
    .select(({ ref }) => groupsOfMember(ref('members.id')).as('groups'))
    .select([
      'members.userId',
      'users.name',
      'users.email',
      'users.hostAdministrator',
      'members.createdAt',
      'members.lastSeenAt',
    ])
    .select(({ selectFrom }) =>
      selectFrom('pictures').select('pictures.id').whereRef('pictures.userId', '=', 'users.id').as('pictureId'),
    )
    .where('members.organisationId', '=', organisationId);
}

function memberOf(row: Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]): MemberRow {
  const { memberId: id, userId, name, email, hostAdministrator, createdAt, lastSeenAt, pictureId } = row;
  return { id, userId, name, email, hostAdministrator, standing: standingOf(row), createdAt, lastSeenAt, pictureId };
}
