// The end of an attended run: the server hears the last word, the viewers are told, the person sees the last page. Each
// gets its time, none of them can hold the program up.

import type { Clock } from '@nearhand/base';
import type { ConsentWindow } from '../consent/consent-window.ts';
import type { HubClient } from '../hub/hub-client.ts';
import { type LinkManager, partingMs } from '../link/link-manager.ts';
import type { AttendedRun } from './attended-run.ts';

/** How long the hub may take to come back for the last word. */
const lastWordMs = 5000;

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
    await Promise.all([this.#lastWordSaid(), this.#pause(partingMs)]);
    this.#options.onSettled();
    await read;
    return 'over';
  }

  async #lastWordSaid(): Promise<void> {
    const { attended, hub, links } = this.#options;
    await links.parted();
    if (attended.sayLastWord()) return;
    const heard = new Promise<void>((resolve) => hub.onWelcome.on(() => resolve()));
    await Promise.race([heard, this.#pause(lastWordMs)]);
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#options.clock.setTimer(ms, resolve));
  }
}
