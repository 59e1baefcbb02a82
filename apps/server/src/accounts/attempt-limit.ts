// Lets a few attempts through at once and then one per interval, by name (an address block, a user). Counts in memory of
// this process.

import { AppError, type Clock } from '@nearhand/base';

/** Names remembered at most; the least recently seen are forgotten first. */
const maxNames = 100_000;

export interface AttemptLimitOptions {
  readonly clock: Clock;
  readonly atOnce: number;
  readonly refillMs: number;
}

export class AttemptLimit {
  readonly #options: AttemptLimitOptions;
  /** In order of last use. */
  readonly #seen = new Map<string, { attempts: number; atMs: number }>();

  constructor(options: AttemptLimitOptions) {
    this.#options = options;
  }

  /** Books an attempt. Seconds to wait when there were too many; 0: go on. */
  book(name: string): number {
    const { clock, atOnce, refillMs } = this.#options;
    const nowMs = clock.monotonicMs();
    const before = this.#seen.get(name) ?? { attempts: 0, atMs: nowMs };
    const attempts = Math.max(0, before.attempts - (nowMs - before.atMs) / refillMs);
    const isTooMany = attempts > atOnce - 1;
    this.#seen.delete(name);
    this.#seen.set(name, { attempts: isTooMany ? attempts : attempts + 1, atMs: nowMs });
    if (this.#seen.size > maxNames) {
      const oldest = this.#seen.keys().next();
      if (!oldest.done) this.#seen.delete(oldest.value);
    }
    return isTooMany ? Math.max(1, Math.ceil(((attempts - atOnce + 1) * refillMs) / 1000)) : 0;
  }

  /** Takes one back that was booked: it was right. */
  giveBack(name: string): void {
    const seen = this.#seen.get(name);
    if (seen !== undefined) seen.attempts = Math.max(0, seen.attempts - 1);
  }

  /** Throws AppError `too_many_attempts`. */
  require(name: string): void {
    const retryAfterSeconds = this.book(name);
    if (retryAfterSeconds > 0) throw tooMany(retryAfterSeconds);
  }
}

/** What one attempt counts at, and under which name. */
export type Attempt = readonly [limit: AttemptLimit, name: string];

/** All or none: who is stopped by one limit uses up nothing of the others. Throws AppError `too_many_attempts`. */
export function requireAll(attempts: readonly Attempt[]): void {
  for (const [index, [limit, name]] of attempts.entries()) {
    const retryAfterSeconds = limit.book(name);
    if (retryAfterSeconds === 0) continue;
    for (const [booked, its] of attempts.slice(0, index)) booked.giveBack(its);
    throw tooMany(retryAfterSeconds);
  }
}

function tooMany(retryAfterSeconds: number): AppError {
  return new AppError('too_many_attempts', 'Too many attempts; wait.', { details: { retryAfterSeconds } });
}
