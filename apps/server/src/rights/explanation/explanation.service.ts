// Why a member may or may not: the decision itself, in full. Told only about what the one who asks reaches as well.

import { AppError, type Clock } from '@nearhand/base';
import { type Action, actionRow, type Explanation, type ExplanationQuery, layers } from '@nearhand/protocol';
import type { Kysely } from 'kysely';
import type { MemberIdentity } from '../../accounts/members.ts';
import type { Database } from '../../database/schema.ts';
import { decide, requireAllowed, type Target } from '../decide.ts';
import { findStandings } from '../standing.ts';
import { computerTarget, requestTarget } from '../targets.ts';

interface Subject {
  readonly target: Target;
  readonly name: string;
}

const seeing = { request: 'request.view', computer: 'computer.view' } as const satisfies Record<string, Action>;

export class ExplanationService {
  readonly #db: Kysely<Database>;
  readonly #clock: Clock;

  constructor(options: { db: Kysely<Database>; clock: Clock }) {
    this.#db = options.db;
    this.#clock = options.clock;
  }

  async explain(asker: MemberIdentity, { memberId, action, targetId }: ExplanationQuery): Promise<Explanation> {
    const { target: kind } = actionRow(action);
    const { target, name } = await (kind === 'request' ? this.#request(targetId) : this.#computer(targetId));
    const nowMs = this.#clock.nowMs();
    const seen = decide(seeing[kind], asker, target, nowMs);
    requireAllowed(seen);
    // A share does not tell how others stand.
    if (seen.findings.reach.reason === 'reach.share') throw new AppError('not_found', 'There is no such computer.');
    const standing = (await findStandings(this.#db, [memberId])).get(memberId);
    if (standing?.organisationId !== asker.organisationId) throw new AppError('not_found', 'There is no such member.');
    const { allowed, findings } = decide(action, standing, target, nowMs);
    return {
      allowed,
      member: { id: memberId, name: await this.#nameOf(memberId) },
      role: { id: standing.role.id, name: standing.role.name },
      target: { id: targetId, name },
      queue: await this.#queueOf(target),
      findings: layers.map((layer) => findings[layer]),
    };
  }

  async #request(id: string): Promise<Subject> {
    const row = await this.#db.selectFrom('requests').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) throw new AppError('not_found', 'There is no such request.');
    return { target: await requestTarget(this.#db, row), name: row.customer };
  }

  async #computer(id: string): Promise<Subject> {
    const row = await this.#db.selectFrom('computers').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) throw new AppError('not_found', 'There is no such computer.');
    return { target: await computerTarget(this.#db, row), name: row.name };
  }

  async #nameOf(memberId: string): Promise<string> {
    const { name } = await this.#db
      .selectFrom('members')
      .innerJoin('users', 'users.id', 'members.userId')
      .select('users.name')
      .where('members.id', '=', memberId)
      .executeTakeFirstOrThrow();
    return name;
  }

  async #queueOf(target: Target): Promise<Explanation['queue']> {
    if (target.kind !== 'request' || target.queueId === null) return null;
    const { queueId: id } = target;
    const row = await this.#db.selectFrom('queues').select(['id', 'name']).where('id', '=', id).executeTakeFirst();
    return row ?? null;
  }
}
