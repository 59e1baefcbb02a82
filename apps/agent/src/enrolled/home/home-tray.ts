// The icon of an enrolled computer, and with it the window's coming and going: it may be off the screen for as long as the
// icon is there to bring it back.

import {
  type Clock,
  type Disposable,
  DisposableStore,
  Emitter,
  type Event,
  type Logger,
  messageOf,
} from '@nearhand/base';
import type { NativeWindow, TrayEvent, TrayIcon, WindowSystem } from '@nearhand/host';
import type { Locale } from '@nearhand/protocol';
import { z } from 'zod';
import { type Notice, noticeContent } from '../../consent/window/notice-content.ts';
import type { StoredValue } from '../../identity/stored-value.ts';
import type { HomeWindow, HomeWish } from './home-window.ts';
import { trayContent, trayIds, type TrayView } from './tray-content.ts';

/** A desktop that starts, or starts its panel anew, has its tray back by then. */
const graceMs = 15_000;

const stays: Notice = { heading: 'trayStaysTitle', text: 'trayStaysText', button: 'trayUnderstood', urgent: false };

/** That closing the window leaves the program running was said once. */
export const toldSchema = z.strictObject({ told: z.literal(true) });

export interface HomeTrayOptions {
  readonly system: WindowSystem;
  readonly window: Pick<HomeWindow, 'hide' | 'bringForward'>;
  /** The window begins off the screen. */
  readonly isHidden: boolean;
  /** As it is now; whether one may quit stays so. */
  readonly view: TrayView;
  readonly locale: Locale;
  readonly told: StoredValue<z.infer<typeof toldSchema>>;
  readonly clock: Clock;
  readonly logger: Logger;
}

export class HomeTray implements Disposable {
  readonly #options: HomeTrayOptions;
  readonly #store = new DisposableStore();
  readonly #wished = this.#store.add(new Emitter<HomeWish>());
  readonly #icon: TrayIcon;
  #locale: Locale;
  #shown: string;
  #isHidden: boolean;
  #grace: Disposable | null = null;
  #notice: NativeWindow | null = null;

  readonly onWish: Event<HomeWish> = this.#wished;

  constructor(options: HomeTrayOptions) {
    this.#options = options;
    this.#locale = options.locale;
    this.#isHidden = options.isHidden;
    const content = trayContent(options.view, options.locale);
    this.#shown = JSON.stringify(content);
    this.#icon = this.#store.add(options.system.openTray(content));
    this.#store.add(this.#icon.onEvent.on((event) => this.#take(event)));
    this.#store.defer(() => this.#grace?.dispose());
    this.#store.defer(() => this.#notice?.dispose());
    this.#wait();
  }

  show(view: TrayView, locale: Locale): void {
    this.#locale = locale;
    const content = trayContent(view, locale);
    const text = JSON.stringify(content);
    if (text === this.#shown) return;
    this.#shown = text;
    this.#icon.show(content);
  }

  /** The person closed the window: takes it off the screen. False: it would rather quit than be out of reach. */
  takeWindow(): boolean {
    const { view, window, told } = this.#options;
    if (view.mayQuit && !this.#icon.isThere) return false;
    this.#isHidden = true;
    window.hide();
    if (view.mayQuit && told.read() === null) void this.#explain();
    return true;
  }

  /** The bar brought it back. */
  windowOpened(): void {
    this.#isHidden = false;
    this.#wait();
  }

  /** Somebody wants to see the window. */
  open(): void {
    this.#notice?.dispose();
    this.#notice = null;
    this.#options.window.bringForward();
    this.windowOpened();
  }

  dispose(): void {
    this.#store.dispose();
  }

  #take(event: TrayEvent): void {
    if (event.type === 'placed') {
      this.#options.logger.info('tray', { isThere: event.isThere });
      this.#wait();
    } else if (event.type === 'opened' || event.id === trayIds.open) this.open();
    else if (event.id === trayIds.end) this.#wished.emit('endSession');
    else if (event.id === trayIds.quit) this.#wished.emit('quit');
  }

  /** Without a tray nothing else would bring a hidden window back. What is installed does not come up by itself. */
  #wait(): void {
    this.#grace?.dispose();
    this.#grace = null;
    if (!this.#options.view.mayQuit || !this.#isHidden || this.#icon.isThere) return;
    this.#grace = this.#options.clock.setTimer(graceMs, () => this.open());
  }

  async #explain(): Promise<void> {
    const { system, told, logger } = this.#options;
    if (this.#notice !== null) return;
    try {
      told.write({ told: true });
      const notice = await system.open(noticeContent(stays, this.#locale));
      if (this.#store.disposed || !this.#isHidden) return notice.dispose();
      this.#notice = notice;
      notice.onEvent.on(({ type }) => {
        if (type !== 'pressed' && type !== 'closed') return;
        notice.dispose();
        this.#notice = null;
      });
    } catch (error) {
      logger.warn('that the program goes on could not be said', { reason: messageOf(error) });
    }
  }
}
