// Does what is due and sleeps until the next is: one sweep at a time, again soon after a failure. What is due is known to
// whoever gives the sweep (as a rule to a database alone, so that a restart loses nothing).

import type { Clock } from './clock.ts';
import type { Disposable } from './dispose.ts';

/** Looked at least this often: others may make something due without a word. */
const maxWaitMs = 60_000;
const retryMs = 5_000;

export interface DueSweepOptions {
  readonly clock: Clock;
  /** Does everything that is due, and tells when the next is by the clock; null: nothing waits. */
  readonly sweep: () => Promise<number | null>;
  readonly failed: (error: unknown) => void;
}

export class DueSweep implements Disposable {
  readonly #options: DueSweepOptions;
  #timer: Disposable | null = null;
  #armedForMs = Number.POSITIVE_INFINITY;
  #running: Promise<void> | null = null;
  #again = false;
  #disposed = false;

  constructor(options: DueSweepOptions) {
    this.#options = options;
  }

  /** A sweep stops early then. */
  get disposed(): boolean {
    return this.#disposed;
  }

  /** Something may be due: sweeps now, or once more after the sweep that is under way. */
  wake(): void {
    if (this.#disposed) return;
    this.#again = true;
    // Failures are handled inside.
    this.#running ??= this.#sweepAll().finally(() => {
      this.#running = null;
      if (this.#again) this.wake();
    });
  }

  /** Something will be due then. */
  expect(atMs: number): void {
    if (this.#disposed || atMs >= this.#armedForMs) return;
    this.#timer?.dispose();
    this.#armedForMs = atMs;
    const delayMs = Math.max(0, Math.min(atMs - this.#options.clock.nowMs(), maxWaitMs));
    this.#timer = this.#options.clock.setTimer(delayMs, () => this.wake());
  }

  /** Until everything that is due now is done: a sweep that is under way may have looked before it was. */
  async run(): Promise<void> {
    this.wake();
    while (this.#running !== null) await this.#running;
  }

  /** Resolves when the sweep under way, if any, has ended. */
  async settle(): Promise<void> {
    await this.#running;
  }

  dispose(): void {
    this.#disposed = true;
    this.#timer?.dispose();
  }

  async #sweepAll(): Promise<void> {
    do {
      this.#again = false;
      await this.#sweepOnce();
    } while (this.#again && !this.#disposed);
  }

  async #sweepOnce(): Promise<void> {
    const { clock, sweep, failed } = this.#options;
    this.#timer?.dispose();
    this.#armedForMs = Number.POSITIVE_INFINITY;
    try {
      const next = await sweep();
      this.expect(Math.min(next ?? Number.POSITIVE_INFINITY, clock.nowMs() + maxWaitMs));
    } catch (error) {
      if (this.#disposed) return;
      failed(error);
      this.expect(clock.nowMs() + retryMs);
    }
  }
}
