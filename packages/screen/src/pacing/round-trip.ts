// The smallest round trip of the last seconds, and how much it varies. No timers.

/** A smallest value older than this is measured anew, with less in flight. */
const minLifetimeMs = 10_000;
const minStalledMs = 120;

export class RoundTrip {
  #minMs: number | null = null;
  #minAtMs = 0;
  #renewFromMs: number | null = null;
  #smoothMs = 0;
  #variationMs = 0;

  get minMs(): number | null {
    return this.#minMs;
  }

  /** An acknowledgement that takes longer means that the link or the receiver stands still. */
  get stalledAfterMs(): number {
    return this.#minMs === null ? Infinity : Math.max(minStalledMs, this.#smoothMs + 4 * this.#variationMs);
  }

  /** The smallest value is old: less should be in flight, so that the next one measures the link and no queue. */
  expired(nowMs: number): boolean {
    return this.#minMs !== null && nowMs - this.#minAtMs > minLifetimeMs;
  }

  /** What is sent from now on finds no queue: it renews an expired value. */
  renewFrom(nowMs: number): void {
    this.#renewFromMs ??= nowMs;
  }

  measured(nowMs: number, sentAtMs: number): void {
    const roundTripMs = nowMs - sentAtMs;
    if (this.#minMs === null) {
      this.#smoothMs = roundTripMs;
      this.#variationMs = roundTripMs / 2;
    } else {
      // RFC 6298, section 2.
      this.#variationMs += (Math.abs(this.#smoothMs - roundTripMs) - this.#variationMs) / 4;
      this.#smoothMs += (roundTripMs - this.#smoothMs) / 8;
    }
    const renewed = this.#renewFromMs !== null && sentAtMs >= this.#renewFromMs;
    if (this.#minMs === null || renewed || roundTripMs <= this.#minMs) {
      this.#minMs = roundTripMs;
      this.#minAtMs = nowMs;
      this.#renewFromMs = null;
    }
  }
}
