// A WebSocket client for tests: messages wait in a line until they are asked for.

import type { ClientOptions } from 'ws';
import { WebSocket } from 'ws';

export interface Received {
  readonly type: string;
  readonly [field: string]: unknown;
}

type Frame = { readonly text: Received } | { readonly binary: Buffer };

export class TestSocket {
  readonly socket: WebSocket;
  /** Resolves with the close code. */
  readonly closed: Promise<number>;
  readonly opened: Promise<void>;
  readonly #frames: Frame[] = [];
  #waiting: (() => void)[] = [];
  #isClosed = false;

  constructor(url: string, options: ClientOptions = {}, subprotocols: readonly string[] = []) {
    this.socket = new WebSocket(url, [...subprotocols], { perMessageDeflate: false, ...options });
    this.closed = new Promise((resolve) => this.socket.once('close', (code) => resolve(code)));
    this.opened = new Promise((resolve, reject) => {
      this.socket.once('open', resolve);
      this.socket.once('error', reject);
    });
    this.opened.catch(() => {});
    this.socket.on('error', () => {});
    this.socket.on('message', (data: Buffer, isBinary: boolean) => {
      this.#frames.push(isBinary ? { binary: data } : { text: JSON.parse(data.toString()) as Received });
      this.#wake();
    });
    this.socket.once('close', () => {
      this.#isClosed = true;
      this.#wake();
    });
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** The next text message of the type for which the test holds; others that came before it are dropped. */
  async next(type: string, test: (message: Received) => boolean = () => true): Promise<Received> {
    for (;;) {
      for (let frame = this.#frames.shift(); frame; frame = this.#frames.shift()) {
        if ('text' in frame && frame.text.type === type && test(frame.text)) return frame.text;
      }
      await this.#more(`a message ${type}`);
    }
  }

  /** The next text message of one of the types. */
  async nextOf(types: readonly string[]): Promise<Received> {
    for (;;) {
      for (let frame = this.#frames.shift(); frame; frame = this.#frames.shift()) {
        if ('text' in frame && types.includes(frame.text.type)) return frame.text;
      }
      await this.#more(types.join(' or '));
    }
  }

  async nextBinary(): Promise<Buffer> {
    for (;;) {
      for (let frame = this.#frames.shift(); frame; frame = this.#frames.shift()) {
        if ('binary' in frame) return frame.binary;
      }
      await this.#more('a binary message');
    }
  }

  /** The messages waiting now, by type. */
  drain(): string[] {
    return this.#frames.splice(0).map((frame) => ('text' in frame ? frame.text.type : 'binary'));
  }

  close(): void {
    this.socket.close();
  }

  async #more(what: string): Promise<void> {
    if (this.#isClosed) throw new Error(`The socket closed while ${what} was awaited`);
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}

/** The HTTP status with which an upgrade is refused; 101 when it is served. */
export async function upgradeStatus(url: string, options: ClientOptions = {}): Promise<number> {
  const socket = new WebSocket(url, { perMessageDeflate: false, ...options });
  return new Promise((resolve, reject) => {
    socket.once('open', () => {
      socket.terminate();
      resolve(101);
    });
    socket.once('unexpected-response', (_request, response) => {
      response.destroy();
      socket.terminate();
      resolve(response.statusCode ?? 0);
    });
    // After an unexpected response this comes too, and changes nothing any more.
    socket.once('error', reject);
  });
}
