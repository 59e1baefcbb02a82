// Time behind a port, so that timers can be tested without waiting.

import { type Disposable, toDisposable } from './dispose.ts';

export interface Clock {
  /** Milliseconds since the Unix epoch. */
  nowMs(): number;
  /** Milliseconds since an arbitrary start; never goes back. */
  monotonicMs(): number;
  /** Calls once after the delay unless disposed before. */
  setTimer(delayMs: number, callback: () => void): Disposable;
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  setTimer(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return toDisposable(() => clearTimeout(timer));
  },
};

/**
 * Calls again and again: first after one interval, then one interval after the work of the last time has settled. The
 * work deals with its own failures.
 */
export function repeat(clock: Clock, everyMs: number, work: () => void | Promise<void>): Disposable {
  let timer: Disposable | null = null;
  let stopped = false;
  const arm = (): void => {
    if (stopped) return;
    timer = clock.setTimer(everyMs, () => {
      const result = work();
      if (result instanceof Promise) void result.finally(arm);
      else arm();
    });
  };
  arm();
  return toDisposable(() => {
    stopped = true;
    timer?.dispose();
  });
}

/** A clock that moves only when told. */
export class ManualClock implements Clock {
  #nowMs: number;
  #timers: { dueMs: number; callback: () => void }[] = [];

  constructor(startMs = 0) {
    this.#nowMs = startMs;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  monotonicMs(): number {
    return this.#nowMs;
  }

  setTimer(delayMs: number, callback: () => void): Disposable {
    const timer = { dueMs: this.#nowMs + delayMs, callback };
    this.#timers.push(timer);
    return toDisposable(() => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    });
  }

  /** Moves time forward, running what falls due in order of time. */
  advance(byMs: number): void {
    const endMs = this.#nowMs + byMs;
    for (;;) {
      const due = this.#timers.filter((timer) => timer.dueMs <= endMs).sort((a, b) => a.dueMs - b.dueMs)[0];
      if (!due) break;
      this.#timers = this.#timers.filter((timer) => timer !== due);
      this.#nowMs = Math.max(this.#nowMs, due.dueMs);
      due.callback();
    }
    this.#nowMs = endMs;
  }
}
