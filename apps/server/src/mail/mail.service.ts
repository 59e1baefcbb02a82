// What the host's administrator sees of mail: how it is sent, the list, one mail, and a test.

import { AppError, type Clock } from '@nearhand/base';
import type { ChangeMailSettings, MailDetail, MailSettings, MailSummary, MailTest } from '@nearhand/protocol';
import type { MemberIdentity } from '../accounts/members.ts';
import type { AppContext } from '../app-context.ts';
import { newId } from '../database/ids.ts';
import { recordHostChange } from '../host/record-host-change.ts';
import type { CurrentTransport } from './current-transport.ts';
import { type Reader, writeLetter } from './letters.ts';
import type { MailHead, MailRepository } from './mail.repository.ts';
import { queueMail, tellMailQueue } from './mail.queue.ts';
import { changeMailWay, readMailWay } from './mail-way.ts';
import { reasonOf } from './mail-transport.ts';

export interface MailServiceOptions {
  readonly context: Pick<AppContext, 'config' | 'db' | 'vault'> & { readonly clock: Clock };
  readonly repository: MailRepository;
  readonly transport: CurrentTransport;
}

export class MailService {
  readonly #options: MailServiceOptions;

  constructor(options: MailServiceOptions) {
    this.#options = options;
  }

  async settings(): Promise<MailSettings> {
    const { source, smtp, from } = await readMailWay(this.#options.context);
    if (smtp === null) return { source, smtp, from };
    const { host, port, secure: encrypted, login } = smtp;
    return { source, smtp: { host, port, encrypted, user: login?.user ?? null }, from };
  }

  /** Throws AppError `conflict` or `password_wrong`. */
  async change(member: MemberIdentity, change: ChangeMailSettings): Promise<void> {
    const { config, db, vault, clock } = this.#options.context;
    await db.transaction().execute(async (transaction) => {
      await changeMailWay({ config, vault, db: transaction }, change);
      const note = change.smtp === null ? '' : `${change.smtp.host}:${change.smtp.port}`;
      const at = new Date(clock.nowMs());
      await recordHostChange(transaction, { member, at, event: 'host.mailChanged', details: { note } });
      await tellMailQueue(transaction);
    });
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
    return {
      ...summaryOf(row),
      from: await this.#from(row.fromName),
      replyTo: row.replyTo,
      locale: row.locale,
      content,
    };
  }

  /** Past the queue, so that the answer tells what happened. */
  async test(reader: Reader): Promise<MailTest> {
    const { context } = this.#options;
    const recipient = reader.email;
    const transport = await this.#options.transport.get();
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

  async #from(ownName: string | null): Promise<string> {
    const { name, address } = (await readMailWay(this.#options.context)).from;
    return `${ownName ?? name} <${address}>`;
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
