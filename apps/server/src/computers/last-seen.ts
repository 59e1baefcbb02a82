// Writes when computers were last seen, in batches: what came or went since the last time, and now and then all that
// are online.

import { type Clock, type Disposable, type Logger, repeat } from '@nearhand/base';
import type { AgentPresence } from '../hub/presence.ts';
import type { ComputerRepository } from './computer.repository.ts';

const everyMs = 60_000;
const allEvery = 10;

export interface LastSeenOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly presence: AgentPresence;
  readonly repository: ComputerRepository;
}

export class LastSeen implements Disposable {
  readonly #options: LastSeenOptions;
  readonly #listening: Disposable;
  #changed = new Set<string>();
  #timer: Disposable | null = null;
  #rounds = 0;
  #disposed = false;

  constructor(options: LastSeenOptions) {
    this.#options = options;
    this.#listening = options.presence.onChanged.on(({ agentKey }) => this.#changed.add(agentKey));
  }

  start(): void {
    this.#timer = repeat(this.#options.clock, everyMs, () => this.#tick());
  }

  /** Also called when the server stops, so that nothing is lost. */
  async write(): Promise<void> {
    const { clock, presence, repository } = this.#options;
    const keys = this.#changed;
    this.#changed = new Set();
    this.#rounds += 1;
    if (this.#rounds % allEvery === 0) for (const key of presence.onlineKeys) keys.add(key);
    try {
      await repository.setLastSeen([...keys], new Date(clock.nowMs()));
    } catch (error) {
      for (const key of keys) this.#changed.add(key);
      throw error;
    }
  }

  dispose(): void {
    this.#disposed = true;
    this.#listening.dispose();
    this.#timer?.dispose();
  }

  async #tick(): Promise<void> {
    try {
      await this.write();
    } catch (error) {
      if (!this.#disposed) this.#options.logger.warn('last seen could not be written', { error });
    }
  }
}
