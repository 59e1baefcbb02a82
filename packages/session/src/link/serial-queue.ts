// Runs tasks one after the other, in the order they were given.

import type { Disposable } from '@nearhand/base';

export class SerialQueue implements Disposable {
  readonly #onError: (error: unknown) => void;
  #tail: Promise<void> = Promise.resolve();
  #length = 0;
  #disposed = false;

  /** `onError` hears of tasks that reject; the others run all the same. */
  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  /** Given and not finished. */
  get length(): number {
    return this.#length;
  }

  run(task: () => void | Promise<void>): void {
    this.#length++;
    this.#tail = this.#tail.then(() => this.#perform(task));
  }

  async #perform(task: () => void | Promise<void>): Promise<void> {
    try {
      if (!this.#disposed) await task();
    } catch (error) {
      this.#onError(error);
    } finally {
      this.#length--;
    }
  }

  /** What has not begun does not run. */
  dispose(): void {
    this.#disposed = true;
  }
}
