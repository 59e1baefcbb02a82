// How long to wait before dialling again: doubling from a short start to a limit, with half of it random, so that a
// thousand peers do not return in the same instant after a server's restart.

export interface BackoffOptions {
  readonly firstMs: number;
  readonly limitMs: number;
  /** From 0 to below 1. */
  readonly random: () => number;
}

export class Backoff {
  readonly #options: BackoffOptions;
  #failures = 0;

  constructor(options: BackoffOptions) {
    this.#options = options;
  }

  /** In a row. */
  get failures(): number {
    return this.#failures;
  }

  /** The wait after one more failure, in milliseconds. */
  next(): number {
    const fullMs = Math.min(this.#options.limitMs, this.#options.firstMs * 2 ** Math.min(this.#failures, 30));
    this.#failures++;
    return fullMs / 2 + (fullMs / 2) * this.#options.random();
  }

  reset(): void {
    this.#failures = 0;
  }
}
