// Keeps the stroke that pastes, and what is typed after it, until the text to be pasted is on the other side: texts travel
// behind keys otherwise. Pointer and other messages do not come through here. Knows no DOM and no channel.

import type { Clock, Disposable } from '@nearhand/base';
import type { InputMessage } from '@nearhand/protocol';

/** Longer, and the stroke would surprise whoever made it. */
const patienceMs = 10_000;

export interface PasteHoldOptions {
  readonly send: (message: InputMessage) => void;
  readonly clock: Clock;
  /** The text did not get there in time; what was typed went without the stroke. */
  readonly onTooSlow: () => void;
}

export class PasteHold implements Disposable {
  readonly #options: PasteHoldOptions;
  #held: InputMessage[] = [];
  #timer: Disposable | null = null;

  constructor(options: PasteHoldOptions) {
    this.#options = options;
  }

  get isHolding(): boolean {
    return this.#timer !== null;
  }

  /** The stroke comes next. `patience`: how long it may wait; the first one counts. */
  begin(): void {
    this.#timer ??= this.#options.clock.setTimer(patienceMs, () => {
      this.drop();
      this.#options.onTooSlow();
    });
  }

  /** In order, at once or when the hold is over. */
  push(message: InputMessage): void {
    if (this.isHolding) this.#held.push(message);
    else this.#options.send(message);
  }

  /** The text is there. */
  release(): void {
    this.#flush(this.#held);
  }

  /** The text is not there: without the stroke, which would paste something else. */
  drop(): void {
    const stroke = this.#held.find((message) => message.type === 'key.down');
    const code = stroke?.type === 'key.down' ? stroke.code : null;
    const isStroke = (message: InputMessage): boolean => message.type === 'key.down' && message.code === code;
    this.#flush(this.#held.filter((message) => !isStroke(message)));
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#timer = null;
    this.#held = [];
  }

  #flush(messages: readonly InputMessage[]): void {
    this.dispose();
    for (const message of messages) this.#options.send(message);
  }
}
