// Notices a path that died without a word: asks for an answer while it is quiet, and calls it dead after a longer silence.

import type { Clock, Disposable } from '@nearhand/base';

export interface LivenessTimings {
  /** An answer is asked for this often. */
  readonly heartbeatMs: number;
  /** Silence that means the path is dead. */
  readonly deadMs: number;
  /** The same after a hint that the network changed, or after this program was stopped for a while. */
  readonly probeMs: number;
}

export const defaultLivenessTimings: LivenessTimings = { heartbeatMs: 2000, deadMs: 6000, probeMs: 1500 };

export interface LivenessEvents {
  /** Ask the peer for an answer. */
  onAsk(): void;
  onDead(): void;
}

export class Liveness implements Disposable {
  readonly #clock: Clock;
  readonly #timings: LivenessTimings;
  readonly #events: LivenessEvents;
  #timer: Disposable | null = null;
  #deadlineMs = 0;
  #askedMs = 0;
  #tickDueMs = 0;

  constructor(clock: Clock, timings: LivenessTimings, events: LivenessEvents) {
    this.#clock = clock;
    this.#timings = timings;
    this.#events = events;
  }

  start(): void {
    this.heard();
    this.#ask();
    this.#schedule();
  }

  /** Something of the peer came. */
  heard(): void {
    this.#deadlineMs = this.#clock.monotonicMs() + this.#timings.deadMs;
  }

  /** The network may have changed: the path has to show soon that it lives. */
  probe(): void {
    if (!this.#timer) return;
    this.#deadlineMs = Math.min(this.#deadlineMs, this.#clock.monotonicMs() + this.#timings.probeMs);
    this.#ask();
    this.#schedule();
  }

  stop(): void {
    this.#timer?.dispose();
    this.#timer = null;
  }

  dispose(): void {
    this.stop();
  }

  #ask(): void {
    this.#askedMs = this.#clock.monotonicMs();
    this.#events.onAsk();
  }

  #schedule(): void {
    const nowMs = this.#clock.monotonicMs();
    const askInMs = this.#askedMs + this.#timings.heartbeatMs - nowMs;
    const delayMs = Math.max(0, Math.min(askInMs, this.#deadlineMs - nowMs));
    this.#tickDueMs = nowMs + delayMs;
    this.#timer?.dispose();
    this.#timer = this.#clock.setTimer(delayMs, () => this.#tick());
  }

  #tick(): void {
    const nowMs = this.#clock.monotonicMs();
    // Much too late: this program slept, and so what came meanwhile may wait unread. Ask rather than conclude.
    const slept = nowMs - this.#tickDueMs > this.#timings.probeMs;
    if (slept) this.#deadlineMs = Math.max(this.#deadlineMs, nowMs + this.#timings.probeMs);
    if (nowMs >= this.#deadlineMs) {
      this.stop();
      this.#events.onDead();
      return;
    }
    if (slept || nowMs - this.#askedMs >= this.#timings.heartbeatMs) this.#ask();
    this.#schedule();
  }
}
