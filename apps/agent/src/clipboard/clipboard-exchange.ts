// Text between one viewer and the clipboard of this computer: what is copied here goes to the viewer, what the viewer sends
// becomes what can be pasted here. Nothing is ever pasted by itself, kept or logged; without the permission nothing moves.

import { Budget, type Clock, type Disposable } from '@nearhand/base';
import type { Clipboard } from '@nearhand/host';
import {
  cleanClipboardText,
  type ClipboardOutcome,
  encodeClipboardAnswer,
  encodeClipboardText,
  maxClipboardTextBytes,
  type Permission,
} from '@nearhand/protocol';
import type { Channel } from '@nearhand/session';
import { permissionOfClipboard, readClipboard } from '../permissions/message-gate.ts';

/** Texts of a viewer: nobody pastes more by hand. */
const textsPerMinute = 30;
/** Between two texts to the viewer: a program that copies without end fills no path. */
const restMs = 250;

export interface ClipboardExchangeOptions {
  readonly channel: Channel;
  readonly permissions: () => readonly Permission[];
  /** The viewer takes part. */
  readonly isUnderstood: () => boolean;
  readonly clock: Clock;
}

export class ClipboardExchange implements Disposable {
  readonly #options: ClipboardExchangeOptions;
  readonly #budget: Budget;
  #clipboard: Clipboard | null = null;
  #watch: Disposable | null = null;
  #rest: Disposable | null = null;
  /** From reading a text to some time after the viewer's answer. */
  #isBusy = false;
  #isCopiedAgain = false;
  /** What the viewer sent last: programs that keep a history copy it again. */
  #received: string | null = null;
  #disposed = false;

  constructor(options: ClipboardExchangeOptions) {
    this.#options = options;
    this.#budget = new Budget(options.clock, textsPerMinute);
  }

  /** null: there is none just now. */
  follow(clipboard: Clipboard | null): void {
    if (clipboard === this.#clipboard || this.#disposed) return;
    this.#watch?.dispose();
    this.#watch = null;
    this.#clipboard = clipboard;
    this.followPermissions();
  }

  /** Nothing is looked at without the permission. */
  followPermissions(): void {
    if (!this.#isAllowed || this.#clipboard === null) {
      this.#watch?.dispose();
      this.#watch = null;
      this.#isCopiedAgain = false;
      return;
    }
    this.#watch ??= this.#clipboard.onCopied.on(() => void this.#tell());
  }

  /** Every text is answered. Rejects with AppError `bad_request` for what breaks the protocol. */
  async receive(bytes: Uint8Array): Promise<void> {
    const message = readClipboard(bytes);
    if (message === null) return;
    if (message.type === 'text.answered') return this.#answered();
    if (!this.#isAllowed) return this.#answer('refused');
    if (!this.#budget.take()) return this.#answer('tooMany');
    const text = cleanClipboardText(message.text);
    this.#received = text;
    const isPlaced = (await this.#clipboard?.writeText(text)) ?? false;
    this.#answer(isPlaced ? 'placed' : 'failed');
  }

  dispose(): void {
    this.#disposed = true;
    this.#watch?.dispose();
    this.#rest?.dispose();
    this.#clipboard = null;
    this.#received = null;
  }

  get #isAllowed(): boolean {
    return this.#options.permissions().includes(permissionOfClipboard['text.copied']);
  }

  #answer(outcome: ClipboardOutcome): void {
    this.#options.channel.send(encodeClipboardAnswer(outcome));
  }

  /** One text at a time: what is copied meanwhile follows, the last only. */
  async #tell(): Promise<void> {
    if (this.#isBusy) {
      this.#isCopiedAgain = true;
      return;
    }
    this.#isBusy = true;
    const text = await this.#clipboard?.readText(maxClipboardTextBytes);
    const message = text ? encodeClipboardText(text) : null;
    const isWanted = !this.#disposed && this.#isAllowed && this.#options.isUnderstood();
    if (message === null || text === this.#received || !isWanted) return this.#goOn();
    this.#received = null;
    this.#options.channel.send(message);
  }

  #answered(): void {
    if (!this.#isBusy) return;
    this.#rest?.dispose();
    this.#rest = this.#options.clock.setTimer(restMs, () => this.#goOn());
  }

  #goOn(): void {
    this.#isBusy = false;
    if (!this.#isCopiedAgain || this.#disposed) return;
    this.#isCopiedAgain = false;
    void this.#tell();
  }
}
