// Notices that the computer slept, or that its clock was set: time that passed without this program. Connections may be
// dead then without anybody having said so.

import { type Clock, type Disposable, Emitter, type Event, repeat } from '@nearhand/base';

const everyMs = 5000;
/** More than a busy computer loses between two looks. */
const jumpMs = 15_000;

export class WakeWatch implements Disposable {
  readonly #clock: Clock;
  readonly #woke = new Emitter<void>();
  readonly #timer: Disposable;
  #seen: { wallMs: number; steadyMs: number };

  readonly onWake: Event<void> = this.#woke;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#seen = this.#look();
    this.#timer = repeat(clock, everyMs, () => this.#compare());
  }

  dispose(): void {
    this.#timer.dispose();
    this.#woke.dispose();
  }

  /** The steady clock stands still in sleep on Linux and macOS, and runs on in it on Windows: both show it. */
  #compare(): void {
    const before = this.#seen;
    this.#seen = this.#look();
    const steadyMs = this.#seen.steadyMs - before.steadyMs;
    const wallMs = this.#seen.wallMs - before.wallMs;
    if (wallMs - steadyMs > jumpMs || steadyMs - everyMs > jumpMs) this.#woke.emit();
  }

  #look(): { wallMs: number; steadyMs: number } {
    return { wallMs: this.#clock.nowMs(), steadyMs: this.#clock.monotonicMs() };
  }
}
