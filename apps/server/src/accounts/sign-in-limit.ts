// Slows down the guessing of one account's password from many addresses; one address is limited elsewhere. It never locks:
// strangers to the account share one try in ten seconds, and browsers that were signed in before are counted apart.

import { AppError, type Clock } from '@nearhand/base';
import { emailSchema } from '@nearhand/protocol';
import { z } from 'zod';
import { AttemptLimit } from './attempt-limit.ts';

/** Wrong ones in a row, before it gets slow. */
export const freeTries = 20;
export const slowTryMs = 10_000;

export interface SignInLimitOptions {
  readonly clock: Clock;
  /** Whether the account was signed in to with the browser that sends these cookies. */
  readonly isKnown: (device: { readonly email: string; readonly sentCookies: string | undefined }) => Promise<boolean>;
}

const bodySchema = z.object({ email: emailSchema });

export class SignInLimit {
  readonly #isKnown: SignInLimitOptions['isKnown'];
  readonly #tries: AttemptLimit;

  constructor({ clock, isKnown }: SignInLimitOptions) {
    this.#isKnown = isKnown;
    this.#tries = new AttemptLimit({ clock, atOnce: freeTries, refillMs: slowTryMs });
  }

  /**
   * Books a try, of known and unknown accounts alike. Answers what to call when the password was right. Throws AppError
   * `too_many_attempts`.
   */
  async book(body: unknown, sentCookies: string | undefined): Promise<() => void> {
    const typed = bodySchema.safeParse(body);
    if (!typed.success) return () => undefined;
    const { email } = typed.data;
    const retryAfterSeconds = this.#tries.book(email);
    if (retryAfterSeconds === 0) return () => this.#tries.giveBack(email);
    if (!(await this.#isKnown({ email, sentCookies }))) {
      throw new AppError('too_many_attempts', 'Too many attempts; wait.', { details: { retryAfterSeconds } });
    }
    const known = `${email} known`;
    this.#tries.require(known);
    return () => this.#tries.giveBack(known);
  }
}
