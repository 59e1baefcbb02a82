// Limits what people make the server send to addresses of others, so that nobody can use it to pester strangers, and no
// organisation uses up what another has.

import type { Clock } from '@nearhand/base';
import { type Attempt, AttemptLimit, type AttemptLimitOptions, requireAll } from './attempt-limit.ts';
import type { MemberIdentity } from './members.ts';

const minuteMs = 60_000;

export class AddressLimits {
  /** One organisation with one address, and one person with it in whichever organisation. */
  readonly #pair: AttemptLimit;
  /** Whoever sends. Filling it takes several people of several organisations at once. */
  readonly #recipient: AttemptLimit;

  constructor(clock: Clock, pair: Omit<AttemptLimitOptions, 'clock'>) {
    this.#pair = new AttemptLimit({ clock, ...pair });
    this.#recipient = new AttemptLimit({ clock, atOnce: 20, refillMs: 5 * minuteMs });
  }

  /** With all of the others, or none: who is stopped by one has not used up what people share. Throws `too_many_attempts`. */
  require({ userId, organisationId }: MemberIdentity, email: string, others: readonly Attempt[]): void {
    requireAll([
      ...others,
      [this.#pair, `user ${userId} ${email}`],
      [this.#pair, `organisation ${organisationId} ${email}`],
      [this.#recipient, email],
    ]);
  }
}
