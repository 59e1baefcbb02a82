// How often something may happen: so many times a minute on the average, twice as many at once.

import type { Clock } from './clock.ts';

const minuteMs = 60_000;

export class Budget {
  readonly #clock: Clock;
  readonly #perMinute: number;
  #left: number;
  #filledAtMs: number;

  /** So many a minute, and twice as many at once. */
  constructor(clock: Clock, perMinute: number) {
    this.#clock = clock;
    this.#perMinute = perMinute;
    this.#left = 2 * perMinute;
    this.#filledAtMs = clock.monotonicMs();
  }

  /** False when there have been too many. */
  take(): boolean {
    const nowMs = this.#clock.monotonicMs();
    const earned = ((nowMs - this.#filledAtMs) / minuteMs) * this.#perMinute;
    this.#left = Math.min(2 * this.#perMinute, this.#left + earned);
    this.#filledAtMs = nowMs;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
