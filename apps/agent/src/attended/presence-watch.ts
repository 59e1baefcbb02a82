// Nobody is connected without somebody seeing it: watches whether a consent window is open, and says when it has been
// gone for too long.

import { type Clock, type Disposable, Emitter, type Event } from '@nearhand/base';

/** How long a restarted program may serve its old consent while the window is not open yet. */
const openingMs = 60_000;
/** How long the window may be gone while nobody is connected. */
const idleAbsenceMs = 30_000;

export class PresenceWatch implements Disposable {
  readonly #clock: Clock;
  readonly #left = new Emitter<void>();
  readonly #unseen = new Emitter<void>();
  readonly #isConnected: () => boolean;
  #timer: Disposable | null = null;
  #visible: boolean;

  /** The window is closed and stays closed. */
  readonly onLeft: Event<void> = this.#left;
  /** The window never opened: nobody may be connected until it does. */
  readonly onUnseen: Event<void> = this.#unseen;

  constructor(clock: Clock, isConnected: () => boolean) {
    this.#clock = clock;
    this.#isConnected = isConnected;
    // Until it opens for the first time it counts as visible for a while.
    this.#visible = true;
    this.#timer = clock.setTimer(openingMs, () => {
      this.#visible = false;
      this.#unseen.emit();
    });
  }

  /** Whether a viewer may come in now. */
  get visible(): boolean {
    return this.#visible;
  }

  changed(present: boolean): void {
    this.#timer?.dispose();
    this.#visible = present;
    if (present) return;
    if (this.#isConnected()) this.#left.emit();
    else this.#timer = this.#clock.setTimer(idleAbsenceMs, () => this.#left.emit());
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#left.dispose();
    this.#unseen.dispose();
  }
}
