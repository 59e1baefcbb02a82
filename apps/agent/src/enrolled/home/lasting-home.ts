// The window of a computer for as long as the program runs: where a process of somebody else's drew it and was ended, it
// comes back by itself, since it says who is connected. Where it cannot be opened, the computer goes on without.

import { Backoff, type Clock, type Disposable, type Logger, messageOf } from '@nearhand/base';
import type { WindowSystem } from '@nearhand/host';
import type { Home } from './open-home.ts';

const firstPauseMs = 2000;
const pauseLimitMs = 5 * 60_000;
/** One that lasted this long was well: the next pause is short again. */
const wellAfterMs = 60_000;

export interface LastingHomeOptions {
  /** Rejects where it cannot be opened. */
  readonly open: (system: WindowSystem) => Promise<Home>;
  /** Starts windows anew where those before have ended and that is possible. */
  readonly windows: () => WindowSystem | null;
  readonly clock: Clock;
  readonly logger: Logger;
}

export class LastingHome implements Home {
  readonly #options: LastingHomeOptions;
  readonly #backoff = new Backoff({ firstMs: firstPauseMs, limitMs: pauseLimitMs, random: Math.random });
  #home: Home | null = null;
  #pause: Disposable | null = null;
  #isDisposed = false;

  constructor(options: LastingHomeOptions) {
    this.#options = options;
  }

  /** On the first of them that opens it. False: none does. */
  async startOn(systems: readonly WindowSystem[]): Promise<boolean> {
    for (const system of systems) if (await this.#start(system)) return true;
    return false;
  }

  async #start(system: WindowSystem): Promise<boolean> {
    const { clock, logger, open } = this.#options;
    const startedAtMs = clock.monotonicMs();
    let own: Home | null = null;
    const listening = system.onLost.on(() => {
      listening.dispose();
      own?.dispose();
      if (this.#home === own) this.#home = null;
      if (!system.mayStartAgain || this.#isDisposed || this.#home !== null) return;
      if (clock.monotonicMs() - startedAtMs >= wellAfterMs) this.#backoff.reset();
      this.#pause = clock.setTimer(this.#backoff.next(), () => this.#startAgain());
    });
    try {
      own = await open(system);
      if (this.#isDisposed) own.dispose();
      else this.#home = own;
      return true;
    } catch (error) {
      logger.warn('the window of this computer cannot be opened', { reason: messageOf(error) });
      return false;
    }
  }

  bringForward(): boolean {
    return this.#home?.bringForward() ?? false;
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#pause?.dispose();
    this.#home?.dispose();
  }

  #startAgain(): void {
    const system = this.#options.windows();
    if (system !== null && this.#home === null) void this.#start(system);
  }
}
