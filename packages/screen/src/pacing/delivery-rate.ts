// The delivery rate of the link, after draft-cheng-iccrg-delivery-rate-estimation: the largest of the last samples.

/** Samples older than this are replaced by newer, smaller ones. */
const minLifetimeMs = 300;
const lifetimeRoundTrips = 4;

interface Sample {
  readonly atMs: number;
  readonly bytesPerMs: number;
}

/** State at the time an update was sent, kept with it. */
interface Sending {
  readonly deliveredBytes: number;
  readonly deliveredAtMs: number;
  readonly firstSentAtMs: number;
  readonly sentAtMs: number;
  readonly applicationLimited: boolean;
}

export class DeliveryRate {
  #samples: Sample[] = [];
  #deliveredBytes = 0;
  #deliveredAtMs = 0;
  #firstSentAtMs = 0;
  /** Until so much is delivered, the sender had too little to send to fill the link. */
  #limitedUntilBytes = 0;

  /** null: not known yet. */
  get bytesPerMs(): number | null {
    let largest: number | null = null;
    for (const { bytesPerMs } of this.#samples) if (largest === null || bytesPerMs > largest) largest = bytesPerMs;
    return largest;
  }

  sent(nowMs: number, inFlightBytes: number): Sending {
    if (inFlightBytes === 0) {
      this.#firstSentAtMs = nowMs;
      this.#deliveredAtMs = nowMs;
    }
    return {
      deliveredBytes: this.#deliveredBytes,
      deliveredAtMs: this.#deliveredAtMs,
      firstSentAtMs: this.#firstSentAtMs,
      sentAtMs: nowMs,
      applicationLimited: this.#limitedUntilBytes > this.#deliveredBytes,
    };
  }

  applicationLimited(inFlightBytes: number): void {
    this.#limitedUntilBytes = this.#deliveredBytes + Math.max(1, inFlightBytes);
  }

  delivered(nowMs: number, bytes: number): void {
    this.#deliveredBytes += bytes;
    this.#deliveredAtMs = nowMs;
  }

  /** `sending` belongs to the newest update of the acknowledgement. */
  measured(nowMs: number, sending: Sending, minRoundTripMs: number): void {
    const sendingMs = sending.sentAtMs - sending.firstSentAtMs;
    const deliveringMs = nowMs - sending.deliveredAtMs;
    this.#firstSentAtMs = sending.sentAtMs;
    const tookMs = Math.max(sendingMs, deliveringMs, minRoundTripMs, 0.1);
    const bytesPerMs = (this.#deliveredBytes - sending.deliveredBytes) / tookMs;
    const known = this.bytesPerMs;
    if (sending.applicationLimited && known !== null && bytesPerMs <= known) return;
    const lifetimeMs = Math.max(minLifetimeMs, lifetimeRoundTrips * minRoundTripMs);
    // A smaller sample can never become the largest before an older, larger one expires.
    this.#samples = this.#samples.filter(
      (sample) => nowMs - sample.atMs <= lifetimeMs && sample.bytesPerMs > bytesPerMs,
    );
    this.#samples.push({ atMs: nowMs, bytesPerMs });
  }
}
