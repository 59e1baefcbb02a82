// The hub's time as far as the agent can tell: tickets expire in it, because customers' clocks are wrong.

import type { Clock } from '@nearhand/base';

export class HubTime {
  readonly #clock: Clock;
  /** Hub's time minus the steady clock's. */
  #offsetMs: number | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The hub said `timeMs` in answer to something sent at `askedAtMs` of the steady clock. */
  learn(timeMs: number, askedAtMs: number): void {
    const nowMs = this.#clock.monotonicMs();
    this.#offsetMs = timeMs + (nowMs - askedAtMs) / 2 - nowMs;
  }

  /** Milliseconds since the epoch. Before anything was learned, this computer's own time. */
  nowMs(): number {
    return this.#offsetMs === null ? this.#clock.nowMs() : this.#clock.monotonicMs() + this.#offsetMs;
  }
}
