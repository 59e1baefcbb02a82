// What is copied on one side can be pasted on the other: takes the other computer's texts into this one's clipboard where
// the browser lets it, and brings this one's text over before the stroke that pastes it.

import { type Clock, type Disposable, DisposableStore, Emitter, type Event } from '@nearhand/base';
import { cleanClipboardText, type InputMessage } from '@nearhand/protocol';
import type { PeerLink } from '@nearhand/session';
import { ClipboardChannel } from './clipboard-channel.ts';
import { PasteHold } from './paste-hold.ts';

/** Browsers hand over what is pasted with the stroke; later it does not come. */
const pasteEventMs = 400;
const problemShownMs = 6000;

export type ClipboardProblem = 'tooLong' | 'tooMany' | 'failed' | 'slow';

export interface ClipboardView {
  /** The session allows it, and both programs can do it. */
  readonly allowed: boolean;
  /** This technician wants it. */
  readonly on: boolean;
  /** A text of the other computer waits for a click. `closed`: the page is not secure, so that it always takes one. */
  readonly waiting: 'click' | 'closed' | null;
  readonly problem: ClipboardProblem | null;
}

export interface ClipboardDeskOptions {
  readonly local: {
    /** The browser gives its clipboard to this page at all. */
    isOpen(): boolean;
    /** False: refused, as it is while the page is not in front. */
    write(text: string): Promise<boolean>;
    /** While a click is being handled. */
    writeByHand(text: string): Promise<boolean>;
  };
  readonly clock: Clock;
  readonly send: (message: InputMessage) => void;
}

export class ClipboardDesk implements Disposable {
  readonly #options: ClipboardDeskOptions;
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new Emitter<void>());
  readonly #hold: PasteHold;
  #channel: ClipboardChannel | null = null;
  #isPermitted = false;
  #isOn = true;
  #waiting: string | null = null;
  #problem: ClipboardProblem | null = null;
  #problemTimer: Disposable | null = null;
  #eventTimer: Disposable | null = null;
  #turn = 0;
  /** This computer's text when both sides last had the same: as long as it stays, the other side's is as new. */
  #settled: string | null = null;

  /** Something was copied on the other side after whatever this computer's clipboard holds. */
  #isNewerThere = false;

  readonly onChanged: Event<void> = this.#changed;

  constructor(options: ClipboardDeskOptions) {
    this.#options = options;
    const { clock, send } = options;
    this.#hold = this.#store.add(new PasteHold({ send, clock, onTooSlow: () => this.#giveUp() }));
    this.#store.defer(() => {
      this.#problemTimer?.dispose();
      this.#eventTimer?.dispose();
      this.#channel?.dispose();
    });
  }

  get view(): ClipboardView {
    const waiting = this.#waiting === null ? null : this.#options.local.isOpen() ? 'click' : 'closed';
    return { allowed: this.#isAllowed, on: this.#isOn, waiting, problem: this.#problem };
  }

  /** Text goes over with the stroke that pastes. */
  get isWanted(): boolean {
    return this.#isAllowed && this.#isOn;
  }

  /** null: there is no link just now. */
  connect(link: PeerLink | null): void {
    this.#channel?.dispose();
    const { clock } = this.#options;
    this.#channel = link && new ClipboardChannel(link, { mayTake: () => this.isWanted, clock });
    this.#channel?.onCopied.on((text) => void this.#take(text));
    this.#settled = null;
    this.#isNewerThere = false;
    this.#forget();
  }

  setPermitted(permitted: boolean): void {
    this.#isPermitted = permitted;
    if (!permitted) this.#forget();
  }

  setOn(on: boolean): void {
    this.#isOn = on;
    if (on) this.#changed.emit();
    else this.#forget();
  }

  /** What was typed. */
  push(message: InputMessage): void {
    this.#hold.push(message);
  }

  /** The stroke that pastes comes next; then, from the browser, `pasted`. */
  beginPaste(): void {
    this.#hold.begin();
    this.#eventTimer?.dispose();
    this.#eventTimer = this.#options.clock.setTimer(pasteEventMs, () => this.#hold.release());
  }

  /** The browser hands over this computer's text. */
  async pasted(pasted: string): Promise<void> {
    this.#eventTimer?.dispose();
    const text = cleanClipboardText(pasted);
    const channel = this.#channel;
    const isNeeded = text !== '' && text !== this.#settled && !this.#isNewerThere;
    if (!isNeeded || !this.isWanted || channel === null) return this.#hold.release();
    const turn = ++this.#turn;
    const outcome = await channel.send(text);
    // Given up, or followed by another: that one's answer counts.
    if (turn !== this.#turn) return;
    if (outcome === 'placed') {
      this.#settled = text;
      return this.#hold.release();
    }
    if (this.#hold.isHolding) this.#hold.drop();
    this.#tell(outcome === 'refused' ? 'failed' : outcome);
  }

  /** A stroke that copies goes to the other side: what it copies may be on its way here, or no text. */
  copying(): void {
    this.#isNewerThere = true;
  }

  /** This computer's clipboard may change from now on. */
  left(): void {
    this.#isNewerThere = false;
  }

  /** Takes over the text that waits; to be called while a click is being handled. */
  async takeWaiting(): Promise<void> {
    const text = this.#waiting;
    if (text !== null && (await this.#options.local.writeByHand(text))) this.#taken(text);
  }

  /** The page is in front again. */
  retry(): void {
    const text = this.#waiting;
    if (text !== null && this.isWanted && this.#options.local.isOpen()) void this.#take(text);
  }

  dispose(): void {
    this.#store.dispose();
  }

  #giveUp(): void {
    this.#turn++;
    this.#tell('slow');
  }

  get #isAllowed(): boolean {
    return this.#isPermitted && (this.#channel?.isUnderstood ?? false);
  }

  async #take(text: string): Promise<void> {
    this.#waiting = text;
    this.#isNewerThere = true;
    if (await this.#options.local.write(text)) this.#taken(text);
    else this.#changed.emit();
  }

  #taken(text: string): void {
    this.#settled = text;
    this.#isNewerThere = false;
    // A newer one may have come meanwhile.
    if (this.#waiting === text) this.#waiting = null;
    this.#changed.emit();
  }

  #forget(): void {
    this.#waiting = null;
    this.#problem = null;
    this.#changed.emit();
  }

  #tell(problem: ClipboardProblem): void {
    this.#problem = problem;
    this.#problemTimer?.dispose();
    this.#problemTimer = this.#options.clock.setTimer(problemShownMs, () => {
      this.#problem = null;
      this.#changed.emit();
    });
    this.#changed.emit();
  }
}
