// The one way a request changes state: under a row lock, by the table of moves in the protocol, with every step stored.
// Who may ask for a move is decided elsewhere.

import type { Transaction } from 'kysely';
import { AppError, type Clock, Emitter, type Logger } from '@nearhand/base';
import {
  type Actor,
  isEndedRequestState,
  nextRequestState,
  type RequestEvent,
  requestEventSchema,
  type RequestState,
  type TimelineEvent,
} from '@nearhand/protocol';
import { actorOf, type MemberIdentity } from '../accounts/members.ts';
import type { Database } from '../database/schema.ts';
import type { NewEvent, RequestChanges, RequestRepository, RequestRow } from './request.repository.ts';
import { dueMove } from './request.timers.ts';

/** A move of the state, or something noted in it (a step of the customer, a refused agent). */
export interface Step {
  readonly event: TimelineEvent;
  readonly actor: Actor;
  readonly note?: string;
  /** Network address of a member who did it. */
  readonly address?: string | null;
  /** Columns to change with it; state and times follow from the event. */
  readonly changes?: RequestChanges;
}

/** What a member does, as the timeline and the audit log keep it. */
export function byMember(member: Pick<MemberIdentity, 'memberId' | 'name' | 'address'>) {
  return { actor: actorOf(member), address: member.address };
}

/** Looks at the locked row and says what shall happen; nothing, if empty. */
export type Decide = (
  row: RequestRow,
  transaction: Transaction<Database>,
) => readonly Step[] | Promise<readonly Step[]>;

export interface Transition {
  readonly event: RequestEvent;
  readonly from: RequestState;
  readonly to: RequestState;
  readonly actor: Actor;
}

export interface RequestChanged {
  readonly request: RequestRow;
  /** Null: something else about it changed. */
  readonly transition: Transition | null;
}

export class RequestTransitions {
  readonly #repository: RequestRepository;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #changed = new Emitter<RequestChanged>();

  constructor(options: { repository: RequestRepository; clock: Clock; logger: Logger }) {
    this.#repository = options.repository;
    this.#clock = options.clock;
    this.#logger = options.logger;
  }

  /** After the commit: once per transition, or once where only other things changed. */
  get onChanged() {
    return this.#changed;
  }

  /** Throws `not_found`, and `state_forbids` where the table has no such move. */
  async apply(requestId: string, decide: Decide): Promise<RequestRow> {
    const transitions: Transition[] = [];
    const { row, touched } = await this.#repository.transaction(async (transaction) => {
      const before = await this.#repository.lock(transaction, requestId);
      if (!before) throw new AppError('not_found', 'There is no such request.');
      const steps = await decide(before, transaction);
      if (steps.length === 0) return { row: before, touched: false };
      const { changes, events } = this.#work(before, steps, transitions);
      await this.#repository.addEvents(transaction, events);
      return { row: await this.#repository.update(transaction, requestId, changes), touched: true };
    });
    if (touched) this.announce(row, transitions);
    return row;
  }

  /** Tells listeners about a change that is committed already. */
  announce(request: RequestRow, transitions: readonly Transition[]): void {
    for (const transition of transitions) {
      const { event, from, to, actor } = transition;
      this.#logger.info('request moved', { requestId: request.id, event, from, to, actor: actor.kind });
      this.#changed.emit({ request, transition });
    }
    if (transitions.length === 0) this.#changed.emit({ request, transition: null });
  }

  #work(before: RequestRow, steps: readonly Step[], transitions: Transition[]) {
    const at = new Date(this.#clock.nowMs());
    const events: NewEvent[] = [];
    let changes: RequestChanges = {};
    let state = before.state;
    for (const step of steps) {
      const note = step.note ?? '';
      const move = requestEventSchema.safeParse(step.event);
      const to = move.success ? nextRequestState(state, move.data) : state;
      if (to === null) {
        throw new AppError('state_forbids', 'The request is not in a state that allows this.', {
          details: { requestId: before.id, state, event: step.event },
        });
      }
      events.push({
        request: before,
        at,
        event: step.event,
        from: state,
        to,
        actor: step.actor,
        address: step.address ?? null,
        note,
      });
      changes = { ...changes, ...step.changes };
      if (move.success) {
        transitions.push({ event: move.data, from: state, to, actor: step.actor });
        if (to !== state) changes = { ...changes, ...entering(to, at, step.actor, note) };
      }
      state = to;
    }
    const due = dueMove({
      state,
      stateSince: state === before.state ? before.stateSince : at,
      startsAt: before.startsAt,
      expiresAt: changes.expiresAt ?? before.expiresAt,
    });
    return { changes: { ...changes, dueAt: due?.at ?? null }, events };
  }
}

/** What entering a state sets, whatever led there. An ended request has no code any more. */
function entering(state: RequestState, at: Date, actor: Actor, note: string): RequestChanges {
  const isEnded = isEndedRequestState(state);
  return {
    state,
    stateSince: at,
    closedBy: isEnded ? JSON.stringify(actor) : null,
    closingNote: isEnded ? note : '',
    ...(isEnded ? { code: null } : {}),
  };
}
