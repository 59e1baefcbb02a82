// A link for tests, on a manual clock: latency each way, a rate, and a queue in front of it that never drops. The far end
// draws what arrives and acknowledges it.

import type { ManualClock } from '@nearhand/base';

export interface LinkOptions {
  readonly clock: ManualClock;
  /** Each way. */
  readonly latencyMs: number;
  readonly bytesPerMs: number;
  /** From the arrival of an update to its acknowledgement leaving. */
  readonly drawMs?: number;
  /** A message has arrived at the far end. */
  readonly onArrived: (message: Uint8Array) => void;
}

export class SimulatedLink {
  readonly #options: LinkOptions;
  readonly #queue: { readonly message: Uint8Array; leftBytes: number; readonly sentAtMs: number }[] = [];
  bytesPerMs: number;
  deliveredBytes = 0;
  /** From sending to the last byte entering the wire: how stale what arrives is, less the latency. */
  delaysMs: number[] = [];

  constructor(options: LinkOptions) {
    this.#options = options;
    this.bytesPerMs = options.bytesPerMs;
  }

  get queuedBytes(): number {
    return this.#queue.reduce((sum, { leftBytes }) => sum + leftBytes, 0);
  }

  send(message: Uint8Array): void {
    this.#queue.push({ message, leftBytes: message.length, sentAtMs: this.#options.clock.monotonicMs() });
  }

  /** Calls back after the latency of the way back and the time to draw. */
  back(callback: () => void): void {
    this.#options.clock.setTimer(this.#options.latencyMs + (this.#options.drawMs ?? 0), callback);
  }

  /** One millisecond of the wire, and of the clock. */
  tick(): void {
    const { clock, latencyMs, onArrived } = this.#options;
    let budget = this.bytesPerMs;
    for (let first = this.#queue[0]; first && budget > 0; first = this.#queue[0]) {
      const bytes = Math.min(budget, first.leftBytes);
      first.leftBytes -= bytes;
      budget -= bytes;
      this.deliveredBytes += bytes;
      if (first.leftBytes > 0) break;
      const { message, sentAtMs } = first;
      this.#queue.shift();
      this.delaysMs.push(clock.monotonicMs() - sentAtMs);
      clock.setTimer(latencyMs, () => onArrived(message));
    }
    clock.advance(1);
  }
}

export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
}
