// What has been started, to be stopped in the opposite order; one step that fails or hangs does not keep the rest alive.

import type { Logger } from '@nearhand/base';

const stepTimeoutMs = 5000;

export class Teardown {
  readonly #logger: Logger;
  #steps: { name: string; stop: () => Promise<void> }[] = [];
  #run: Promise<void> | null = null;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  add(name: string, stop: () => Promise<void>): void {
    this.#steps.push({ name, stop });
  }

  /** Idempotent. */
  run(): Promise<void> {
    this.#run ??= this.#runSteps();
    return this.#run;
  }

  async #runSteps(): Promise<void> {
    for (const { name, stop } of this.#steps.toReversed()) {
      try {
        if ((await within(stop(), stepTimeoutMs)) === 'late') this.#logger.warn('Stopping takes too long', { name });
      } catch (error) {
        this.#logger.warn('Stopping failed', { name, error });
      }
    }
  }
}

async function within(work: Promise<void>, timeoutMs: number): Promise<'done' | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), timeoutMs);
  });
  try {
    return await Promise.race([work.then(() => 'done' as const), late]);
  } finally {
    clearTimeout(timer);
  }
}
