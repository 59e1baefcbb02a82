// Tells a viewer where somebody else moved the pointer: at once, then no more often than a picture could follow; the last
// place is always told.

import type { Clock, Disposable } from '@nearhand/base';

const intervalMs = 33;

export class PointerNews implements Disposable {
  readonly #clock: Clock;
  readonly #tell: (x: number, y: number) => void;
  #timer: Disposable | null = null;
  #waiting: { readonly x: number; readonly y: number } | null = null;

  constructor(clock: Clock, tell: (x: number, y: number) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  moved(x: number, y: number): void {
    this.#waiting = { x, y };
    if (this.#timer === null) this.#sayLatest();
  }

  dispose(): void {
    this.#timer?.dispose();
  }

  #sayLatest(): void {
    const place = this.#waiting;
    this.#waiting = null;
    this.#timer = null;
    if (place === null) return;
    this.#timer = this.#clock.setTimer(intervalMs, () => this.#sayLatest());
    this.#tell(place.x, place.y);
  }
}
