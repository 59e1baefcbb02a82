// The member's socket to the hub: stays connected, parses what arrives, says when there was a gap. It knows nothing of
// lists or pages.
import { Backoff, type Clock, type Disposable, DisposableStore, Emitter, type Event } from '@nearhand/base';
import {
  type MemberMessage,
  type MemberServerMessage,
  closeCodes,
  decodeMessage,
  memberServerMessageSchema,
} from '@nearhand/protocol';

export type HubState = 'connecting' | 'online' | 'offline' | 'signedOut';

/** The part of WebSocket that is used. */
export interface Socket {
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  send(text: string): void;
  close(): void;
}

export interface HubSocketOptions {
  open: () => Socket;
  clock: Clock;
  /** 0 to 1; spreads the reconnections of many browsers. */
  random: () => number;
}

const firstDelayMs = 500;
const longestDelayMs = 15_000;

export class HubSocket implements Disposable {
  readonly #options: HubSocketOptions;
  readonly #backoff: Backoff;
  readonly #store = new DisposableStore();
  readonly #states = this.#store.add(new Emitter<HubState>());
  readonly #messages = this.#store.add(new Emitter<MemberServerMessage>());
  #state: HubState = 'connecting';
  #socket: Socket | null = null;
  /** The server has said `hub.ready` on this socket. */
  #ready = false;
  #retry: Disposable | null = null;

  constructor(options: HubSocketOptions) {
    this.#options = options;
    this.#backoff = new Backoff({ firstMs: firstDelayMs, limitMs: longestDelayMs, random: options.random });
    this.#store.defer(() => this.#drop());
    this.#connect();
  }

  get state(): HubState {
    return this.#state;
  }

  get onState(): Event<HubState> {
    return this.#states;
  }

  /** `hub.ready` is the first after every connection: what was missed before it must be read again. */
  get onMessage(): Event<MemberServerMessage> {
    return this.#messages;
  }

  /** Nothing while there is no connection. */
  send(message: MemberMessage): void {
    if (this.#ready) this.#socket?.send(JSON.stringify(message));
  }

  /** Tries at once instead of waiting, for instance because the network came back. */
  retryNow(): void {
    if (this.#retry === null) return;
    this.#backoff.reset();
    this.#connect();
  }

  dispose(): void {
    this.#store.dispose();
  }

  #connect(): void {
    this.#drop();
    const socket = this.#options.open();
    this.#socket = socket;
    socket.onmessage = (event) => this.#receive(event.data);
    socket.onclose = (event) => this.#closed(event.code);
  }

  #drop(): void {
    this.#retry?.dispose();
    this.#retry = null;
    const socket = this.#socket;
    this.#socket = null;
    this.#ready = false;
    if (socket === null) return;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
  }

  #receive(data: unknown): void {
    const decoded = typeof data === 'string' ? decodeMessage(memberServerMessageSchema, data) : null;
    // Unknown messages come from a newer server; what they mean, the next reading of the lists shows. Nothing in malformed
    // ones can be trusted.
    if (decoded?.kind !== 'message') return;
    const { message } = decoded;
    if (message.type === 'hub.ready') {
      this.#ready = true;
      this.#backoff.reset();
      this.#setState('online');
    }
    if (message.type === 'member.signedOut') this.#stop();
    this.#messages.emit(message);
  }

  #closed(code: number): void {
    this.#drop();
    if (code === closeCodes.signedOut) {
      this.#stop();
      return;
    }
    const delayMs = this.#backoff.next();
    // The first drop is mostly over before anybody could read a note about it.
    if (this.#backoff.failures > 1) this.#setState('offline');
    this.#retry = this.#options.clock.setTimer(delayMs, () => this.#connect());
  }

  #stop(): void {
    this.#drop();
    this.#setState('signedOut');
  }

  #setState(state: HubState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#states.emit(state);
  }
}
