// Rows of mails: what is due, what became of it, and the list the host reads.

import { type Kysely, type Selectable, sql } from 'kysely';
import type { Database } from '../database/schema.ts';
import type { MailsTable } from './mail.tables.ts';

export type MailRow = Selectable<MailsTable>;
export type MailHead = Omit<MailRow, 'html' | 'text'>;

const headColumns = [
  'id',
  'kind',
  'recipient',
  'fromName',
  'replyTo',
  'locale',
  'subject',
  'state',
  'tries',
  'dueAt',
  'lastError',
  'createdAt',
] as const;
/** What it said was for its reader alone. */
const emptied = { html: '', text: '' } as const;

export class MailRepository {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /**
   * Takes the mail that is due longest and puts its next try off to `untilAt`: should this server die while it sends, it
   * is tried again then. No other server gets it meanwhile.
   */
  async claim(now: Date, untilAt: Date): Promise<MailRow | null> {
    const row = await this.#db
      .updateTable('mails')
      .set({ dueAt: untilAt, tries: sql<number>`tries + 1` })
      .where('id', '=', (of) =>
        of
          .selectFrom('mails')
          .select('id')
          .where('dueAt', '<=', now)
          .orderBy('dueAt')
          .limit(1)
          .forUpdate()
          .skipLocked(),
      )
      .returningAll()
      .executeTakeFirst();
    return row ?? null;
  }

  async nextDue(): Promise<Date | null> {
    const row = await this.#db
      .selectFrom('mails')
      .select('dueAt')
      .where('dueAt', 'is not', null)
      .orderBy('dueAt')
      .limit(1)
      .executeTakeFirst();
    return row?.dueAt ?? null;
  }

  async sent(id: string): Promise<void> {
    await this.#set(id, { state: 'sent', dueAt: null, lastError: null, ...emptied });
  }

  async putOff(id: string, untilAt: Date, lastError: string): Promise<void> {
    await this.#set(id, { dueAt: untilAt, lastError });
  }

  async giveUp(id: string, lastError: string): Promise<void> {
    await this.#set(id, { state: 'failed', dueAt: null, lastError, ...emptied });
  }

  /** For the outbox, instead of being sent. */
  async keepWaiting(): Promise<void> {
    await this.#db.updateTable('mails').set({ state: 'kept', dueAt: null }).where('state', '=', 'waiting').execute();
  }

  /** Newest first; `cursor` is the id of the last one seen. */
  async list(limit: number, cursor: string | null): Promise<MailHead[]> {
    let query = this.#db.selectFrom('mails').select(headColumns).orderBy('id', 'desc').limit(limit);
    if (cursor !== null) query = query.where('id', '<', cursor);
    return query.execute();
  }

  async find(id: string): Promise<MailRow | null> {
    return (await this.#db.selectFrom('mails').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
  }

  async #set(id: string, change: Partial<Omit<MailRow, 'id'>>): Promise<void> {
    await this.#db.updateTable('mails').set(change).where('id', '=', id).execute();
  }
}
