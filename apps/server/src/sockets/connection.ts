// One accepted WebSocket: typed events out, limits kept. It does not know what its messages mean.

import type { Clock, Disposable } from '@nearhand/base';
import { Emitter, toDisposable } from '@nearhand/base';
import { closeCodes } from '@nearhand/protocol';
import type { RawData, WebSocket } from 'ws';

/** A peer that lets this much pile up unread is cut off. */
const slowConsumerBytes = 4 * 1024 * 1024;
/** How long a peer may take to answer our closing before the socket is destroyed. */
const closingMs = 2_000;

export interface ConnectionOptions {
  readonly socket: WebSocket;
  readonly clock: Clock;
  /** The client's address, proxies taken into account. */
  readonly address: string;
  /** For authentication only; never logged. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export class Connection implements Disposable {
  readonly address: string;
  readonly headers: ConnectionOptions['headers'];
  readonly #socket: WebSocket;
  readonly #clock: Clock;
  readonly #text = new Emitter<string>();
  readonly #binary = new Emitter<Buffer>();
  readonly #closed = new Emitter<number>();
  readonly #greeted = new Emitter<void>();
  #silenceTimer: Disposable;
  #isGreeted = false;
  #isClosed = false;
  #missedBeats = 0;

  constructor(options: ConnectionOptions) {
    this.#socket = options.socket;
    this.#clock = options.clock;
    this.address = options.address;
    this.headers = options.headers;
    this.#silenceTimer = toDisposable(() => {});
    this.#socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    this.#socket.on('pong', () => (this.#missedBeats = 0));
    // Protocol errors close the socket; `close` follows with the code.
    this.#socket.on('error', () => {});
    this.#socket.on('close', (code) => this.#finish(code));
  }

  /** Text messages. Set listeners before the next turn of the event loop: nothing is kept for later. */
  get onText() {
    return this.#text;
  }
  get onBinary() {
    return this.#binary;
  }
  /** Called once with the close code. */
  get onClosed() {
    return this.#closed;
  }
  get onGreeted() {
    return this.#greeted;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }
  /** The peer has proved who it is. */
  get isGreeted(): boolean {
    return this.#isGreeted;
  }
  get bufferedBytes(): number {
    return this.#socket.bufferedAmount;
  }

  /** Until greet() the peer has this long before it is cut off; replaces an earlier limit. */
  expectGreeting(withinMs: number): void {
    this.#silenceTimer.dispose();
    this.#silenceTimer = this.#clock.setTimer(withinMs, () => this.close(closeCodes.unresponsive, 'Nothing was said'));
  }

  greet(): void {
    if (this.#isGreeted) return;
    this.#isGreeted = true;
    this.#silenceTimer.dispose();
    this.#greeted.emit();
  }

  /** Does nothing once closing. A peer that does not read is cut off. */
  send(text: string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#socket.send(text);
    if (this.#socket.bufferedAmount > slowConsumerBytes) this.#socket.terminate();
  }

  /** `written` is called when the frame has left the process (or cannot any more). The caller limits what piles up. */
  sendBinary(data: Uint8Array, written: () => void): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#socket.send(data, { binary: true }, written);
  }

  /** Stops reading, so that the peer's sending slows down. */
  pause(): void {
    this.#socket.pause();
  }
  resume(): void {
    this.#missedBeats = 0;
    this.#socket.resume();
  }

  close(code: number, reason: string): void {
    if (this.#isClosed) return;
    this.#silenceTimer.dispose();
    // A paused socket would never read the answer to the closing.
    this.#socket.resume();
    this.#socket.close(code, reason);
    this.#silenceTimer = this.#clock.setTimer(closingMs, () => this.#socket.terminate());
  }

  /** Called at a steady pace by the owner: asks for a sign of life, gives up after two without. */
  beat(): void {
    // While paused, the peer's answers stay unread: silence says nothing about it.
    if (this.#socket.isPaused || this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#missedBeats >= 2) {
      this.#socket.terminate();
      return;
    }
    this.#missedBeats += 1;
    this.#socket.ping();
  }

  dispose(): void {
    this.#socket.terminate();
    this.#finish(closeCodes.goingAway);
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (this.#isClosed || this.#socket.readyState !== this.#socket.OPEN) return;
    this.#missedBeats = 0;
    const bytes = Buffer.isBuffer(data) ? data : Buffer.concat(Array.isArray(data) ? data : [Buffer.from(data)]);
    if (isBinary) this.#binary.emit(bytes);
    else this.#text.emit(bytes.toString('utf8'));
  }

  #finish(code: number): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#silenceTimer.dispose();
    this.#closed.emit(code);
    for (const emitter of [this.#text, this.#binary, this.#closed, this.#greeted]) emitter.dispose();
  }
}
