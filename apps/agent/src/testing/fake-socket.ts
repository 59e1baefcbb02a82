// For tests: a ServerSocket whose other end is the test.

import { type Bytes, Emitter } from '@nearhand/base';
import type { Dial, DialOptions, ServerSocket, SocketClosed } from '../dialling/server-socket.ts';

export class FakeSocket implements ServerSocket {
  readonly options: DialOptions;
  readonly sent: string[] = [];
  readonly onOpen = new Emitter<void>();
  readonly onText = new Emitter<string>();
  readonly onBinary = new Emitter<Bytes>();
  readonly onClosed = new Emitter<SocketClosed>();
  readonly bufferedBytes = 0;
  closedWith: number | null = null;
  probes = 0;

  constructor(options: DialOptions) {
    this.options = options;
  }

  send(data: string | Bytes): void {
    if (typeof data === 'string') this.sent.push(data);
  }

  probe(): void {
    this.probes++;
  }

  close(code: number): void {
    this.closedWith ??= code;
  }

  dispose(): void {
    this.onText.dispose();
    this.onClosed.dispose();
  }

  /** The server says something. */
  say(message: unknown): void {
    this.onText.emit(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** The connection breaks. */
  drop(code = 1006, fault: SocketClosed['fault'] = null): void {
    this.onClosed.emit({ code, reason: '', fault });
  }
}

/** A dial that keeps every socket it opened. */
export function fakeDial(): { dial: Dial; sockets: FakeSocket[] } {
  const sockets: FakeSocket[] = [];
  const dial: Dial = (options) => {
    const socket = new FakeSocket(options);
    sockets.push(socket);
    return socket;
  };
  return { dial, sockets };
}
