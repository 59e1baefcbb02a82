// One WebSocket to the server, as hub and relay use it. Knows nothing of messages; limits their size and notices a
// connection that died without a word.

import { type Bytes, type Clock, type Disposable, DisposableStore, Emitter, type Event } from '@nearhand/base';
import WebSocket from 'ws';
import { socketAddress } from '../command-line/server-address.ts';
import { type CertificateFault, certificateFault } from './certificate-fault.ts';
import { createServerAgent, type ServerAccess, tlsOptions } from './server-agent.ts';

const handshakeTimeoutMs = 15_000;
/** Without any sign of the server for this long it is asked; without an answer for `answerTimeoutMs` it is gone. */
const silenceBeforePingMs = 25_000;
const answerTimeoutMs = 10_000;
/** The same after a sleep, when a dead connection is likely. */
const probeTimeoutMs = 4000;

export interface SocketClosed {
  /** WebSocket close code; 1006 when there was none. */
  readonly code: number;
  /** For the log. */
  readonly reason: string;
  /** It was never open because of the certificate. */
  readonly fault: CertificateFault | null;
}

export interface ServerSocket extends Disposable {
  readonly onOpen: Event<void>;
  readonly onText: Event<string>;
  readonly onBinary: Event<Bytes>;
  /** Once, whoever closed it; not after dispose(). */
  readonly onClosed: Event<SocketClosed>;
  /** Bytes accepted by send and not yet given to the system. */
  readonly bufferedBytes: number;
  /** Does nothing unless open. */
  send(data: string | Bytes): void;
  /** Asks for a sign of the server now; without one soon it counts as closed. */
  probe(): void;
  /** Sends what waits, says goodbye; `onClosed` follows. */
  close(code: number): void;
}

export interface DialOptions {
  /** Path on the server, such as `/hub/agent`. */
  readonly path: string;
  /** A larger message closes the socket with 1009. */
  readonly maxMessageBytes: number;
}

/** Dials the server; never throws, failures arrive as `onClosed`. */
export type Dial = (options: DialOptions) => ServerSocket;

export function createDialer(access: ServerAccess, clock: Clock): Dial {
  return (options) => {
    // Anew each time: the way may be another one than at the last connection.
    const agent = createServerAgent(access);
    const socket = new WebSocket(socketAddress(access.origin, options.path), {
      ...tlsOptions(access),
      ...(agent === undefined ? {} : { agent }),
      followRedirects: false,
      perMessageDeflate: false,
      handshakeTimeout: handshakeTimeoutMs,
      maxPayload: options.maxMessageBytes,
    });
    return new WsServerSocket(socket, clock);
  };
}

class WsServerSocket implements ServerSocket {
  readonly #socket: WebSocket;
  readonly #clock: Clock;
  readonly #store = new DisposableStore();
  readonly #open = this.#store.add(new Emitter<void>());
  readonly #text = this.#store.add(new Emitter<string>());
  readonly #binary = this.#store.add(new Emitter<Bytes>());
  readonly #closed = this.#store.add(new Emitter<SocketClosed>());
  #silence: Disposable | null = null;
  #heardAtMs = 0;
  #failure = '';
  #fault: CertificateFault | null = null;

  readonly onOpen: Event<void> = this.#open;
  readonly onText: Event<string> = this.#text;
  readonly onBinary: Event<Bytes> = this.#binary;
  readonly onClosed: Event<SocketClosed> = this.#closed;

  constructor(socket: WebSocket, clock: Clock) {
    this.#socket = socket;
    this.#clock = clock;
    socket.binaryType = 'nodebuffer';
    socket.on('open', () => {
      this.#heardAtMs = clock.monotonicMs();
      this.#watchSilence();
      this.#open.emit();
    });
    socket.on('message', (data: Buffer, isBinary: boolean) => this.#receive(data, isBinary));
    socket.on('ping', () => this.#heard());
    socket.on('pong', () => this.#heard());
    socket.on('error', (error) => {
      this.#failure = error.message;
      this.#fault = certificateFault(error);
    });
    socket.on('close', (code, reason) => {
      this.#ended({ code, reason: this.#failure || reason.toString(), fault: this.#fault });
    });
  }

  get bufferedBytes(): number {
    return this.#socket.bufferedAmount;
  }

  send(data: string | Bytes): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(data);
  }

  probe(): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    this.#silence?.dispose();
    this.#ask(probeTimeoutMs);
  }

  close(code: number): void {
    this.#socket.close(code);
  }

  dispose(): void {
    this.#silence?.dispose();
    this.#store.dispose();
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.close(1000);
    else this.#socket.terminate();
  }

  #receive(data: Buffer, isBinary: boolean): void {
    this.#heard();
    if (isBinary) this.#binary.emit(new Uint8Array(data));
    else this.#text.emit(data.toString('utf8'));
  }

  #heard(): void {
    this.#heardAtMs = this.#clock.monotonicMs();
  }

  /** One timer for the whole life of the socket: an idle agent wakes up rarely. */
  #watchSilence(): void {
    const quietMs = this.#clock.monotonicMs() - this.#heardAtMs;
    if (quietMs < silenceBeforePingMs) {
      this.#silence = this.#clock.setTimer(silenceBeforePingMs - quietMs, () => this.#watchSilence());
      return;
    }
    this.#ask(answerTimeoutMs);
  }

  #ask(withinMs: number): void {
    this.#socket.ping();
    const askedAtMs = this.#clock.monotonicMs();
    this.#silence = this.#clock.setTimer(withinMs, () => {
      if (this.#heardAtMs >= askedAtMs) return this.#watchSilence();
      this.#failure = 'no answer';
      this.#socket.terminate();
    });
  }

  #ended(closed: SocketClosed): void {
    this.#silence?.dispose();
    this.#closed.emit(closed);
    this.#store.dispose();
  }
}
