// Runs a task per key, one at a time; asked again while running, it runs once more afterwards. So the last thing told
// about a key is always its newest state, and a flood of changes costs little.

import type { Logger } from '@nearhand/base';

export class Coalescer {
  readonly #task: (key: string) => Promise<void>;
  readonly #logger: Logger;
  readonly #running = new Map<string, { again: boolean }>();
  #disposed = false;

  constructor(task: (key: string) => Promise<void>, logger: Logger) {
    this.#task = task;
    this.#logger = logger;
  }

  request(key: string): void {
    if (this.#disposed) return;
    const running = this.#running.get(key);
    if (running) running.again = true;
    else void this.#run(key);
  }

  dispose(): void {
    this.#disposed = true;
  }

  async #run(key: string): Promise<void> {
    const state = { again: true };
    this.#running.set(key, state);
    while (state.again && !this.#disposed) {
      state.again = false;
      try {
        await this.#task(key);
      } catch (error) {
        if (!this.#disposed) this.#logger.warn('a change could not be told', { key, error });
      }
    }
    this.#running.delete(key);
  }
}
