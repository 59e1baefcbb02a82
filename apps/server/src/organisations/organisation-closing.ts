// Ends an organisation whose last member has left for good. Its row stays, for the audit log refers to it and is never
// changed; what it had is cleared at once, and again later where that was interrupted.

import { type Disposable, DueSweep, type Logger } from '@nearhand/base';
import { type AuditActor, endedRequestStates, isEndedRequestState } from '@nearhand/protocol';
import { sql, type Transaction } from 'kysely';
import type { AppContext } from '../app-context.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Database } from '../database/schema.ts';
import type { Bus } from '../hub/bus.ts';
import type { RequestTransitions } from '../requests/request.transitions.ts';
import type { SessionService } from '../sessions/session.service.ts';

export interface OrganisationClosingOptions {
  readonly context: Pick<AppContext, 'clock' | 'db'>;
  readonly logger: Logger;
  readonly bus: Bus;
  readonly transitions: RequestTransitions;
  readonly sessions: SessionService;
}

export class OrganisationClosing implements Disposable {
  readonly #options: OrganisationClosingOptions;
  readonly #sweep: DueSweep;

  constructor(options: OrganisationClosingOptions) {
    this.#options = options;
    this.#sweep = new DueSweep({
      clock: options.context.clock,
      sweep: () => this.#clearAll(),
      failed: (error) => options.logger.warn('a deleted organisation could not be cleared', { error }),
    });
  }

  /** From the commit on nobody joins it, or enrols a computer. */
  async close(
    transaction: Transaction<Database>,
    { id, name }: { readonly id: string; readonly name: string },
    { at, actor, address }: { readonly at: Date; readonly actor: AuditActor; readonly address: string | null },
  ): Promise<void> {
    const target = { kind: 'organisation', id, name } as const;
    await recordAudit(transaction, { organisationId: id, at, event: 'organisation.deleted', actor, target, address });
    await transaction.updateTable('organisations').set({ deletedAt: at }).where('id', '=', id).execute();
    await transaction.deleteFrom('memberInvitations').where('organisationId', '=', id).execute();
    await transaction.deleteFrom('enrolmentTokens').where('organisationId', '=', id).execute();
  }

  start(): void {
    this.#sweep.wake();
  }

  /** Clears what is closed. */
  run(): Promise<void> {
    return this.#sweep.run();
  }

  dispose(): void {
    this.#sweep.dispose();
  }

  async #clearAll(): Promise<null> {
    const waiting = await this.#options.context.db
      .selectFrom('organisations')
      .select('id')
      .where('deletedAt', 'is not', null)
      .where('clearedAt', 'is', null)
      .execute();
    for (const { id } of waiting) if (!this.#sweep.disposed) await this.#clear(id);
    return null;
  }

  async #clear(organisationId: string): Promise<void> {
    const { context, bus, logger } = this.#options;
    await this.#endSessions(organisationId);
    await this.#closeRequests(organisationId);
    const shared = await context.db
      .selectFrom('computerShares')
      .innerJoin('computers', 'computers.id', 'computerShares.computerId')
      .select(['computerId', 'userId'])
      .where('organisationId', '=', organisationId)
      .where('userId', 'is not', null)
      .execute();
    const agentKeys = await context.db
      .transaction()
      .execute((transaction) => this.#deleteRows(transaction, organisationId));
    for (const agentKey of agentKeys) bus.publish('agent', agentKey, { type: 'forgotten' });
    for (const { computerId, userId } of shared) {
      const message = { type: 'computer.gone', computerId } as const;
      bus.publish('user', userId ?? '', { organisationId: null, right: null, message });
    }
    logger.info('a deleted organisation was cleared', { organisationId, computers: agentKeys.length });
  }

  async #endSessions(organisationId: string): Promise<void> {
    const { context, sessions } = this.#options;
    const open = await context.db
      .selectFrom('sessions')
      .select('id')
      .where(belongsTo(organisationId))
      .where('endedAt', 'is', null)
      .execute();
    for (const { id } of open) await sessions.end(id, 'revoked');
  }

  async #closeRequests(organisationId: string): Promise<void> {
    const { context, transitions } = this.#options;
    const live = await context.db
      .selectFrom('requests')
      .select('id')
      .where('organisationId', '=', organisationId)
      .where('state', 'not in', [...endedRequestStates])
      .execute();
    for (const { id } of live) {
      await transitions.apply(id, ({ state }) =>
        isEndedRequestState(state) ? [] : [{ event: 'request.closed', actor: { kind: 'system' } }],
      );
    }
  }

  /** Gives back the keys of the computers there were. */
  async #deleteRows(transaction: Transaction<Database>, organisationId: string): Promise<string[]> {
    const sessions = transaction.selectFrom('sessions').select('id').where(belongsTo(organisationId));
    await transaction.deleteFrom('links').where('sessionId', 'in', sessions).execute();
    await transaction.deleteFrom('sessions').where(belongsTo(organisationId)).execute();
    const computers = await transaction
      .deleteFrom('computers')
      .where('organisationId', '=', organisationId)
      .returning(['kind', 'agentKey'])
      .execute();
    for (const table of ['technicianGroups', 'queues', 'ownRoles', 'notifications'] as const) {
      await transaction.deleteFrom(table).where('organisationId', '=', organisationId).execute();
    }
    // The timelines refer to them; whom they were about is nobody's business any more.
    const nobody = { customer: '', comments: '', closingNote: '', computerName: null, systemName: null };
    await transaction.updateTable('requests').set(nobody).where('organisationId', '=', organisationId).execute();
    const clearedAt = new Date(this.#options.context.clock.nowMs());
    await transaction.updateTable('organisations').set({ clearedAt }).where('id', '=', organisationId).execute();
    return computers.flatMap(({ kind, agentKey }) => (kind === 'enrolled' && agentKey !== null ? [agentKey] : []));
  }
}

/** Its members' sessions, and those of others on computers that it shared. */
function belongsTo(organisationId: string) {
  return sql<boolean>`(organisation_id = ${organisationId}
    or computer_id in (select id from computers where organisation_id = ${organisationId}))`;
}
