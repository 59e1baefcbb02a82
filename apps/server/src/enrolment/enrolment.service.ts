// Enrolment: tokens that turn an agent's key into a computer of an organisation.

import { randomBytes } from 'node:crypto';
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import { AppError, type Clock } from '@nearhand/base';
import { type AuditActor, enrolmentTokenBytes, enrolmentTokenOf } from '@nearhand/protocol';
import { recordAudit } from '../audit/record-audit.ts';
import type { ComputerDescription, ComputerRepository, ComputerRow } from '../computers/computer.repository.ts';
import { newId } from '../database/ids.ts';
import type { Database } from '../database/schema.ts';
import { hashToken } from '../keys/secret-text.ts';
import type { EnrolmentTokensTable } from './enrolment.tables.ts';

export interface WantedToken {
  readonly organisationId: string;
  readonly name: string;
  readonly uses: number;
  readonly validForMs: number;
  readonly createdBy: AuditActor;
  readonly address: string | null;
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
  async enrol(token: string, agentKey: string, machine: ComputerDescription): Promise<ComputerRow> {
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
        .set({ usesLeft: sql<number>`uses_left - 1`, lastUsedAt: now })
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

/** Within the caller's transaction. The token is shown once; the database keeps its hash. */
export async function createEnrolmentToken(
  transaction: Transaction<Database>,
  clock: Clock,
  wanted: WantedToken,
): Promise<{ row: Selectable<EnrolmentTokensTable>; secret: string }> {
  const secret = enrolmentTokenOf(randomBytes(enrolmentTokenBytes));
  const nowMs = clock.nowMs();
  const { organisationId, name, uses, createdBy, address } = wanted;
  const createdAt = new Date(nowMs);
  const expiresAt = new Date(nowMs + wanted.validForMs);
  const row = {
    id: newId(),
    organisationId,
    tokenHash: hashToken(secret),
    name,
    madeBy: createdBy.kind === 'member' ? createdBy.name : '',
    uses,
    usesLeft: uses,
    expiresAt,
    createdAt,
    lastUsedAt: null,
  };
  await transaction.insertInto('enrolmentTokens').values(row).execute();
  await recordAudit(transaction, {
    organisationId,
    at: createdAt,
    event: 'enrolmentToken.created',
    actor: createdBy,
    address,
    target: { kind: 'enrolmentToken', id: row.id, name },
    details: { uses, validUntil: expiresAt.toISOString() },
  });
  return { row, secret };
}
