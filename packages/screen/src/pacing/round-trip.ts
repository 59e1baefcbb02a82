// The smallest round trip of the last seconds, and how much it varies. No timers.

/** A smallest value older than this is measured anew on an emptied link. */
const minLifetimeMs = 10_000;
const minStalledMs = 120;

export class RoundTrip {
  #minMs: number | null = null;
  #minAtMs = 0;
  #smoothMs = 0;
  #variationMs = 0;

  get minMs(): number | null {
    return this.#minMs;
  }

  /** An acknowledgement that takes longer means that the link or the receiver stands still. */
  get stalledAfterMs(): number {
    return this.#minMs === null ? Infinity : Math.max(minStalledMs, this.#smoothMs + 4 * this.#variationMs);
  }

  /** The smallest value is old: let everything in flight arrive, so that the next measures the link and no queue. */
  wantsEmptyLink(nowMs: number): boolean {
    return this.#minMs !== null && nowMs - this.#minAtMs > minLifetimeMs;
  }

  /** `linkEmpty`: nothing else is in flight any more. */
  measured(nowMs: number, roundTripMs: number, linkEmpty: boolean): void {
    if (this.#minMs === null) {
      this.#smoothMs = roundTripMs;
      this.#variationMs = roundTripMs / 2;
    } else {
      // RFC 6298, section 2.
      this.#variationMs += (Math.abs(this.#smoothMs - roundTripMs) - this.#variationMs) / 4;
      this.#smoothMs += (roundTripMs - this.#smoothMs) / 8;
    }
    const renew = linkEmpty && this.wantsEmptyLink(nowMs);
    if (this.#minMs === null || renew || roundTripMs <= this.#minMs) {
      this.#minMs = roundTripMs;
      this.#minAtMs = nowMs;
    }
  }
}
