// The window of a computer as a page in the person's browser, where the system offers none of its own. Closing the page ends
// nothing: starting the program once more opens it again.

import {
  AppError,
  type Clock,
  type Disposable,
  DisposableStore,
  Emitter,
  type Event,
  type Logger,
} from '@nearhand/base';
import {
  couldBeDone,
  type NativeWindow,
  type TrayEvent,
  type TrayIcon,
  type WindowContent,
  type WindowEvent,
  windowEventSchema,
  type WindowSystem,
} from '@nearhand/host';
import type { Locale } from '@nearhand/protocol';
import type { StoredValue } from '../../identity/stored-value.ts';
import { pageUrl } from './page-guard.ts';
import { pageHtml } from './page-html.ts';
import type { Announce, PagePlace } from './page-place.ts';
import { PageServer } from './page-server.ts';

export interface PageWindowsOptions {
  /** So that a page still open finds the program again after a restart. */
  readonly place: StoredValue<PagePlace>;
  readonly locale: Locale;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly announce: Announce;
}

export class PageWindows implements WindowSystem {
  readonly name = 'page';
  readonly mayStartAgain = false;
  readonly #options: PageWindowsOptions;
  readonly #store = new DisposableStore();
  readonly onLost: Event<Error> = this.#store.add(new Emitter<Error>());

  constructor(options: PageWindowsOptions) {
    this.#options = options;
  }

  async open(content: WindowContent, isHidden = false): Promise<NativeWindow> {
    const { place, locale, clock, logger, announce } = this.#options;
    const before = place.read();
    const html = (): string => pageHtml(locale, 'home.js');
    const server = new PageServer({
      html,
      answers: windowEventSchema,
      language: locale,
      systemLanguage: locale,
      clock,
      logger,
    });
    const url = await placed(server, place, before).catch((error: unknown) => {
      server.dispose();
      throw error;
    });
    const isWatched = (): boolean => server.watchers > 0;
    const window = new PageWindow(server, content, () => announce({ url, isReturning: false, isWatched }));
    if (!isHidden) announce({ url, isReturning: before !== null, isWatched });
    return this.#store.add(window);
  }

  /** There is no icon, and none is needed to bring the page back. */
  openTray(): TrayIcon {
    const onEvent = this.#store.add(new Emitter<TrayEvent>());
    return { isThere: true, onEvent, show() {}, dispose: () => onEvent.dispose() };
  }

  dispose(): void {
    this.#store.dispose();
  }
}

async function placed(
  server: PageServer<WindowEvent>,
  place: StoredValue<PagePlace>,
  before: PagePlace | null,
): Promise<string> {
  const address = await server.listen(before);
  place.write(address);
  return pageUrl(address);
}

class PageWindow implements NativeWindow {
  readonly #server: PageServer<WindowEvent>;
  readonly #openPage: () => void;
  readonly #happened = new Emitter<WindowEvent>();
  readonly #taking: Disposable;
  #content: WindowContent;

  readonly onEvent: Event<WindowEvent> = this.#happened;
  /** The browser may be closed, and opened again. */
  readonly onLost: Event<Error> = new Emitter<Error>();

  constructor(server: PageServer<WindowEvent>, content: WindowContent, openPage: () => void) {
    this.#server = server;
    this.#openPage = openPage;
    this.#content = content;
    this.#taking = server.onAnswer.on((event) => this.#take(event));
    this.show(content);
  }

  show(content: WindowContent): void {
    this.#content = content;
    this.#server.show(JSON.stringify(content));
  }

  /** A page is its reader's to close. */
  hide(): void {}

  bringForward(): void {
    this.#openPage();
  }

  appear(): void {
    if (this.#server.watchers === 0) this.#openPage();
  }

  dispose(): void {
    this.#taking.dispose();
    this.#happened.dispose();
    this.#server.dispose();
  }

  #take(event: WindowEvent): void {
    const isOfPage = event.type !== 'opened' && event.type !== 'closed';
    if (!isOfPage || !couldBeDone(event, this.#content))
      throw new AppError('state_forbids', 'The page does not show that any more');
    this.#happened.emit(event);
  }
}
