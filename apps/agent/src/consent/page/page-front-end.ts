// The consent page as a front end: shows views, hands up answers, and notices when the last window was closed.

import { type Clock, type Disposable, DisposableStore, Emitter, type Event, type Logger } from '@nearhand/base';
import type { Locale } from '@nearhand/protocol';
import { z } from 'zod';
import type { StoredValue } from '../../identity/stored-value.ts';
import { isFinal } from '../consent-states.ts';
import type { ConsentAnswer, ConsentView } from '../consent-view.ts';
import type { ConsentFrontEnd } from '../front-end.ts';
import { pageUrl } from './page-guard.ts';
import { PageServer } from './page-server.ts';

/** A reload closes the page for a moment; longer means that it was closed. */
const reloadGraceMs = 4000;
/** How long the last view may take to reach the page. */
const farewellMs = 1500;

/** Kept, so that a window still open finds the program again after a restart. */
export const pagePlaceSchema = z.object({
  port: z.number().int().min(1).max(65_535),
  token: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});
export type PagePlace = z.infer<typeof pagePlaceSchema>;

export interface PageFrontEndOptions {
  readonly place: StoredValue<PagePlace>;
  /** `language` null: the browser's. */
  readonly languages: { readonly language: Locale | null; readonly systemLanguage: Locale };
  readonly clock: Clock;
  readonly logger: Logger;
  /** Given the address once it answers; `returning`: a window from before the restart may still be open. */
  readonly announce: (url: string, returning: boolean) => void;
}

export class PageFrontEnd implements ConsentFrontEnd {
  readonly #options: PageFrontEndOptions;
  readonly #store = new DisposableStore();
  readonly #present = this.#store.add(new Emitter<boolean>());
  readonly #allGone = this.#store.add(new Emitter<void>());
  readonly #server: PageServer;
  readonly #returning: boolean;
  #url: string | null = null;
  #wasPresent = false;
  #absence: Disposable | null = null;

  readonly onAnswer: Event<ConsentAnswer>;
  readonly onPresence: Event<boolean> = this.#present;
  readonly alwaysVisible = false;

  /** The caller calls `open` next. */
  constructor(options: PageFrontEndOptions) {
    this.#options = options;
    this.#returning = options.place.read() !== null;
    this.#server = this.#store.add(
      new PageServer({ ...options.languages, logger: options.logger, clock: options.clock }),
    );
    this.onAnswer = this.#server.onAnswer;
    this.#server.onWatched.on((count) => this.#watched(count));
  }

  async open(): Promise<void> {
    const address = await this.#server.listen(this.#options.place.read());
    this.#options.place.write(address);
    this.#url = pageUrl(address);
    this.#options.announce(this.#url, this.#returning);
  }

  /** Opens one more; all of them show the same. */
  bringForward(): boolean {
    if (this.#url !== null) this.#options.announce(this.#url, false);
    return this.#url !== null;
  }

  get watched(): boolean {
    return this.#server.watchers > 0;
  }

  show(view: ConsentView): void {
    this.#server.show(JSON.stringify({ ...view, final: isFinal(view.state.kind) }));
  }

  /** A page that was shown a final view closes its connection by itself. */
  finished(): Promise<void> {
    if (this.#server.watchers === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        timer.dispose();
        resolve();
      };
      const timer = this.#options.clock.setTimer(farewellMs, done);
      this.#allGone.on(done);
    });
  }

  dispose(): void {
    this.#absence?.dispose();
    this.#store.dispose();
  }

  #watched(count: number): void {
    this.#absence?.dispose();
    if (count > 0) return this.#setPresence(true);
    this.#allGone.emit();
    this.#absence = this.#options.clock.setTimer(reloadGraceMs, () => this.#setPresence(false));
  }

  #setPresence(present: boolean): void {
    if (present === this.#wasPresent) return;
    this.#wasPresent = present;
    this.#present.emit(present);
  }
}
