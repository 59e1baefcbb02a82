// One request for one member: found, and decided about, before anything is done with it.

import { AppError, type Clock } from '@nearhand/base';
import type { Action } from '@nearhand/protocol';
import type { Kysely } from 'kysely';
import type { Database } from '../database/schema.ts';
import { decide, type RequestTarget, requireAllowed } from '../rights/decide.ts';
import type { Standing } from '../rights/standing.ts';
import { requestTarget } from '../rights/targets.ts';
import type { RequestRow } from './request.repository.ts';

export class RequestAccess {
  readonly #db: Kysely<Database>;
  readonly #clock: Clock;

  constructor(options: { db: Kysely<Database>; clock: Clock }) {
    this.#db = options.db;
    this.#clock = options.clock;
  }

  targetOf(row: RequestRow): Promise<RequestTarget> {
    return requestTarget(this.#db, row);
  }

  /** Throws `forbidden`, or `not_found` for what the member does not reach. */
  async find(member: Standing, id: string, action: Action): Promise<RequestRow> {
    const row = await this.#db
      .selectFrom('requests')
      .selectAll()
      .where('id', '=', id)
      .where('organisationId', '=', member.organisationId)
      .executeTakeFirst();
    if (!row) throw new AppError('not_found', 'There is no such request.');
    requireAllowed(decide(action, member, await this.targetOf(row), this.#clock.nowMs()));
    return row;
  }
}
