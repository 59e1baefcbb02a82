// The consent page as a front end: shows views, hands up answers, and notices when the last window was closed.

import { type Clock, type Disposable, DisposableStore, Emitter, type Event, type Logger } from '@nearhand/base';
import type { Locale } from '@nearhand/protocol';
import type { StoredValue } from '../../identity/stored-value.ts';
import { isFinal } from '../consent-states.ts';
import { type ConsentAnswer, consentAnswerSchema, type ConsentView } from '../consent-view.ts';
import type { ConsentFrontEnd } from '../front-end.ts';
import type { AccountView } from '../window/window-content.ts';
import { pageUrl } from './page-guard.ts';
import { pageHtml } from './page-html.ts';
import type { Announce, PagePlace } from './page-place.ts';
import { PageServer } from './page-server.ts';

/** A reload closes the page for a moment; longer means that it was closed. */
const reloadGraceMs = 4000;
/** How long the last view may take to reach the page. */
const farewellMs = 1500;

export interface PageFrontEndOptions {
  readonly place: StoredValue<PagePlace>;
  /** `language` null: the browser's. */
  readonly languages: { readonly language: Locale | null; readonly systemLanguage: Locale };
  /** null: nothing is said of it. */
  readonly account: AccountView | null;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly announce: Announce;
}

export class PageFrontEnd implements ConsentFrontEnd {
  readonly #options: PageFrontEndOptions;
  readonly #store = new DisposableStore();
  readonly #present = this.#store.add(new Emitter<boolean>());
  readonly #allGone = this.#store.add(new Emitter<void>());
  readonly #server: PageServer<ConsentAnswer>;
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
      new PageServer({
        ...options.languages,
        html: (locale) => pageHtml(locale, 'page.js', options.account),
        answers: consentAnswerSchema,
        logger: options.logger,
        clock: options.clock,
      }),
    );
    this.onAnswer = this.#server.onAnswer;
    this.#server.onWatched.on((count) => this.#watched(count));
  }

  async open(): Promise<void> {
    const address = await this.#server.listen(this.#options.place.read());
    this.#options.place.write(address);
    this.#url = pageUrl(address);
    this.#announce(this.#url, this.#returning);
  }

  /** Opens one more; all of them show the same. */
  bringForward(): boolean {
    if (this.#url !== null) this.#announce(this.#url, false);
    return this.#url !== null;
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

  #announce(url: string, isReturning: boolean): void {
    this.#options.announce({ url, isReturning, isWatched: () => this.#server.watchers > 0 });
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
