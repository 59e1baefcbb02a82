// Enrolment: tokens that turn an agent's key into a computer of an organisation.

import { randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { AppError, type Clock } from '@nearhand/base';
import { type AuditActor, type Computer, enrolmentTokenBytes, enrolmentTokenOf } from '@nearhand/protocol';
import { recordAudit } from '../audit/record-audit.ts';
import type { ComputerRepository, ComputerRow } from '../computers/computer.repository.ts';
import { newId } from '../database/ids.ts';
import type { Database } from '../database/schema.ts';
import { hashToken } from '../keys/secret-text.ts';

export interface NewEnrolmentToken {
  readonly organisationId: string;
  readonly uses: number;
  readonly validForMs: number;
  /** For the audit log; the server itself where nobody is named. */
  readonly createdBy?: AuditActor;
}

export interface EnrolledMachine {
  readonly name: string;
  readonly system: Computer['system'];
  readonly systemName: string;
}

export class EnrolmentService {
  readonly #db: Kysely<Database>;
  readonly #clock: Clock;
  readonly #computers: ComputerRepository;

  constructor(options: { db: Kysely<Database>; clock: Clock; computers: ComputerRepository }) {
    this.#db = options.db;
    this.#clock = options.clock;
    this.#computers = options.computers;
  }

  /**
   * The computer of this key, made if need be: an agent that lost the answer may come again without using the token
   * twice. Throws `enrolment_token_invalid`, also for a key that belongs to another organisation.
   */
  async enrol(token: string, agentKey: string, machine: EnrolledMachine): Promise<ComputerRow> {
    const invalid = new AppError('enrolment_token_invalid', 'The enrolment token is wrong, used up or expired.');
    const now = new Date(this.#clock.nowMs());
    await this.#db.transaction().execute(async (transaction) => {
      const found = await transaction
        .selectFrom('enrolmentTokens')
        .selectAll()
        .where('tokenHash', '=', hashToken(token))
        .where('expiresAt', '>', now)
        .forUpdate()
        .executeTakeFirst();
      if (!found) throw invalid;
      const existing = await transaction
        .selectFrom('computers')
        .select('organisationId')
        .where('agentKey', '=', agentKey)
        .where('kind', '=', 'enrolled')
        .executeTakeFirst();
      if (existing?.organisationId === found.organisationId) return;
      if (existing || found.usesLeft === 0) throw invalid;
      await transaction
        .updateTable('enrolmentTokens')
        .set({ usesLeft: sql<number>`uses_left - 1` })
        .where('id', '=', found.id)
        .execute();
      const id = newId();
      await this.#computers.insert(transaction, {
        id,
        organisationId: found.organisationId,
        kind: 'enrolled',
        agentKey,
        addedAt: now,
        lastSeenAt: now,
        ...machine,
      });
      await recordAudit(transaction, {
        organisationId: found.organisationId,
        at: now,
        event: 'computer.added',
        actor: { kind: 'system' },
        target: { kind: 'computer', id, name: machine.name },
        details: { token: found.id },
      });
    });
    const computer = await this.#computers.findEnrolled(agentKey);
    if (!computer) throw invalid;
    return computer;
  }
}

/** The token is shown once; the database keeps its hash. */
export async function createEnrolmentToken(
  db: Kysely<Database>,
  clock: Clock,
  wanted: NewEnrolmentToken,
): Promise<string> {
  const token = enrolmentTokenOf(randomBytes(enrolmentTokenBytes));
  const nowMs = clock.nowMs();
  const id = newId();
  const { organisationId, uses } = wanted;
  const at = new Date(nowMs);
  const expiresAt = new Date(nowMs + wanted.validForMs);
  await db.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('enrolmentTokens')
      .values({ id, organisationId, tokenHash: hashToken(token), usesLeft: uses, expiresAt, createdAt: at })
      .execute();
    await recordAudit(transaction, {
      organisationId,
      at,
      event: 'enrolmentToken.created',
      actor: wanted.createdBy ?? { kind: 'system' },
      target: { kind: 'enrolmentToken', id, name: '' },
      details: { uses, validUntil: expiresAt.toISOString() },
    });
  });
  return token;
}
