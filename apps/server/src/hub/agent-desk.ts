// What the messages of a welcome agent lead to. Each agent speaks only for its own role: for the request or computer its
// socket was admitted to.

import { AppError, type Logger } from '@nearhand/base';
import type { AgentMessage, AgentRole } from '@nearhand/protocol';
import type { ComputerEndings } from '../computers/computer-endings.ts';
import type { ComputerUnlocks } from '../computers/unlock/computer-unlocks.ts';
import type { RequestCustomer } from '../requests/request.customer.ts';
import type { SessionService } from '../sessions/session.service.ts';
import type { AgentPresence } from './presence.ts';

export interface AgentDeskOptions {
  readonly customer: RequestCustomer;
  readonly sessions: SessionService;
  readonly endings: ComputerEndings;
  readonly unlocks: ComputerUnlocks;
  readonly presence: AgentPresence;
  /** As the person at a computer calls it; its agent is told what it is called then. */
  readonly rename: (computerId: string, name: string) => Promise<void>;
  readonly isAtRelay: (linkId: string) => boolean;
  readonly logger: Logger;
}

export class AgentDesk {
  readonly #options: AgentDeskOptions;

  constructor(options: AgentDeskOptions) {
    this.#options = options;
  }

  async arrived(agentKey: string, role: AgentRole): Promise<void> {
    if (role.kind === 'request') await this.#options.customer.agentReturned(role.offer.requestId);
    await this.#options.sessions.agentReturned(agentKey, this.#options.isAtRelay);
  }

  /** Its socket is gone. */
  async left(agentKey: string): Promise<void> {
    // It may be back already, on another socket; looked at anew wherever that matters.
    const isGone = () => !this.#options.presence.isOnline(agentKey);
    if (isGone()) await this.#options.sessions.agentLost(agentKey);
    await this.#options.customer.agentLost(agentKey, isGone);
  }

  async receive(agentKey: string, role: AgentRole, message: AgentMessage): Promise<void> {
    try {
      await this.#handle(agentKey, role, message);
    } catch (error) {
      // The agent may be behind the times (a request that has just been closed): news of that is on its way to it.
      if (!(error instanceof AppError) || error.code === 'internal') throw error;
      this.#options.logger.warn('an agent’s message had no effect', { type: message.type, code: error.code });
    }
  }

  async #handle(agentKey: string, role: AgentRole, message: AgentMessage): Promise<void> {
    const requestId = role.kind === 'request' ? role.offer.requestId : null;
    switch (message.type) {
      case 'agent.hello':
        throw new AppError('bad_request', 'The agent is welcome already.');
      case 'consent.answered':
        if (message.requestId !== requestId) throw new AppError('forbidden', 'Not this agent’s request.');
        return this.#options.customer.answer(agentKey, message);
      case 'computer.rename':
        if (role.kind !== 'computer') throw new AppError('forbidden', 'Not a computer’s agent.');
        return this.#options.rename(role.computerId, message.name);
      case 'request.ended':
        if (message.requestId !== requestId) throw new AppError('forbidden', 'Not this agent’s request.');
        return this.#options.customer.end(agentKey, message.requestId);
      case 'link.changed':
        return this.#options.sessions.linkChanged(agentKey, message);
      case 'account.left':
        if (role.kind !== 'computer') throw new AppError('forbidden', 'Not the agent of a computer.');
        return this.#options.endings.left(role.computerId, message);
      case 'account.unlocked':
        if (role.kind !== 'computer') throw new AppError('forbidden', 'Not the agent of a computer.');
        return this.#options.unlocks.tried(role.computerId, message);
    }
  }
}
