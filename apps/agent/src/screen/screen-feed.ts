// One viewer's picture: captures the chosen display and feeds it to the screen channel as fast as the viewer takes it.
// Captures only while the viewer may see and wants to.

import { type Bytes, type Clock, type Disposable, DisposableStore, type Logger } from '@nearhand/base';
import type { Desktop } from '@nearhand/host';
import { ScreenSender } from '@nearhand/screen';
import { SwitchableSource } from './switchable-source.ts';

const retryMs = 500;

export interface ScreenFeedOptions {
  /** Sends on the screen channel. */
  readonly send: (bytes: Bytes) => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

export class ScreenFeed implements Disposable {
  readonly #options: ScreenFeedOptions;
  readonly #store = new DisposableStore();
  readonly #source = this.#store.add(new SwitchableSource());
  #sender: ScreenSender | null = null;
  #cursor: Disposable | null = null;
  #retry: Disposable | null = null;
  #desktop: Desktop | null = null;
  #displayId: string | null = null;
  #wanted = true;
  #permitted = false;

  constructor(options: ScreenFeedOptions) {
    this.#options = options;
  }

  get displayId(): string | null {
    return this.#displayId;
  }

  /** Another desktop, another display of it, or none. Throws AppError `display_not_found`. */
  show(desktop: Desktop | null, displayId: string | null): void {
    if (desktop === this.#desktop && displayId === this.#displayId) return;
    this.#stop();
    this.#desktop = desktop;
    this.#displayId = displayId;
    this.#follow();
  }

  /** The viewer's tab is hidden, or shown again. */
  setWanted(wanted: boolean): void {
    this.#wanted = wanted;
    this.#follow();
  }

  /** The permission to view. */
  setPermitted(permitted: boolean): void {
    this.#permitted = permitted;
    this.#follow();
  }

  /** An acknowledgement or the wish for a full picture. Throws AppError `screen_malformed`. */
  receive(feedback: Uint8Array): void {
    this.#sender?.receive(feedback);
  }

  dispose(): void {
    this.#stop();
    this.#sender?.dispose();
    this.#store.dispose();
  }

  /** Captures exactly while it is allowed, wanted and possible. */
  #follow(): void {
    const desktop = this.#desktop;
    if (desktop === null || this.#displayId === null || !this.#permitted || !this.#wanted) return this.#stop();
    if (this.#source.open) return;
    this.#source.switchTo(desktop.capture.open(this.#displayId));
    this.#sender ??= this.#createSender();
    this.#sender.resume();
    this.#followCursor(desktop);
  }

  #followCursor({ cursor }: Desktop): void {
    if (cursor === null) return;
    this.#sender?.setCursor(cursor.current());
    this.#cursor = cursor.onChanged.on((shape) => this.#sender?.setCursor(shape));
  }

  #stop(): void {
    this.#retry?.dispose();
    this.#cursor?.dispose();
    this.#cursor = null;
    this.#sender?.pause();
    this.#source.switchTo(null);
  }

  #createSender(): ScreenSender {
    const { clock, logger, send } = this.#options;
    const sender = new ScreenSender({ source: this.#source, clock, send });
    sender.onFailed.on((error) => {
      // Usually a display that is just being changed: looked at again shortly, until the desktop says what happened.
      logger.warn('the display cannot be captured', { error });
      this.#stop();
      this.#retry = clock.setTimer(retryMs, () => this.#tryAgain());
    });
    return sender;
  }

  #tryAgain(): void {
    try {
      this.#follow();
    } catch (error) {
      this.#options.logger.warn('the display is gone', { error });
    }
  }
}
