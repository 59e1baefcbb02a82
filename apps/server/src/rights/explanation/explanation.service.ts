// Why somebody may or may not: the decision itself, in full. Told only about what the one who asks reaches as well, and
// of people outside the organisation only what their share says.

import { AppError, type Clock } from '@nearhand/base';
import { type Action, actionRow, type Explanation, type ExplanationQuery, layers } from '@nearhand/protocol';
import type { Kysely } from 'kysely';
import type { MemberIdentity } from '../../accounts/members.ts';
import type { Database } from '../../database/schema.ts';
import { type Decision, decide, decideForReceiver, requireAllowed, type Target } from '../decide.ts';
import { findStandings } from '../standing.ts';
import { computerTarget, requestTarget } from '../targets.ts';

interface Subject {
  readonly target: Target;
  readonly name: string;
}

interface Question {
  readonly action: Action;
  readonly target: Target;
}

interface Answer {
  readonly who: Explanation['who'];
  readonly decision: Decision;
}

const seeing = { request: 'request.view', computer: 'computer.view' } as const satisfies Record<string, Action>;

export class ExplanationService {
  readonly #db: Kysely<Database>;
  readonly #clock: Clock;

  constructor(options: { db: Kysely<Database>; clock: Clock }) {
    this.#db = options.db;
    this.#clock = options.clock;
  }

  async explain(asker: MemberIdentity, query: ExplanationQuery): Promise<Explanation> {
    const { action, targetId } = query;
    const { target: kind } = actionRow(action);
    const { target, name } = await (kind === 'request' ? this.#request(targetId) : this.#computer(targetId));
    const nowMs = this.#clock.nowMs();
    const seen = decide(seeing[kind], asker, target, nowMs);
    requireAllowed(seen);
    // A share does not tell how others stand.
    if (seen.findings.reach.reason === 'reach.share') throw new AppError('not_found', 'There is no such computer.');
    const question = { action, target };
    const { who, decision } = await (query.memberId === undefined
      ? this.#ofReceiver(asker, query.shareId, question)
      : this.#ofMember(asker, query.memberId, question));
    const { allowed, findings } = decision;
    return {
      allowed,
      who,
      target: { id: targetId, name },
      queue: await this.#queueOf(target),
      findings: layers.map((layer) => findings[layer]),
    };
  }

  async #ofReceiver(asker: MemberIdentity, shareId: string | undefined, { action, target }: Question): Promise<Answer> {
    const missing = new AppError('not_found', 'There is no such share.');
    if (shareId === undefined || target.kind !== 'computer') throw missing;
    const row = await this.#db
      .selectFrom('computerShares')
      .leftJoin('members', (join) =>
        join
          .onRef('members.userId', '=', 'computerShares.userId')
          .on('members.organisationId', '=', asker.organisationId),
      )
      .select(['email', 'permissions', 'until', 'members.id as memberId'])
      .where('computerShares.id', '=', shareId)
      .where('computerId', '=', target.id)
      .executeTakeFirst();
    if (!row) throw missing;
    // Of the organisation itself: more than the share says counts, and may be known.
    if (row.memberId !== null) return this.#ofMember(asker, row.memberId, { action, target });
    const share = { permissions: row.permissions, untilMs: row.until?.getTime() ?? null };
    const decision = decideForReceiver(action, share, target, this.#clock.nowMs());
    return { who: { kind: 'receiver', email: row.email }, decision };
  }

  async #ofMember(asker: MemberIdentity, id: string, { action, target }: Question): Promise<Answer> {
    const standing = (await findStandings(this.#db, [id])).get(id);
    if (standing?.organisationId !== asker.organisationId) throw new AppError('not_found', 'There is no such member.');
    const { role } = standing;
    const who: Answer['who'] = {
      kind: 'member',
      id,
      name: await this.#nameOf(id),
      role: { id: role.id, name: role.name },
    };
    return { who, decision: decide(action, standing, target, this.#clock.nowMs()) };
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
