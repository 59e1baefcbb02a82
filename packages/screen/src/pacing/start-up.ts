// Finds the rate of an unknown link quickly: the window grows faster until the rate has stopped growing for three round
// trips (BBR's start-up). What is left in the queue then drains by itself, because the window shrinks.

const growth = 1.25;
const roundsToEnd = 3;

export class StartUp {
  #rate = 0;
  #rounds = 0;
  #roundEndsMs = -Infinity;

  get over(): boolean {
    return this.#rounds >= roundsToEnd;
  }

  /** An acknowledgement came while the window, and not a lack of things to send, was the limit. */
  measured(nowMs: number, bytesPerMs: number, roundTripMs: number): void {
    if (this.over || nowMs < this.#roundEndsMs) return;
    this.#roundEndsMs = nowMs + roundTripMs;
    if (bytesPerMs >= this.#rate * growth) {
      this.#rate = bytesPerMs;
      this.#rounds = 0;
    } else {
      this.#rounds++;
    }
  }
}
