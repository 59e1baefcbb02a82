// The clipboard channel from the viewer's side: texts of the other computer in, texts for it out, each with what became of
// it.

import { Budget, type Clock, type Disposable, DisposableStore, Emitter, type Event } from '@nearhand/base';
import {
  cleanClipboardText,
  clipboardCapability,
  type ClipboardOutcome,
  decodeClipboard,
  encodeClipboardAnswer,
  encodeClipboardText,
} from '@nearhand/protocol';
import type { PeerLink } from '@nearhand/session';

/** The other side's texts: more than any hand copies would only take this side's clipboard away. */
const textsPerMinute = 120;

export class ClipboardChannel implements Disposable {
  readonly #link: PeerLink;
  readonly #mayTake: () => boolean;
  readonly #budget: Budget;
  readonly #store = new DisposableStore();
  readonly #copied = this.#store.add(new Emitter<string>());
  readonly #waiting: ((outcome: ClipboardOutcome) => void)[] = [];

  /** A text was copied on the other side. */
  readonly onCopied: Event<string> = this.#copied;

  constructor(link: PeerLink, { mayTake, clock }: { mayTake: () => boolean; clock: Clock }) {
    this.#link = link;
    this.#mayTake = mayTake;
    this.#budget = new Budget(clock, textsPerMinute);
    this.#store.add(link.channel('clipboard').onMessage((bytes) => this.#receive(bytes)));
    this.#store.defer(() => {
      for (const resolve of this.#waiting.splice(0)) resolve('failed');
    });
  }

  /** The agent takes part. */
  get isUnderstood(): boolean {
    return this.#link.peerCapabilities.has(clipboardCapability);
  }

  /** `tooLong`: was not sent. */
  async send(text: string): Promise<ClipboardOutcome | 'tooLong'> {
    const message = encodeClipboardText(text);
    if (message === null) return 'tooLong';
    if (this.#store.disposed) return 'failed';
    this.#link.channel('clipboard').send(message);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  dispose(): void {
    this.#store.dispose();
  }

  #receive(bytes: Uint8Array): void {
    const decoded = decodeClipboard(bytes);
    if (decoded.kind === 'malformed') return this.#link.end('malformed');
    if (decoded.kind === 'unknown') return;
    const { message } = decoded;
    if (message.type === 'text.answered') return this.#waiting.shift()?.(message.outcome);
    const outcome = this.#mayTake() ? (this.#budget.take() ? 'placed' : 'tooMany') : 'refused';
    this.#link.channel('clipboard').send(encodeClipboardAnswer(outcome));
    if (outcome === 'placed') this.#copied.emit(cleanClipboardText(message.text));
  }
}
