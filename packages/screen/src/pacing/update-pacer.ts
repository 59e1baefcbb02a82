// Decides on the sender's side when the next update may be made, from what the receiver has drawn: keeps what is in
// flight near the bandwidth-delay product, so that no stale updates queue up anywhere. The model is that of BBR
// (draft-ietf-ccwg-bbr): largest delivery rate and smallest round trip seen lately. It sets no timers: only an
// acknowledgement makes it ready again.

import type { Clock } from '@nearhand/base';
import { maxPartBytes } from '../wire/limits.ts';
import { malformed } from '../wire/malformed.ts';
import { DeliveryRate } from './delivery-rate.ts';
import { RoundTrip } from './round-trip.ts';
import { StartUp } from './start-up.ts';

/** Before anything was measured. */
const startWindowBytes = 32 * 1024;
const startPartBytes = 8 * 1024;
const minPartBytes = 4 * 1024;
const maxWindowBytes = 16 * 1024 * 1024;
const maxUpdatesInFlight = 256;
/** Above 1 the window finds out that the link has become faster; what it overshoots waits in a queue. */
const windowGain = 1.15;
const startUpGain = 2.5;
/** While the smallest round trip is measured anew: low enough to empty the queue, high enough not to be seen. */
const drainGain = 0.5;
/** One update should not occupy the link for longer. */
const partDurationMs = 12;

interface Flight {
  readonly number: number;
  readonly bytes: number;
  readonly sentAtMs: number;
  readonly rate: ReturnType<DeliveryRate['sent']>;
}

export class UpdatePacer {
  readonly #clock: Clock;
  readonly #roundTrip = new RoundTrip();
  readonly #rate = new DeliveryRate();
  readonly #startUp = new StartUp();
  #flights: Flight[] = [];
  #inFlightBytes = 0;
  #lastSent: number | null = null;

  constructor(options: { readonly clock: Clock }) {
    this.#clock = options.clock;
  }

  /** Whether an update may be made and sent now. With nothing in flight it always may. */
  get ready(): boolean {
    const oldest = this.#flights[0];
    if (!oldest) return true;
    const nowMs = this.#clock.monotonicMs();
    if (this.#flights.length >= maxUpdatesInFlight) return false;
    if (nowMs - oldest.sentAtMs > this.#roundTrip.stalledAfterMs) return false;
    return this.#inFlightBytes < this.windowBytes;
  }

  /** What may be in flight, bytes. */
  get windowBytes(): number {
    const rate = this.#rate.bytesPerMs;
    const roundTripMs = this.#roundTrip.minMs;
    if (rate === null || roundTripMs === null) return startWindowBytes;
    if (this.#roundTrip.expired(this.#clock.monotonicMs())) return drainGain * rate * roundTripMs;
    const gain = this.#startUp.over ? windowGain : startUpGain;
    const leastBytes = this.#startUp.over ? 2 * minPartBytes : startWindowBytes;
    return Math.min(maxWindowBytes, Math.max(leastBytes, gain * rate * roundTripMs + this.partBytes));
  }

  /** How long the next update should be at most, bytes. */
  get partBytes(): number {
    const rate = this.#rate.bytesPerMs;
    if (rate === null) return startPartBytes;
    if (this.#roundTrip.expired(this.#clock.monotonicMs())) return minPartBytes;
    return Math.round(Math.max(minPartBytes, Math.min(maxPartBytes, rate * partDurationMs)));
  }

  get inFlightBytes(): number {
    return this.#inFlightBytes;
  }

  /** Smallest of the last seconds, from sending to drawn; null: not known yet. */
  get roundTripMs(): number | null {
    return this.#roundTrip.minMs;
  }

  /** What the link has delivered lately; null: not known yet. */
  get bytesPerSecond(): number | null {
    const rate = this.#rate.bytesPerMs;
    return rate === null ? null : rate * 1000;
  }

  sent(number: number, bytes: number): void {
    const sentAtMs = this.#clock.monotonicMs();
    // Only sent with room in the lowered window, or with nothing in flight: what waited in a queue has left it.
    if (this.#roundTrip.expired(sentAtMs)) this.#roundTrip.renewFrom(sentAtMs);
    const rate = this.#rate.sent(sentAtMs, this.#inFlightBytes);
    this.#flights.push({ number, bytes, sentAtMs, rate });
    this.#inFlightBytes += bytes;
    this.#lastSent = number;
  }

  /** There is nothing to send: what is measured from here on says little about the link. */
  idle(): void {
    this.#rate.applicationLimited(this.#inFlightBytes);
  }

  /**
   * Everything up to `number` has been drawn. What is acknowledged again is ignored; throws AppError `screen_malformed`
   * for what was never sent.
   */
  acknowledged(number: number): void {
    if (this.#lastSent === null || isAfter(number, this.#lastSent)) throw malformed('acknowledged but never sent');
    const nowMs = this.#clock.monotonicMs();
    let newest: Flight | undefined;
    for (let flight = this.#flights[0]; flight && !isAfter(flight.number, number); flight = this.#flights[0]) {
      this.#flights.shift();
      this.#inFlightBytes -= flight.bytes;
      this.#rate.delivered(nowMs, flight.bytes);
      newest = flight;
    }
    if (!newest) return;
    this.#roundTrip.measured(nowMs, newest.sentAtMs);
    const roundTripMs = this.#roundTrip.minMs ?? 0;
    this.#rate.measured(nowMs, newest.rate, roundTripMs);
    if (!newest.rate.applicationLimited) this.#startUp.measured(nowMs, this.#rate.bytesPerMs ?? 0, roundTripMs);
  }

  /** What is in flight no longer counts (it will be ignored by the receiver); the measurements stay. */
  forgetFlights(): void {
    this.#flights = [];
    this.#inFlightBytes = 0;
    this.#rate.applicationLimited(0);
  }
}

/** In the circle of 32-bit numbers. */
function isAfter(a: number, b: number): boolean {
  const ahead = (a - b) >>> 0;
  return ahead !== 0 && ahead < 0x80000000;
}
