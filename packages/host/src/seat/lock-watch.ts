// Tells that the computer is locked, where the system does not tell by itself: asks now and then while a desktop is open.

import { type Clock, type Disposable, DisposableStore, Emitter, repeat } from '@nearhand/base';
import type { DesktopObstacle } from '@nearhand/protocol';
import type { ObstacleSource } from '../ports.ts';
import type { Seat } from './seat.ts';

const lookEveryMs = 2000;

export class LockWatch implements ObstacleSource, Disposable {
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new Emitter<DesktopObstacle | null>());
  readonly #seat: Pick<Seat, 'isLocked'>;
  #isLocked = false;
  #isOver = false;

  readonly onChanged = this.#changed;

  constructor(seat: Pick<Seat, 'isLocked'>, clock: Clock) {
    this.#seat = seat;
    this.#store.add(repeat(clock, lookEveryMs, () => this.#look()));
    void this.#look();
  }

  current(): DesktopObstacle | null {
    return this.#isLocked ? 'locked' : null;
  }

  dispose(): void {
    this.#isOver = true;
    this.#store.dispose();
  }

  async #look(): Promise<void> {
    // Whoever cannot say leaves it as it is.
    const isLocked = await this.#seat.isLocked().catch(() => this.#isLocked);
    if (this.#isOver || isLocked === this.#isLocked) return;
    this.#isLocked = isLocked;
    this.#changed.emit(this.current());
  }
}
