// SQL of technician groups: their rows, and who and what is in them.

import type { Kysely, Transaction } from 'kysely';
import type { Group, Named } from '@nearhand/protocol';
import type { Database } from '../../database/schema.ts';
import { known } from '../standing.ts';

type Connection = Kysely<Database> | Transaction<Database>;

export interface GroupParts {
  readonly memberIds: readonly string[];
  readonly queueIds: readonly string[];
  readonly computerIds: readonly string[];
}

/** Whoever reads it. */
export type WholeGroup = Omit<Group, 'hidden' | 'reached'>;

/** By name; one of them, if an id is given. */
export async function readGroups(db: Connection, organisationId: string, id: string | null): Promise<WholeGroup[]> {
  let select = db.selectFrom('technicianGroups').selectAll().where('organisationId', '=', organisationId);
  if (id !== null) select = select.where('id', '=', id);
  const rows = await select.orderBy('name').execute();
  const ids = rows.map((row) => row.id);
  if (ids.length === 0) return [];
  const [members, queues, computers] = [
    byGroup(await membersOf(db, ids)),
    byGroup(await queuesOf(db, ids)),
    byGroup(await computersOf(db, ids)),
  ];
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    rights: known(row.rights),
    members: members.get(row.id) ?? [],
    queues: queues.get(row.id) ?? [],
    computers: computers.get(row.id) ?? [],
  }));
}

/** How many of the ids are the organisation's. */
export async function countOwn(
  transaction: Transaction<Database>,
  table: 'members' | 'queues' | 'computers',
  organisationId: string,
  ids: readonly string[],
): Promise<number> {
  if (ids.length === 0) return 0;
  const rows = await transaction
    .selectFrom(table)
    .select('id')
    .where('organisationId', '=', organisationId)
    .where('id', 'in', ids)
    .execute();
  return rows.length;
}

export async function writeParts(
  transaction: Transaction<Database>,
  groupId: string,
  { memberIds, queueIds, computerIds }: GroupParts,
): Promise<void> {
  await transaction.deleteFrom('groupMembers').where('groupId', '=', groupId).execute();
  await transaction.deleteFrom('groupQueues').where('groupId', '=', groupId).execute();
  await transaction.deleteFrom('groupComputers').where('groupId', '=', groupId).execute();
  const members = memberIds.map((memberId) => ({ groupId, memberId }));
  const queues = queueIds.map((queueId) => ({ groupId, queueId }));
  const computers = computerIds.map((computerId) => ({ groupId, computerId }));
  if (members.length > 0) await transaction.insertInto('groupMembers').values(members).execute();
  if (queues.length > 0) await transaction.insertInto('groupQueues').values(queues).execute();
  if (computers.length > 0) await transaction.insertInto('groupComputers').values(computers).execute();
}

type Part = Named & { readonly groupId: string };

function membersOf(db: Connection, ids: readonly string[]): Promise<Part[]> {
  return db
    .selectFrom('groupMembers')
    .innerJoin('members', 'members.id', 'groupMembers.memberId')
    .innerJoin('users', 'users.id', 'members.userId')
    .select(['groupMembers.groupId', 'members.id', 'users.name'])
    .where('groupMembers.groupId', 'in', ids)
    .orderBy('users.name')
    .execute();
}

function queuesOf(db: Connection, ids: readonly string[]): Promise<Part[]> {
  return db
    .selectFrom('groupQueues')
    .innerJoin('queues', 'queues.id', 'groupQueues.queueId')
    .select(['groupQueues.groupId', 'queues.id', 'queues.name'])
    .where('groupQueues.groupId', 'in', ids)
    .orderBy('queues.name')
    .execute();
}

function computersOf(db: Connection, ids: readonly string[]): Promise<Part[]> {
  return db
    .selectFrom('groupComputers')
    .innerJoin('computers', 'computers.id', 'groupComputers.computerId')
    .select(['groupComputers.groupId', 'computers.id', 'computers.name'])
    .where('groupComputers.groupId', 'in', ids)
    .orderBy('computers.name')
    .execute();
}

function byGroup(parts: readonly Part[]): Map<string, Named[]> {
  const found = new Map<string, Named[]>();
  for (const { groupId, id, name } of parts) found.set(groupId, [...(found.get(groupId) ?? []), { id, name }]);
  return found;
}
