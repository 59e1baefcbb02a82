// Looks for a path until there is one. Quick at first, then about every second; an attempt that hangs (a dead network
// answers nothing) does not hold up the next one: several run side by side and the first to succeed is taken.

import { AppError, type Clock, type Disposable, Emitter, type Logger } from '@nearhand/base';
import type { ErrorCode } from '@nearhand/protocol';
import type { Dialer, FrameTransport } from '../transport/frame-transport.ts';

/** Before the first attempt, after its failure, and so on; the last is repeated. */
export const defaultRedialDelaysMs: readonly number[] = [0, 100, 300, 1000];

/** How long an attempt may take before the next one starts beside it. */
const overlapMs = 1000;
/** Attempts side by side; the oldest is given up. So an attempt has five seconds. */
const maxAttempts = 5;

/** Errors of a dialer after which another attempt ends the same way. */
const finalCodes = ['session_ended', 'ticket_invalid', 'bad_request'] as const satisfies readonly ErrorCode[];
type FinalCode = (typeof finalCodes)[number];

function isFinal(error: unknown): error is AppError<FinalCode> {
  return error instanceof AppError && finalCodes.some((code) => code === error.code);
}

export interface RedialerOptions {
  readonly dialer: Dialer;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly delaysMs: readonly number[];
}

export class Redialer implements Disposable {
  /** The listener owns the transport. Looking has stopped. */
  readonly onPath = new Emitter<FrameTransport>();
  /** There is no use in trying again. Looking has stopped. */
  readonly onRefused = new Emitter<AppError<FinalCode>>();
  readonly #options: RedialerOptions;
  #attempts: AbortController[] = [];
  #timer: Disposable | null = null;
  #failures = 0;
  #looking = false;

  constructor(options: RedialerOptions) {
    this.#options = options;
  }

  /** `failures`: how many attempts are to be thought of as having failed already. */
  start(failures = 0): void {
    if (this.#looking) return;
    this.#looking = true;
    this.#failures = failures;
    this.#schedule(this.#delayMs());
  }

  /** Tries now, and quickly again: the network may be another one. */
  hurry(): void {
    if (!this.#looking) return;
    this.#failures = 0;
    this.#launch();
  }

  stop(): void {
    this.#looking = false;
    this.#timer?.dispose();
    const attempts = this.#attempts;
    this.#attempts = [];
    for (const attempt of attempts) attempt.abort(new Error('No longer needed'));
  }

  dispose(): void {
    this.stop();
    this.onPath.dispose();
    this.onRefused.dispose();
  }

  #delayMs(): number {
    const { delaysMs } = this.#options;
    return delaysMs[Math.min(this.#failures, delaysMs.length - 1)] ?? 0;
  }

  #schedule(delayMs: number): void {
    this.#timer?.dispose();
    this.#timer = this.#options.clock.setTimer(delayMs, () => this.#launch());
  }

  #launch(): void {
    if (this.#attempts.length >= maxAttempts) this.#attempts.shift()?.abort(new Error('Took too long'));
    const attempt = new AbortController();
    this.#attempts.push(attempt);
    this.#schedule(overlapMs);
    this.#options.dialer.dial(attempt.signal).then(
      (transport) => this.#succeeded(attempt, transport),
      (error: unknown) => this.#failed(attempt, error),
    );
  }

  #take(attempt: AbortController): boolean {
    const known = this.#attempts.includes(attempt);
    this.#attempts = this.#attempts.filter((other) => other !== attempt);
    return known && this.#looking;
  }

  #succeeded(attempt: AbortController, transport: FrameTransport): void {
    if (!this.#take(attempt)) return transport.dispose();
    this.stop();
    this.onPath.emit(transport);
  }

  #failed(attempt: AbortController, error: unknown): void {
    if (!this.#take(attempt)) return;
    if (isFinal(error)) {
      this.stop();
      this.onRefused.emit(error);
      return;
    }
    this.#failures++;
    this.#options.logger.debug('No path yet', { failures: this.#failures, error });
    if (this.#attempts.length === 0) this.#schedule(this.#delayMs());
  }
}
