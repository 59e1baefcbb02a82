// What the customer's side does to a request: its page, its agent, its answers. The agent is known by its key, to which
// the first use of the code binds the request.

import { AppError, type Clock } from '@nearhand/base';
import {
  type AgentMessage,
  intersectPermissions,
  isEndedRequestState,
  nextRequestState,
  type RequestEvent,
  type WaitingStep,
} from '@nearhand/protocol';
import type { RequestRepository, RequestRow } from './request.repository.ts';
import type { RequestTransitions, Step } from './request.transitions.ts';

export interface CustomerMachine {
  readonly computerName: string;
  readonly systemName: string;
}

type ConsentAnswer = Extract<AgentMessage, { type: 'consent.answered' }>;

const customer = { kind: 'customer' } as const;
const system = { kind: 'system' } as const;

export class RequestCustomer {
  readonly #repository: RequestRepository;
  readonly #transitions: RequestTransitions;
  readonly #clock: Clock;

  constructor(options: { repository: RequestRepository; transitions: RequestTransitions; clock: Clock }) {
    this.#repository = options.repository;
    this.#transitions = options.transitions;
    this.#clock = options.clock;
  }

  /** The invitation page is visible, or the download was started. Throws `invitation_invalid`. */
  async pageStep(token: string, step: WaitingStep): Promise<void> {
    const found = await this.#repository.findByToken(token);
    if (!found) throw new AppError('invitation_invalid', 'The link is wrong or no longer valid.');
    await this.#transitions.apply(found.id, (row) => {
      if (row.invitationToken !== token || isEndedRequestState(row.state)) {
        throw new AppError('invitation_invalid', 'The link is wrong or no longer valid.');
      }
      return this.#arrival(row, step);
    });
  }

  /**
   * An agent comes with a code. The first one is bound to the request, and may come again with the same code. Throws
   * `code_invalid` for everything else; another computer's attempt is noted for the technician.
   */
  async bind(code: string, agentKey: string, machine: CustomerMachine): Promise<RequestRow> {
    const invalid = new AppError('code_invalid', 'The code is wrong, used or expired.');
    const found = await this.#repository.findByCode(code);
    if (!found || this.#isOver(found)) throw invalid;
    const refuseStranger = (request: RequestRow): void => {
      if (request.agentKey === null || request.agentKey === agentKey) return;
      this.#noteStranger(request.id, machine);
      throw invalid;
    };
    refuseStranger(found);
    return this.#transitions.apply(found.id, (request) => {
      if (request.code !== code || this.#isOver(request) || request.state === 'scheduled') throw invalid;
      refuseStranger(request);
      const [first, ...rest] = this.#arrival(request, 'programStarted');
      const binding: Step = first ?? { event: 'programStarted', actor: customer };
      const isBound = request.agentKey === agentKey && request.computerName === machine.computerName;
      if (isBound && !first) return [];
      return [{ ...binding, changes: { ...binding.changes, agentKey, ...machine } }, ...rest];
    });
  }

  /** Nobody waits for it: refusing a used code must take no longer than refusing a wrong one. */
  #noteStranger(requestId: string, machine: CustomerMachine): void {
    const noting = this.#transitions.apply(requestId, () => [
      { event: 'agent.refused', actor: system, note: machine.computerName },
    ]);
    noting.catch(() => {
      // The refusal stands, noted or not; that the database is away is told elsewhere.
    });
  }

  /** The bound agent comes back. Throws `agent_key_refused`, or `session_ended` once the request is over. */
  async returnTo(requestId: string, agentKey: string): Promise<RequestRow> {
    const row = await this.#repository.find(requestId);
    if (row?.agentKey !== agentKey) throw new AppError('agent_key_refused', 'The key is not known here.');
    if (this.#isOver(row)) throw new AppError('session_ended', 'The request is over.');
    return row;
  }

  /** Consent or refusal. What is taken back later is kept to by the agent itself; here only the first answer counts. */
  async answer(agentKey: string, answer: ConsentAnswer): Promise<void> {
    await this.#transitions.apply(answer.requestId, (row) => {
      if (row.agentKey !== agentKey) throw new AppError('agent_key_refused', 'The key is not known here.');
      if (answer.permissions === null) return legal(row, 'access.denied');
      const given = intersectPermissions(row.permissions, answer.permissions);
      if (row.state === 'waiting') {
        return [{ event: 'access.granted', actor: customer, changes: { grantedPermissions: given } }];
      }
      return [];
    });
  }

  /** The customer changed their mind, or pressed *End session*. */
  async end(agentKey: string, requestId: string): Promise<void> {
    await this.#transitions.apply(requestId, (row) => {
      if (row.agentKey !== agentKey) throw new AppError('agent_key_refused', 'The key is not known here.');
      return isEndedRequestState(row.state) ? [] : legal(row, 'request.closed');
    });
  }

  /** `isGone` is asked under the row's lock: an agent that is back by then was not lost. */
  async agentLost(agentKey: string, isGone: () => boolean): Promise<void> {
    for (const id of await this.#repository.idsOfAgent(agentKey)) {
      await this.#transitions.apply(id, (row) => (isGone() ? legal(row, 'agent.lost', system) : []));
    }
  }

  async agentReturned(requestId: string): Promise<void> {
    await this.#transitions.apply(requestId, (row) => legal(row, 'agent.returned', system));
  }

  #isOver(row: RequestRow): boolean {
    return isEndedRequestState(row.state) || (row.expiresAt.getTime() <= this.#clock.nowMs() && isBeforeSession(row));
  }

  #arrival(row: RequestRow, step: WaitingStep): Step[] {
    const isNew = row.state === 'open' || row.state === 'waiting';
    if (!isNew || row.steps.some((known) => known.step === step)) return [];
    const at = new Date(this.#clock.nowMs()).toISOString();
    const noted: Step = {
      event: step,
      actor: customer,
      changes: { steps: JSON.stringify([...row.steps, { step, at }]) },
    };
    return row.state === 'open' ? [{ event: 'customer.arrived', actor: customer }, noted] : [noted];
  }
}

/** The move, where the table has it; otherwise nothing. */
function legal(row: RequestRow, event: RequestEvent, actor: Step['actor'] = customer): Step[] {
  return nextRequestState(row.state, event) === null ? [] : [{ event, actor }];
}

/** Expiry no longer counts while a session runs. */
function isBeforeSession(row: RequestRow): boolean {
  return row.state === 'scheduled' || row.state === 'open' || row.state === 'waiting';
}
