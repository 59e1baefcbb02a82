// The receiving side of one channel: takes the peer's bytes in order, cuts them into messages, delivers one at a time,
// and says how far the peer may go on. Holds at most a window and one message.

import { type Bytes, concatBytes } from '@nearhand/base';
import type { ChannelRules } from '@nearhand/protocol';
import type { MessageListener } from './channel.ts';
import { MessageAssembler } from './message-assembler.ts';

/** A peer that sends many tiny pieces must not make this end hold an object for each. */
const maxWaitingPieces = 1024;

export interface IncomingStreamEvents {
  /** The peer may go on further than it was last told, by enough to tell it. */
  onCredit(): void;
  /** A message is longer than the channel allows. */
  onTooLarge(): void;
  /** The listener failed. */
  onListenerError(error: unknown): void;
}

export class IncomingStream {
  readonly #rules: ChannelRules;
  readonly #events: IncomingStreamEvents;
  #listener: MessageListener | null = null;
  /** Received, not yet taken. */
  #waiting: Bytes[] = [];
  readonly #assembler: MessageAssembler;
  #delivering = false;
  #closed = false;
  #received = 0;
  #taken = 0;
  #told: { receivedBytes: number; limitBytes: number };

  constructor(rules: ChannelRules, events: IncomingStreamEvents) {
    this.#rules = rules;
    this.#events = events;
    this.#assembler = new MessageAssembler(rules.maxMessageBytes);
    this.#told = { receivedBytes: 0, limitBytes: rules.windowBytes };
  }

  get hasListener(): boolean {
    return this.#listener !== null;
  }

  set listener(listener: MessageListener | null) {
    this.#listener = listener;
    this.#deliver();
  }

  /** False when the peer goes beyond its limit. */
  receive(bytes: Bytes): boolean {
    if (this.#received + bytes.length > this.#told.limitBytes) return false;
    this.#received += bytes.length;
    this.#waiting.push(bytes);
    if (this.#waiting.length > maxWaitingPieces) this.#waiting = [concatBytes(...this.#waiting)];
    this.#deliver();
    return true;
  }

  /** Where it stands, to be told to the peer now. */
  takePosition(): { receivedBytes: number; limitBytes: number } {
    this.#told = { receivedBytes: this.#received, limitBytes: this.#taken + this.#rules.windowBytes };
    return this.#told;
  }

  /** Whether takePosition() would say anything new. */
  get positionChanged(): boolean {
    return this.#received !== this.#told.receivedBytes || this.#limit !== this.#told.limitBytes;
  }

  get #limit(): number {
    return this.#taken + this.#rules.windowBytes;
  }

  /** Delivers nothing more. */
  close(): void {
    this.#closed = true;
    this.#listener = null;
    this.#waiting = [];
  }

  #deliver(): void {
    while (!this.#closed && this.#listener && !this.#delivering) {
      const message = this.#assemble();
      if (!message) break;
      this.#hand(this.#listener, message);
    }
    this.#tellCredit();
  }

  #hand(listener: MessageListener, message: Bytes): void {
    try {
      const pending = listener(message);
      if (!pending) return;
      this.#delivering = true;
      pending
        .catch((error: unknown) => this.#events.onListenerError(error))
        .then(() => {
          this.#delivering = false;
          this.#deliver();
        })
        .catch((error: unknown) => this.#events.onListenerError(error));
    } catch (error) {
      this.#events.onListenerError(error);
    }
  }

  /** The next whole message, or null when more bytes are needed. */
  #assemble(): Bytes | null {
    for (let piece = this.#waiting.shift(); piece; piece = this.#waiting.shift()) {
      const step = this.#assembler.take(piece);
      this.#taken += step.takenBytes;
      if (step.takenBytes < piece.length) this.#waiting.unshift(piece.subarray(step.takenBytes));
      if (step.kind === 'message') return step.message;
      if (step.kind === 'tooLarge') {
        this.close();
        this.#events.onTooLarge();
        return null;
      }
    }
    return null;
  }

  #tellCredit(): void {
    const step = this.#rules.windowBytes / 4;
    const { receivedBytes, limitBytes } = this.#told;
    if (this.#limit - limitBytes >= step || this.#received - receivedBytes >= step) this.#events.onCredit();
  }
}
