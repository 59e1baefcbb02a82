// What deleting an account would do to each of its organisations, and what stands in its way.

import type { DeletionPlan, OrganisationFate } from '@nearhand/protocol';
import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';

type Connection = Kysely<Database> | Transaction<Database>;

export async function readDeletionPlan(db: Connection, userId: string): Promise<DeletionPlan> {
  const rows = await db
    .selectFrom('members')
    .innerJoin('organisations', 'organisations.id', 'members.organisationId')
    .select(['organisations.id', 'organisations.name', 'members.role'])
    .select(({ selectFrom, fn }) => [
      selectFrom('members as others')
        .select(fn.countAll<string>().as('count'))
        .whereRef('others.organisationId', '=', 'organisations.id')
        .whereRef('others.userId', '!=', 'members.userId')
        .as('others'),
      selectFrom('members as owners')
        .select(fn.countAll<string>().as('count'))
        .whereRef('owners.organisationId', '=', 'organisations.id')
        .whereRef('owners.userId', '!=', 'members.userId')
        .where('owners.role', '=', 'owner')
        .as('otherOwners'),
      selectFrom('computers')
        .select(fn.countAll<string>().as('count'))
        .whereRef('computers.organisationId', '=', 'organisations.id')
        .where('computers.kind', '=', 'enrolled')
        .as('computers'),
      selectFrom('requests')
        .select(fn.countAll<string>().as('count'))
        .whereRef('requests.organisationId', '=', 'organisations.id')
        .as('requests'),
      selectFrom('computerShares')
        .innerJoin('computers as shared', 'shared.id', 'computerShares.computerId')
        .select(({ ref }) => fn.count<string>(ref('computerShares.email')).distinct().as('count'))
        .whereRef('shared.organisationId', '=', 'organisations.id')
        .where('computerShares.overAt', 'is', null)
        .as('shares'),
    ])
    .where('members.userId', '=', userId)
    .orderBy('organisations.name')
    .orderBy('organisations.id')
    .execute();
  const organisations = rows.map(({ id, name, role, others, otherOwners, computers, requests, shares }) => ({
    id,
    name,
    fate: fateOf(role === 'owner', Number(others), Number(otherOwners)),
    computers: Number(computers),
    requests: Number(requests),
    shares: Number(shares),
  }));
  const lastHostAdministrator = await isLastHostAdministrator(db, userId);
  return { organisations, received: await countReceived(db, userId), lastHostAdministrator };
}

/** Computers that are shared with the person and whose time is not over. */
async function countReceived(db: Connection, userId: string): Promise<number> {
  const { count } = await db
    .selectFrom('computerShares')
    .select(({ fn }) => fn.count<string>('computerId').distinct().as('count'))
    .where('userId', '=', userId)
    .where('overAt', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

function fateOf(isOwner: boolean, others: number, otherOwners: number): OrganisationFate {
  if (others === 0) return 'deleted';
  return isOwner && otherOwners === 0 ? 'handOver' : 'left';
}

async function isLastHostAdministrator(db: Connection, userId: string): Promise<boolean> {
  const administrators = await db.selectFrom('users').select('id').where('hostAdministrator', '=', true).execute();
  return administrators.length === 1 && administrators[0]?.id === userId;
}
