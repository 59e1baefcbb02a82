// Whose a request is: in a queue or private, assigned to a member or to nobody. Both decide who reaches it.

import { AppError, Emitter } from '@nearhand/base';
import type { Transaction } from 'kysely';
import type { MemberIdentity } from '../accounts/members.ts';
import type { Database } from '../database/schema.ts';
import { type RequestTarget, holdsRight, requireRights } from '../rights/decide.ts';
import { findStandings } from '../rights/standing.ts';
import { requestTarget } from '../rights/targets.ts';
import type { RequestAccess } from './request.access.ts';
import type { RequestRow } from './request.repository.ts';
import { byMember, type RequestTransitions } from './request.transitions.ts';

/** After the commit: whoever reached it before may not any more. */
export interface RequestMoved {
  readonly before: RequestTarget;
  readonly after: RequestTarget;
  readonly request: RequestRow;
  /** The member who did it. */
  readonly byId: string;
}

export class RequestPlacement {
  readonly #access: RequestAccess;
  readonly #transitions: RequestTransitions;
  readonly #moved = new Emitter<RequestMoved>();

  constructor(options: { access: RequestAccess; transitions: RequestTransitions }) {
    this.#access = options.access;
    this.#transitions = options.transitions;
  }

  get onMoved() {
    return this.#moved;
  }

  /** `before`: whose it was; throws `conflict` if that has changed, `bad_request` for a member who could not work on it. */
  async assign(
    member: MemberIdentity,
    id: string,
    to: { memberId: string | null; before: string | null },
  ): Promise<void> {
    await this.#move(member, id, async (row, transaction) => {
      if (row.assigneeId !== to.before) throw new AppError('conflict', 'Somebody was faster.');
      if (row.assigneeId === to.memberId) return null;
      const note = to.memberId === null ? '' : await assigneeName(transaction, member.organisationId, to.memberId);
      return { event: 'request.assigned' as const, note, changes: { assigneeId: to.memberId } };
    });
  }

  /** Null: private, which takes a right of its own. */
  async putInto(member: MemberIdentity, id: string, queueId: string | null): Promise<void> {
    if (queueId === null) requireRights(member, ['requests.private']);
    await this.#move(member, id, async (row, transaction) => {
      if (row.queueId === queueId) return null;
      const note = queueId === null ? '' : await queueName(transaction, member.organisationId, queueId);
      return { event: 'request.queued' as const, note, changes: { queueId } };
    });
  }

  async #move(
    member: MemberIdentity,
    id: string,
    decideMove: (
      row: RequestRow,
      transaction: Transaction<Database>,
    ) => Promise<{ event: 'request.assigned' | 'request.queued'; note: string; changes: Partial<RequestRow> } | null>,
  ): Promise<void> {
    await this.#access.find(member, id, 'request.edit');
    let before: RequestTarget | null = null;
    const row = await this.#transitions.apply(id, async (locked, transaction) => {
      const move = await decideMove(locked, transaction);
      if (move === null) return [];
      before = await requestTarget(transaction, locked);
      const { assigneeId, queueId } = { ...locked, ...move.changes };
      return [{ event: move.event, note: move.note, ...byMember(member), changes: { assigneeId, queueId } }];
    });
    if (before === null) return;
    this.#moved.emit({ before, after: await this.#access.targetOf(row), request: row, byId: member.memberId });
  }
}

async function assigneeName(transaction: Transaction<Database>, organisationId: string, id: string): Promise<string> {
  const standing = (await findStandings(transaction, [id])).get(id);
  if (standing?.organisationId !== organisationId || !holdsRight(standing, 'requests.edit')) {
    throw new AppError('bad_request', 'Nobody who could work on it.');
  }
  const { name } = await transaction
    .selectFrom('members')
    .innerJoin('users', 'users.id', 'members.userId')
    .select('users.name')
    .where('members.id', '=', id)
    .executeTakeFirstOrThrow();
  return name;
}

/** Throws `not_found` outside the organisation. */
export async function queueName(
  transaction: Transaction<Database>,
  organisationId: string,
  id: string,
): Promise<string> {
  const row = await transaction
    .selectFrom('queues')
    .select('name')
    .where('id', '=', id)
    .where('organisationId', '=', organisationId)
    .forShare()
    .executeTakeFirst();
  if (!row) throw new AppError('not_found', 'There is no such queue.');
  return row.name;
}
