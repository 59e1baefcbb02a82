// Empties the queue: one mail after the other, again after growing delays while the mail server cannot take it. Whether a
// mail was sent is known to the database alone, so a restart loses nothing.

import { type Clock, type Disposable, DueSweep, type Logger } from '@nearhand/base';
import type { CurrentTransport } from './current-transport.ts';
import type { MailRepository, MailRow } from './mail.repository.ts';
import { RecipientRefused, reasonOf } from './mail-transport.ts';

const minuteMs = 60_000;
/** After each failed try; then it is given up. */
export const retryDelaysMs = [1, 5, 15, 60, 180, 360, 720, 1440].map((minutes) => minutes * minuteMs);
/** Longer than the transport's time-outs together: nobody else tries while this server does. */
const claimMs = 5 * minuteMs;

export interface MailSenderOptions {
  readonly repository: MailRepository;
  readonly transport: CurrentTransport;
  readonly clock: Clock;
  readonly logger: Logger;
}

export class MailSender implements Disposable {
  readonly #options: MailSenderOptions;
  readonly #due: DueSweep;

  constructor(options: MailSenderOptions) {
    const { clock, logger } = options;
    this.#options = options;
    this.#due = new DueSweep({
      clock,
      sweep: () => this.#sweep(),
      failed: (error) => logger.warn('the queue of mails could not be looked at', { error }),
    });
  }

  /** Something may be due. */
  wake(): void {
    this.#due.wake();
  }

  /** Ends after the mail that is on its way. */
  async stop(): Promise<void> {
    this.dispose();
    await this.#due.settle();
    this.#options.transport.dispose();
  }

  dispose(): void {
    this.#due.dispose();
  }

  async #sweep(): Promise<number | null> {
    while (!this.#due.disposed && (await this.#sendOne())) {
      // Until nothing is due.
    }
    return (await this.#options.repository.nextDue())?.getTime() ?? null;
  }

  async #sendOne(): Promise<boolean> {
    const { repository, clock } = this.#options;
    const transport = await this.#options.transport.get();
    if (transport === null) {
      // Nothing sends mails, or not any more: those that wait are for the outbox.
      await repository.keepWaiting();
      return false;
    }
    const nowMs = clock.nowMs();
    const mail = await repository.claim(new Date(nowMs), new Date(nowMs + claimMs));
    if (mail === null) return false;
    try {
      await transport.send(mail.id, mail);
    } catch (error) {
      await this.#failed(mail, error);
      return true;
    }
    await repository.sent(mail.id);
    this.#options.logger.info('Sent a mail', { mailId: mail.id, kind: mail.kind, tries: mail.tries });
    return true;
  }

  async #failed(mail: MailRow, error: unknown): Promise<void> {
    const { repository, clock, logger } = this.#options;
    const reason = reasonOf(error);
    const delayMs = error instanceof RecipientRefused ? undefined : retryDelaysMs[mail.tries - 1];
    const about = { mailId: mail.id, kind: mail.kind, tries: mail.tries, reason };
    if (delayMs === undefined) {
      await repository.giveUp(mail.id, reason);
      logger.error('Gave a mail up', about);
    } else {
      await repository.putOff(mail.id, new Date(clock.nowMs() + delayMs), reason);
      logger.warn('A mail could not be sent; it is tried again', { ...about, delayMs });
    }
  }
}
