// How much may be under way on a path: enough to keep it busy, too little to queue up in it, because whatever queues
// delays the next click and the next picture. Grows while answers come as fast as they ever did, shrinks when they come
// later (delay-based, after TCP Vegas and LEDBAT, RFC 6817).

import type { Clock } from '@nearhand/base';

const minimumBytes = 64 * 1024;
const maximumBytes = 16 * 1024 * 1024;
const initialBytes = 256 * 1024;
/** Queueing delay up to which the window grows, and from which it shrinks. */
const lowDelayMs = 20;
const highDelayMs = 60;
/** The shortest round trip is forgotten after one to two of these, because paths change. */
const baseAgeMs = 10_000;

interface Marker {
  readonly id: number;
  /** Bytes sent up to and with it. */
  readonly sentBytes: number;
  readonly atMs: number;
  /** The window was in use when it was sent; else its answer says nothing about what more would do. */
  readonly busy: boolean;
}

export class FlightWindow {
  readonly #clock: Clock;
  #windowBytes = initialBytes;
  #sentBytes = 0;
  #arrivedBytes = 0;
  #markedBytes = 0;
  #markers: Marker[] = [];
  #nextId = 1;
  #startup = true;
  #base = { currentMs: Infinity, previousMs: Infinity, sinceMs: 0 };
  #shrunkAtMs = 0;
  #roundTripMs: number | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#base.sinceMs = clock.monotonicMs();
  }

  get roundTripMs(): number | null {
    return this.#roundTripMs;
  }

  get windowBytes(): number {
    return this.#windowBytes;
  }

  /** Whether bulk may be sent. */
  get open(): boolean {
    return this.#sentBytes - this.#arrivedBytes < this.#windowBytes;
  }

  sent(bytes: number): void {
    this.#sentBytes += bytes;
  }

  /** Enough was sent since the last marker that another should travel behind it. */
  get markerDue(): boolean {
    return this.#sentBytes - this.#markedBytes >= Math.max(minimumBytes / 2, this.#windowBytes / 8);
  }

  /** The id of a new marker, to be sent now. */
  mark(): number {
    const busy = this.#sentBytes - this.#arrivedBytes > this.#windowBytes / 2;
    const id = this.#nextId++;
    this.#markedBytes = this.#sentBytes;
    this.#markers.push({ id, sentBytes: this.#sentBytes, atMs: this.#clock.monotonicMs(), busy });
    return id;
  }

  /** The peer answered this marker, and so has everything up to it. */
  arrived(id: number): void {
    const index = this.#markers.findIndex((marker) => marker.id === id);
    const marker = this.#markers[index];
    if (!marker) return;
    this.#markers.splice(0, index + 1);
    const newBytes = marker.sentBytes - this.#arrivedBytes;
    this.#arrivedBytes = marker.sentBytes;
    const roundTripMs = this.#clock.monotonicMs() - marker.atMs;
    this.#roundTripMs = roundTripMs;
    this.#noteBase(roundTripMs);
    this.#adjust(roundTripMs, newBytes, marker.busy);
  }

  #noteBase(roundTripMs: number): void {
    const nowMs = this.#clock.monotonicMs();
    if (nowMs - this.#base.sinceMs > baseAgeMs) {
      this.#base = { currentMs: Infinity, previousMs: this.#base.currentMs, sinceMs: nowMs };
    }
    this.#base.currentMs = Math.min(this.#base.currentMs, roundTripMs);
  }

  #adjust(roundTripMs: number, newBytes: number, busy: boolean): void {
    const baseMs = Math.min(this.#base.currentMs, this.#base.previousMs);
    const delayMs = roundTripMs - baseMs;
    if (delayMs > highDelayMs) this.#shrink(baseMs, roundTripMs);
    else if (delayMs < lowDelayMs && busy) {
      // Doubles each round trip at first; later by the smallest window for each window that arrived.
      const growth = this.#startup ? newBytes : (newBytes * minimumBytes) / this.#windowBytes;
      this.#windowBytes = Math.min(maximumBytes, this.#windowBytes + Math.ceil(growth));
    }
  }

  /** Once per round trip: the answers that follow still speak of the old window. */
  #shrink(baseMs: number, roundTripMs: number): void {
    const nowMs = this.#clock.monotonicMs();
    if (nowMs - this.#shrunkAtMs < roundTripMs) return;
    this.#startup = false;
    this.#shrunkAtMs = nowMs;
    const fitting = (this.#windowBytes * (baseMs + lowDelayMs)) / roundTripMs;
    this.#windowBytes = Math.floor(Math.max(minimumBytes, this.#windowBytes / 2, fitting));
  }
}
