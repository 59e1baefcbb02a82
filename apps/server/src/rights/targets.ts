// Facts about requests and computers for the decision, from their rows.

import { type Kysely, sql } from 'kysely';
import type { ComputerRow } from '../computers/computer.repository.ts';
import { policyOf } from '../computers/computer.view.ts';
import type { Database } from '../database/schema.ts';
import type { RequestRow } from '../requests/request.repository.ts';
import type { ComputerTarget, RequestTarget } from './decide.ts';

type RequestFacts = Pick<
  RequestRow,
  'id' | 'organisationId' | 'createdById' | 'assigneeId' | 'queueId' | 'state' | 'permissions' | 'grantedPermissions'
>;

export async function requestTarget(db: Kysely<Database>, row: RequestFacts): Promise<RequestTarget> {
  const { id, organisationId, createdById, assigneeId, queueId, state } = row;
  const serving =
    queueId === null
      ? []
      : await db.selectFrom('groupQueues').select('groupId').where('queueId', '=', queueId).execute();
  return {
    kind: 'request',
    id,
    organisationId,
    groupIds: serving.map(({ groupId }) => groupId),
    createdById,
    assigneeId,
    queueId,
    state,
    asked: row.permissions,
    granted: row.grantedPermissions,
  };
}

export async function computerTarget(db: Kysely<Database>, row: ComputerRow): Promise<ComputerTarget> {
  const { id, organisationId } = row;
  const holding = await db.selectFrom('groupComputers').select('groupId').where('computerId', '=', id).execute();
  const { twoFactorRequired } = await db
    .selectFrom('organisations')
    .select('twoFactorRequired')
    .where('id', '=', organisationId)
    .executeTakeFirstOrThrow();
  const shares = await db
    .selectFrom('computerShares')
    .innerJoin('members', 'members.userId', 'computerShares.userId')
    .select(['members.id as memberId', 'computerShares.permissions', 'computerShares.until'])
    .where('computerId', '=', id)
    .execute();
  return {
    kind: 'computer',
    policy: policyOf(row),
    isDemo: row.kind === 'demo',
    twoFactorRequired,
    id,
    organisationId,
    groupIds: holding.map(({ groupId }) => groupId),
    // Whoever it is shared with has it in each of their organisations.
    shares: shares.map(({ until, ...share }) => ({ ...share, untilMs: until?.getTime() ?? null })),
  };
}

export type Scope = { readonly memberId: string; readonly groupIds: readonly string[] };

/** The same reach as in the decision, as a condition on `requests`. */
export function requestsInScope({ memberId, groupIds }: Scope) {
  return sql<boolean>`(created_by_id = ${memberId} or assignee_id = ${memberId}
    or queue_id in (select queue_id from group_queues where group_id = any(${groupIds}::uuid[])))`;
}

/** The same reach as in the decision, as a condition on `computers`. Shares come on top of it. */
export function computersInScope({ groupIds }: Scope) {
  return sql<boolean>`computers.id in (select computer_id from group_computers where group_id = any(${groupIds}::uuid[]))`;
}
