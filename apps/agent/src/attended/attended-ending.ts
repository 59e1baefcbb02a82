// The end of an attended run: the server hears the last word, the viewers are told, the person sees the last page. Each
// gets its time, none of them can hold the program up.

import type { Clock } from '@nearhand/base';
import type { ConsentWindow } from '../consent/consent-window.ts';
import type { HubClient } from '../hub/hub-client.ts';
import { type LinkManager, partingMs } from '../link/link-manager.ts';
import type { AttendedRun } from './attended-run.ts';

/** How long the hub may take to come back for the last word, once the person has read theirs. */
const lastWordMs = 2 * 60_000;

export interface AttendedEndingOptions {
  readonly attended: AttendedRun;
  readonly hub: HubClient;
  readonly links: LinkManager;
  readonly window: ConsentWindow;
  readonly clock: Clock;
  /** Everybody has heard of the end; only the person may still be reading. */
  readonly onSettled: () => void;
}

export class AttendedEnding {
  readonly #options: AttendedEndingOptions;
  readonly #stopped = Promise.withResolvers<'stopped'>();
  /** `over`: by the consent's end; `stopped`: the program was told to stop, and may be started again. */
  readonly over: Promise<'over' | 'stopped'>;

  constructor(options: AttendedEndingOptions) {
    this.#options = options;
    const consentOver = new Promise<void>((resolve) => options.attended.onOver.on(() => resolve()));
    this.over = Promise.race([consentOver.then(() => this.#sayGoodbye()), this.#stopped.promise]);
  }

  stop(): void {
    this.#options.links.endAll('agentStopped');
    void this.#pause(partingMs).then(() => this.#stopped.resolve('stopped'));
  }

  async #sayGoodbye(): Promise<'over'> {
    const read = this.#options.window.frontEnd.finished();
    const patience = Promise.withResolvers<void>();
    const said = Promise.race([this.#lastWordSaid(), patience.promise]);
    const settled = Promise.all([said, this.#pause(partingMs)]).then(this.#options.onSettled);
    await read;
    const timer = this.#options.clock.setTimer(lastWordMs, patience.resolve);
    await settled;
    timer.dispose();
    return 'over';
  }

  /** Heard, or nobody wants to hear it. */
  async #lastWordSaid(): Promise<void> {
    const { attended, hub, links } = this.#options;
    await links.parted();
    if (attended.sayLastWord()) return;
    await new Promise<void>((resolve) => {
      hub.onWelcome.on(() => resolve());
      hub.onStopped.on(() => resolve());
      hub.onRefused.on(({ retryAfterMs }) => {
        if (retryAfterMs === null) resolve();
      });
    });
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#options.clock.setTimer(ms, resolve));
  }
}
