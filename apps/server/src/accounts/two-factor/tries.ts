// Counts wrong proofs of people who are signed in already: a stolen session must not become a place to guess.

import { AppError, type Clock } from '@nearhand/base';

const max = 10;
const windowMs = 15 * 60_000;
/** More people than this guessing at once: the oldest are forgotten. */
const maxKept = 10_000;

export class Tries {
  readonly #clock: Clock;
  /** By user. */
  readonly #wrong = new Map<string, { count: number; readonly untilMs: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts a try at once, so that many at a time are counted too; `isRight` takes all back. Throws `too_many_attempts`. */
  async count<T>(userId: string, isRight: (outcome: T) => boolean, proof: () => Promise<T>): Promise<T> {
    const nowMs = this.#clock.nowMs();
    const known = this.#wrong.get(userId);
    const entry = known !== undefined && known.untilMs > nowMs ? known : { count: 0, untilMs: nowMs + windowMs };
    if (entry.count >= max) {
      const retryAfterSeconds = Math.ceil((entry.untilMs - nowMs) / 1000);
      throw new AppError('too_many_attempts', 'Too many wrong attempts; wait.', { details: { retryAfterSeconds } });
    }
    entry.count += 1;
    this.#wrong.set(userId, entry);
    const oldest = this.#wrong.keys().next();
    if (this.#wrong.size > maxKept && oldest.done !== true) this.#wrong.delete(oldest.value);
    const outcome = await proof();
    if (isRight(outcome)) this.#wrong.delete(userId);
    return outcome;
  }
}
