// Deletes what has been kept as long as the host said: mails, ended requests with their sessions, the audit log. The
// append-only tables let nothing younger go, whoever asks.

import { type Kysely, sql } from 'kysely';
import type { Clock, Disposable, Logger } from '@nearhand/base';
import { endedRequestStates } from '@nearhand/protocol';
import type { Database } from '../database/schema.ts';
import { readHostSettings } from './settings.ts';

const everyMs = 60 * 60_000;
const marginMs = 10 * 60_000;
const dayMs = 24 * 60 * 60_000;
/** At a time, so that nobody waits long for a row. */
const batchSize = 500;

export interface RetentionOptions {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly logger: Logger;
}

export class RetentionJob implements Disposable {
  readonly #options: RetentionOptions;
  #timer: Disposable | null = null;
  #running: Promise<void> = Promise.resolve();
  #disposed = false;

  constructor(options: RetentionOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#disposed) return;
    this.#running = this.#tick();
  }

  async run(): Promise<void> {
    const { db } = this.#options;
    const { auditDays, mailDays, requestDays } = (await readHostSettings(db)).retention;
    if (mailDays !== null) await this.#repeat(() => this.#deleteMails(this.#before(mailDays)));
    if (requestDays !== null) await this.#repeat(() => this.#deleteRequests(this.#before(requestDays)));
    if (auditDays !== null) await this.#repeat(() => this.#deleteAudit(this.#before(auditDays)));
    await this.#repeat(() => this.#deleteOrganisations());
  }

  /** Ends after the batch that is on its way. */
  async stop(): Promise<void> {
    this.dispose();
    await this.#running;
  }

  dispose(): void {
    this.#disposed = true;
    this.#timer?.dispose();
  }

  async #tick(): Promise<void> {
    const { clock, logger } = this.#options;
    try {
      await this.run();
    } catch (error) {
      if (!this.#disposed) logger.warn('What is old could not be deleted', { error });
    }
    if (!this.#disposed) this.#timer = clock.setTimer(everyMs, () => this.start());
  }

  #before(days: number): Date {
    // The tables compare by the database's clock, which may be a little behind.
    return new Date(this.#options.clock.nowMs() - days * dayMs - marginMs);
  }

  async #repeat(deleteBatch: () => Promise<number>): Promise<void> {
    while (!this.#disposed && (await deleteBatch()) === batchSize) {
      // There may be more.
    }
  }

  /** Waiting mails stay, however old. */
  async #deleteMails(before: Date): Promise<number> {
    const { numDeletedRows } = await this.#options.db
      .deleteFrom('mails')
      .where('id', 'in', (from) =>
        from
          .selectFrom('mails')
          .select('id')
          .where('createdAt', '<', before)
          .where('state', '!=', 'waiting')
          .limit(batchSize),
      )
      .executeTakeFirstOrThrow();
    return Number(numDeletedRows);
  }

  #deleteRequests(before: Date): Promise<number> {
    return this.#options.db.transaction().execute(async (transaction) => {
      const rows = await transaction
        .selectFrom('requests')
        .select('id')
        .where('state', 'in', [...endedRequestStates])
        .where('stateSince', '<', before)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('requestEvents')
                .select('id')
                .whereRef('requestEvents.requestId', '=', 'requests.id')
                .where('at', '>=', before),
            ),
          ),
        )
        .limit(batchSize)
        .forUpdate()
        .skipLocked()
        .execute();
      const ids = rows.map(({ id }) => id);
      if (ids.length === 0) return 0;
      const sessions = transaction.selectFrom('sessions').select('id').where('requestId', 'in', ids);
      await transaction.deleteFrom('links').where('sessionId', 'in', sessions).execute();
      await transaction.deleteFrom('sessions').where('requestId', 'in', ids).execute();
      await transaction.deleteFrom('requestEvents').where('requestId', 'in', ids).execute();
      await transaction.deleteFrom('requests').where('id', 'in', ids).execute();
      return ids.length;
    });
  }

  /** Deleted ones of which nothing is left to look up. */
  async #deleteOrganisations(): Promise<number> {
    const deleted = await sql`
      delete from organisations where id in (
        select id from organisations
        where cleared_at is not null
          and not exists (select from audit_events where organisation_id = organisations.id)
          and not exists (select from requests where organisation_id = organisations.id)
        limit ${batchSize})`.execute(this.#options.db);
    return Number(deleted.numAffectedRows ?? 0);
  }

  async #deleteAudit(before: Date): Promise<number> {
    const deleted = await sql`
      delete from audit_events where ctid in (select ctid from audit_events where at < ${before} limit ${batchSize})`.execute(
      this.#options.db,
    );
    return Number(deleted.numAffectedRows ?? 0);
  }
}
