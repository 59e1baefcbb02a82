// A relay in memory that does to frames whatever a test wants: drop, change, double, hold back, slow down, cut, go dark.
// It behaves like the real one: frames for an absent end are lost, a second join replaces the first, presence is told.

import { type Bytes, type Clock, Emitter, systemClock } from '@nearhand/base';
import type { Dialer, FrameTransport, TransportClosed } from '../transport/frame-transport.ts';
import { HeldEmitter } from '../transport/held-emitter.ts';

export type RelaySide = 'viewer' | 'agent';

export interface RelayedFrame {
  readonly from: RelaySide;
  /** Counts the frames of both directions together. */
  readonly index: number;
  readonly bytes: Bytes;
}

/** What is delivered in a frame's place. */
export type Interceptor = (frame: RelayedFrame) => readonly Bytes[];

export interface FakeRelayOptions {
  readonly clock?: Clock;
  /** One way. */
  readonly delayMs?: number;
  /** Each way; what exceeds it queues up. */
  readonly bytesPerSecond?: number;
  /** Keeps a copy of every frame in `frames`. */
  readonly record?: boolean;
}

export class FakeRelay {
  /** Everything an end has sent, when `record` is set. */
  readonly frames: RelayedFrame[] = [];
  intercept: Interceptor = (frame) => [frame.bytes];
  /** What dialling does: succeed, fail, or neither. */
  dialling: 'works' | 'fails' | 'hangs' = 'works';
  /** Frames from these ends vanish without a word. */
  readonly silenced = new Set<RelaySide>();
  dials = 0;
  readonly #options: FakeRelayOptions;
  readonly #clock: Clock;
  readonly #ends = new Map<RelaySide, FakeTransport>();
  readonly #freeAtMs = new Map<RelaySide, number>();
  #index = 0;
  #ended = false;

  constructor(options: FakeRelayOptions = {}) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }

  dialer(side: RelaySide): Dialer {
    return {
      dial: (signal) =>
        new Promise((resolve, reject) => {
          this.dials++;
          if (this.dialling === 'fails') return reject(new Error('The network is unreachable'));
          if (this.dialling === 'works') return resolve(this.#join(side));
          signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        }),
    };
  }

  /** Closes the socket of one end, as a broken network would. */
  cut(side: RelaySide): void {
    this.#ends.get(side)?.breakDown({ kind: 'broken', detail: 'cut' });
  }

  /** Ends the session as the server does. */
  end(): void {
    this.#ended = true;
    const ends = [...this.#ends.values()];
    for (const end of ends) end.breakDown({ kind: 'ended', detail: 'ended' });
  }

  /** Sends a frame of the relay's own making to one end. */
  inject(to: RelaySide, frame: Bytes): void {
    this.#ends.get(to)?.onFrame.emit(frame.slice());
  }

  #join(side: RelaySide): FakeTransport {
    const peer = this.#ends.get(otherSide(side));
    this.#ends.get(side)?.breakDown({ kind: 'broken', detail: 'replaced' });
    const transport = new FakeTransport(peer !== undefined, {
      send: (frame) => this.#relay(side, frame),
      gone: (gone) => this.#leave(side, gone),
    });
    this.#ends.set(side, transport);
    if (this.#ended) queueMicrotask(() => transport.breakDown({ kind: 'ended', detail: 'ended' }));
    peer?.meet(true);
    return transport;
  }

  #leave(side: RelaySide, transport: FakeTransport): void {
    if (this.#ends.get(side) !== transport) return;
    this.#ends.delete(side);
    this.#ends.get(otherSide(side))?.meet(false);
  }

  #relay(from: RelaySide, bytes: Bytes): void {
    const frame = { from, index: this.#index++, bytes };
    if (this.#options.record) this.frames.push({ ...frame, bytes: bytes.slice() });
    if (this.silenced.has(from)) return;
    for (const delivered of this.intercept(frame)) this.#deliver(from, delivered);
  }

  #deliver(from: RelaySide, bytes: Bytes): void {
    const to = this.#ends.get(otherSide(from));
    const arrive = () => {
      if (to && this.#ends.get(otherSide(from)) === to) to.onFrame.emit(bytes);
    };
    const { delayMs = 0, bytesPerSecond } = this.#options;
    if (delayMs === 0 && !bytesPerSecond) return queueMicrotask(arrive);
    const nowMs = this.#clock.monotonicMs();
    const startMs = Math.max(nowMs, this.#freeAtMs.get(from) ?? 0);
    const sentMs = startMs + (bytesPerSecond ? (bytes.length / bytesPerSecond) * 1000 : 0);
    this.#freeAtMs.set(from, sentMs);
    this.#clock.setTimer(sentMs + delayMs - nowMs, arrive);
  }
}

export function otherSide(side: RelaySide): RelaySide {
  return side === 'viewer' ? 'agent' : 'viewer';
}

interface FakeTransportHooks {
  send(frame: Bytes): void;
  gone(transport: FakeTransport): void;
}

class FakeTransport implements FrameTransport {
  readonly onFrame = new HeldEmitter<Bytes>();
  readonly onPeer = new Emitter<boolean>();
  readonly onClosed = new HeldEmitter<TransportClosed>();
  readonly onDrain = new Emitter<void>();
  readonly #hooks: FakeTransportHooks;
  #peerPresent: boolean;
  #open = true;

  constructor(peerPresent: boolean, hooks: FakeTransportHooks) {
    this.#peerPresent = peerPresent;
    this.#hooks = hooks;
  }

  get peerPresent(): boolean {
    return this.#peerPresent;
  }

  /** Like a network's own queues: what is on its way is not to be seen. */
  get bufferedBytes(): number {
    return 0;
  }

  send(frame: Bytes): void {
    if (this.#open) this.#hooks.send(frame);
  }

  meet(present: boolean): void {
    if (!this.#open) return;
    this.#peerPresent = present;
    this.onPeer.emit(present);
  }

  breakDown(closed: TransportClosed): void {
    if (!this.#open) return;
    this.#open = false;
    this.onClosed.emit(closed);
    this.#hooks.gone(this);
  }

  dispose(): void {
    for (const emitter of [this.onFrame, this.onPeer, this.onClosed, this.onDrain]) emitter.dispose();
    if (!this.#open) return;
    this.#open = false;
    this.#hooks.gone(this);
  }
}
