// After a start: gives agents a moment to come back, then calls those offline that did not. Their sockets ended with the
// server that held them, so nobody else noticed.

import type { Clock, Disposable, Logger } from '@nearhand/base';
import type { AgentPresence } from '../hub/presence.ts';
import type { RequestCustomer } from './request.customer.ts';
import type { RequestRepository } from './request.repository.ts';

/** Longer than an agent waits between two tries to connect. */
const graceMs = 45_000;

export interface ReturnWatchOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly presence: AgentPresence;
  readonly repository: RequestRepository;
  readonly customer: RequestCustomer;
}

export class ReturnWatch implements Disposable {
  readonly #options: ReturnWatchOptions;
  #timer: Disposable | null = null;

  constructor(options: ReturnWatchOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = this.#options.clock.setTimer(graceMs, () => {
      this.run().catch((error: unknown) => this.#options.logger.warn('absent agents could not be noted', { error }));
    });
  }

  async run(): Promise<void> {
    const { repository, presence, customer } = this.#options;
    const absent = new Set<string>();
    for (const { agentKey } of await repository.withAgents()) {
      if (agentKey !== null && !presence.isOnline(agentKey)) absent.add(agentKey);
    }
    for (const agentKey of absent) await customer.agentLost(agentKey, () => !presence.isOnline(agentKey));
  }

  dispose(): void {
    this.#timer?.dispose();
  }
}
