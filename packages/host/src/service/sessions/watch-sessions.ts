// Follows a look that is cheap to take: tells when what it sees has become another.

import { type Clock, type Disposable, Emitter, type Event, repeat } from '@nearhand/base';
import type { DesktopSession, DesktopSessions } from '../ports.ts';

const everyMs = 2000;

export class WatchedSessions implements DesktopSessions {
  readonly #changed = new Emitter<DesktopSession | null>();
  readonly #timer: Disposable;
  #current: DesktopSession | null;

  readonly onChanged: Event<DesktopSession | null> = this.#changed;

  constructor(clock: Clock, look: () => DesktopSession | null) {
    this.#current = look();
    this.#timer = repeat(clock, everyMs, () => {
      const seen = look();
      if (isSame(seen, this.#current)) return;
      this.#current = seen;
      this.#changed.emit(seen);
    });
  }

  get current(): DesktopSession | null {
    return this.#current;
  }

  dispose(): void {
    this.#timer.dispose();
    this.#changed.dispose();
  }
}

function isSame(a: DesktopSession | null, b: DesktopSession | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
