// When members were last seen, to the minute: written at most that often, whatever they do.

import type { Kysely } from 'kysely';
import type { Clock, Logger } from '@nearhand/base';
import type { Database } from '../database/schema.ts';

const everyMs = 60_000;

export class MemberActivity {
  readonly #options: { db: Kysely<Database>; clock: Clock; logger: Logger };
  /** By member. */
  readonly #writtenAtMs = new Map<string, number>();

  constructor(options: { db: Kysely<Database>; clock: Clock; logger: Logger }) {
    this.#options = options;
  }

  saw(memberId: string): void {
    const { db, clock, logger } = this.#options;
    const nowMs = clock.nowMs();
    if (nowMs - (this.#writtenAtMs.get(memberId) ?? Number.NEGATIVE_INFINITY) < everyMs) return;
    this.#writtenAtMs.set(memberId, nowMs);
    void db
      .updateTable('members')
      .set({ lastSeenAt: new Date(nowMs) })
      .where('id', '=', memberId)
      .execute()
      // Nobody is kept waiting for it, and the next minute tries again.
      .catch((error: unknown) => logger.debug('last seen could not be written', { error }));
  }
}
