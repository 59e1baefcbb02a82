// After a start: gives agents a moment to come back, then calls those lost that did not. Their sockets ended with the
// server that held them, so nobody else noticed.

import type { Clock, Disposable, Logger } from '@nearhand/base';
import type { AgentPresence } from './presence.ts';

/** Longer than an agent waits between two tries to connect. */
const graceMs = 45_000;

export interface ReturnWatchOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly presence: AgentPresence;
  /** Keys of agents that live requests or links count on. */
  readonly expected: () => Promise<readonly string[]>;
  readonly lost: (agentKey: string) => Promise<void>;
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
    const { expected, presence, lost } = this.#options;
    const absent = new Set((await expected()).filter((agentKey) => !presence.isOnline(agentKey)));
    for (const agentKey of absent) await lost(agentKey);
  }

  dispose(): void {
    this.#timer?.dispose();
  }
}
