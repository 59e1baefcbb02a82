// What the host's administrator sees of mail: how it is sent, the list, one mail, and a test.

import { AppError, type Clock } from '@nearhand/base';
import type { MailDetail, MailSettings, MailSummary, MailTest } from '@nearhand/protocol';
import type { AppContext } from '../app-context.ts';
import { newId } from '../database/ids.ts';
import { type Reader, writeLetter } from './letters.ts';
import type { MailHead, MailRepository } from './mail.repository.ts';
import { queueMail } from './mail.queue.ts';
import { type MailTransport, reasonOf } from './mail-transport.ts';

export interface MailServiceOptions {
  readonly context: Pick<AppContext, 'config' | 'db'> & { readonly clock: Clock };
  readonly repository: MailRepository;
  readonly transport: MailTransport | null;
}

export class MailService {
  readonly #options: MailServiceOptions;

  constructor(options: MailServiceOptions) {
    this.#options = options;
  }

  settings(): MailSettings {
    const { smtp } = this.#options.context.config;
    return {
      smtp: smtp === null ? null : { host: smtp.host, port: smtp.port, encrypted: smtp.secure },
      from: this.#from(),
    };
  }

  async list(limit: number, cursor: string | null): Promise<{ mails: MailSummary[]; next: string | null }> {
    const rows = await this.#options.repository.list(limit + 1, cursor);
    const mails = rows.slice(0, limit).map(summaryOf);
    return { mails, next: rows.length > limit ? (mails.at(-1)?.id ?? null) : null };
  }

  /** Throws AppError `not_found`. */
  async read(id: string): Promise<MailDetail> {
    const row = await this.#options.repository.find(id);
    if (row === null) throw new AppError('not_found', 'There is no such mail.');
    const content = row.state === 'kept' ? { html: row.html, text: row.text } : null;
    return { ...summaryOf(row), from: this.#from(), locale: row.locale, content };
  }

  /** Past the queue, so that the answer tells what happened. */
  async test(reader: Reader): Promise<MailTest> {
    const { context, transport } = this.#options;
    const recipient = reader.email;
    if (transport === null) {
      await context.db
        .transaction()
        .execute((transaction) => queueMail(transaction, context, reader, { kind: 'test' }));
      return { outcome: 'kept', recipient };
    }
    try {
      await transport.send(newId(), writeLetter(context.config, reader, { kind: 'test' }));
      return { outcome: 'sent', recipient };
    } catch (error) {
      return { outcome: 'failed', recipient, error: reasonOf(error) };
    }
  }

  #from(): string {
    const { name, address } = this.#options.context.config.mailFrom;
    return `${name} <${address}>`;
  }
}

function summaryOf(row: MailHead): MailSummary {
  const { id, kind, recipient, subject, state, tries, lastError, dueAt, createdAt } = row;
  return {
    id,
    kind,
    recipient,
    subject,
    state,
    tries,
    lastError,
    createdAt: createdAt.toISOString(),
    nextTryAt: dueAt?.toISOString() ?? null,
  };
}
