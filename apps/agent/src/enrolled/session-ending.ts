// Leaves the account at the screen as the policy says once nobody is connected any more: locked, signed out, or as it is.
// Not when the program itself ends: it may be back in a moment, and whoever stopped it is there.

import { type Clock, type Disposable, type Logger, messageOf } from '@nearhand/base';
import type { Seat } from '@nearhand/host';
import type { AgentMessage, Ending } from '@nearhand/protocol';

/** Whoever reloads the page is back by then. */
export const graceMs = 5000;

export interface SessionEndingOptions {
  /** null: this system does not let anybody do that. */
  readonly seat: Seat | null;
  readonly atEnd: () => Ending;
  /** It was done. */
  readonly onLeft: () => void;
  readonly tell: (message: AgentMessage) => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

export class SessionEnding implements Disposable {
  readonly #options: SessionEndingOptions;
  #wasConnected = false;
  readonly #disposed = new AbortController();
  #timer: Disposable | null = null;

  constructor(options: SessionEndingOptions) {
    this.#options = options;
  }

  /** `connected`: how many viewers there are now, those that are only interrupted among them. */
  follow(connected: number): void {
    if (connected > 0) {
      this.#wasConnected = true;
      this.#timer?.dispose();
    } else if (this.#wasConnected) {
      this.#wasConnected = false;
      this.#timer = this.#options.clock.setTimer(graceMs, () => void this.#leave());
    }
  }

  /** Somebody was connected when the program ended, and is not back. */
  resume(): void {
    this.#wasConnected = true;
    this.follow(0);
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#disposed.abort();
  }

  async #leave(): Promise<void> {
    const { atEnd, logger, seat, tell } = this.#options;
    const { signal } = this.#disposed;
    const ending = atEnd();
    if (ending === 'leave') return;
    try {
      if (seat === null) throw new Error('This system offers no way to do it.');
      await (ending === 'lock' ? seat.lock(signal) : seat.signOut());
      this.#options.onLeft();
      logger.info('the account was left as the policy says', { ending });
      tell({ type: 'account.left', ending, done: true });
    } catch (error) {
      // It was asked for; the program that would say what came of it ends.
      if (signal.aborted) return;
      logger.warn('the account could not be left as the policy says', { ending, reason: messageOf(error) });
      tell({ type: 'account.left', ending, done: false });
    }
  }
}
