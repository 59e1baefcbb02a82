// Enrolment tokens for members: made, listed, revoked. What a token does is enrolment.service.ts's.

import { AppError, type Clock } from '@nearhand/base';
import type { EnrolmentTokenView, NewEnrolmentToken } from '@nearhand/protocol';
import { type Kysely, type Selectable, sql } from 'kysely';
import { actorOf, type MemberIdentity } from '../accounts/members.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Database } from '../database/schema.ts';
import { createEnrolmentToken } from './enrolment.service.ts';
import type { EnrolmentTokensTable } from './enrolment.tables.ts';

const dayMs = 24 * 60 * 60_000;
/** An organisation's; those that are over count until they are removed. */
const maxTokens = 100;

export class EnrolmentTokens {
  readonly #db: Kysely<Database>;
  readonly #clock: Clock;

  constructor(options: { db: Kysely<Database>; clock: Clock }) {
    this.#db = options.db;
    this.#clock = options.clock;
  }

  /** Newest first. */
  async list({ organisationId }: MemberIdentity): Promise<{ tokens: EnrolmentTokenView[] }> {
    const rows = await this.#db
      .selectFrom('enrolmentTokens')
      .selectAll()
      .where('organisationId', '=', organisationId)
      .orderBy('id', 'desc')
      .execute();
    return { tokens: rows.map((row) => this.#view(row)) };
  }

  /** Throws AppError `limit_reached`. */
  async create(
    member: MemberIdentity,
    { name, uses, days }: NewEnrolmentToken,
  ): Promise<{ token: EnrolmentTokenView; secret: string }> {
    const { organisationId } = member;
    const { row, secret } = await this.#db.transaction().execute(async (transaction) => {
      await sql`select id from organisations where id = ${organisationId} for update`.execute(transaction);
      const { count } = await transaction
        .selectFrom('enrolmentTokens')
        .select(({ fn }) => fn.countAll<string>().as('count'))
        .where('organisationId', '=', organisationId)
        .executeTakeFirstOrThrow();
      if (Number(count) >= maxTokens) throw new AppError('limit_reached', 'Remove a token first.');
      return createEnrolmentToken(transaction, this.#clock, {
        organisationId,
        name,
        uses,
        validForMs: days * dayMs,
        createdBy: actorOf(member),
        address: member.address,
      });
    });
    return { token: this.#view(row), secret };
  }

  /** Computers it enrolled stay. Throws AppError `not_found`. */
  async revoke(member: MemberIdentity, id: string): Promise<void> {
    const { organisationId } = member;
    await this.#db.transaction().execute(async (transaction) => {
      const revoked = await transaction
        .deleteFrom('enrolmentTokens')
        .where('organisationId', '=', organisationId)
        .where('id', '=', id)
        .returning(['name', 'uses', 'usesLeft'])
        .executeTakeFirst();
      if (!revoked) throw new AppError('not_found', 'There is no such token.');
      await recordAudit(transaction, {
        organisationId,
        at: new Date(this.#clock.nowMs()),
        event: 'enrolmentToken.revoked',
        actor: actorOf(member),
        address: member.address,
        target: { kind: 'enrolmentToken', id, name: revoked.name },
        details: { used: revoked.uses - revoked.usesLeft },
      });
    });
  }

  #view(row: Selectable<EnrolmentTokensTable>): EnrolmentTokenView {
    const { id, name, madeBy, uses, usesLeft, createdAt, expiresAt, lastUsedAt } = row;
    return {
      id,
      name,
      madeBy,
      uses,
      usesLeft,
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
      valid: usesLeft > 0 && expiresAt.getTime() > this.#clock.nowMs(),
    };
  }
}
