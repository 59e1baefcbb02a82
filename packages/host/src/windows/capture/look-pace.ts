// How often a screen is looked at: as often as worth it while things move, seldom while nothing does where looking has its
// price even then, and never so often that looking takes more than a part of the time.

import type { Clock } from '@nearhand/base';

const busyForMs = 1000;
const calmForMs = 10_000;
const calmIntervalMs = 100;
const idleIntervalMs = 250;
/** Looking takes at most one part in so many of the time. */
const parts = 4;

export class LookPace {
  readonly #clock: Clock;
  #busyAtMs: number;
  #tookMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#busyAtMs = clock.monotonicMs();
  }

  /** Something changed, or is about to. */
  busy(): void {
    this.#busyAtMs = this.#clock.monotonicMs();
  }

  /** What the last look took. */
  took(milliseconds: number): void {
    this.#tookMs = milliseconds;
  }

  /** When to look next. */
  nextMs(busyIntervalMs: number): number {
    const quietMs = this.#clock.monotonicMs() - this.#busyAtMs;
    const calmMs = quietMs < calmForMs ? calmIntervalMs : idleIntervalMs;
    return this.soonestMs(quietMs < busyForMs ? busyIntervalMs : calmMs);
  }

  /** The same where looking costs nothing while nothing changes. */
  soonestMs(busyIntervalMs: number): number {
    return Math.max(busyIntervalMs, this.#tookMs * (parts - 1));
  }
}
