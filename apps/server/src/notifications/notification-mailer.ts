// Mails notifications to whoever has not seen them after a while and has no portal open: one mail for everything that
// waits in an organisation. What is due is known to the database alone, so a restart loses nothing. Old notifications are removed here too.

import { type Clock, type Disposable, DueSweep, type Logger } from '@nearhand/base';
import type { Transaction } from 'kysely';
import { readReader } from '../accounts/reader.ts';
import type { Notifications } from '../database/notifications.ts';
import type { Database } from '../database/schema.ts';
import { queueMail } from '../mail/mail.queue.ts';
import { notificationLetter } from './notification-letter.ts';
import type { NotificationRepository, NotificationRow } from './notification.repository.ts';
import { notifiedChannel, type NotifyNeeds } from './notify.ts';
import type { OpenPortals } from './open-portals.ts';

const keepMs = 90 * 24 * 3_600_000;

export interface NotificationMailerOptions {
  readonly needs: NotifyNeeds & { readonly clock: Clock };
  readonly repository: NotificationRepository;
  readonly portals: OpenPortals;
  readonly notifications: Notifications;
  readonly logger: Logger;
}

export class NotificationMailer implements Disposable {
  readonly #options: NotificationMailerOptions;
  readonly #listening: Disposable;
  readonly #due: DueSweep;

  constructor(options: NotificationMailerOptions) {
    const { logger, needs, notifications } = options;
    this.#options = options;
    this.#due = new DueSweep({
      clock: needs.clock,
      sweep: () => this.#sweep(),
      failed: (error) => logger.warn('mails about notifications could not be looked at', { error }),
    });
    this.#listening = notifications.listen(notifiedChannel, () => this.start());
  }

  /** Also whenever something new may be due. */
  start(): void {
    this.#due.wake();
  }

  run(): Promise<void> {
    return this.#due.run();
  }

  dispose(): void {
    this.#listening.dispose();
    this.#due.dispose();
  }

  async #sweep(): Promise<number | null> {
    const { needs, repository } = this.#options;
    while (!this.#due.disposed && (await repository.transaction((transaction) => this.#mailOne(transaction)))) {
      // Until nothing is due.
    }
    await repository.removeOlder(new Date(needs.clock.nowMs() - keepMs));
    return (await repository.nextMailDue())?.getTime() ?? null;
  }

  /** False when nothing was due. */
  async #mailOne(transaction: Transaction<Database>): Promise<boolean> {
    const { needs, repository, portals } = this.#options;
    const due = await repository.takeDueMails(transaction, new Date(needs.clock.nowMs()));
    const [first] = due;
    if (first === undefined) return false;
    const tellable: NotificationRow[] = [];
    for (const row of due) if (!portals.has(row) && (await repository.mayKnow(row))) tellable.push(row);
    if (tellable.length === 0) return true;
    const reader = await readReader(transaction, first.userId, 'en');
    for (const [organisationId, rows] of Map.groupBy(tellable, (row) => row.organisationId)) {
      const items = rows.map((row) => ({ ...row, atMs: row.at.getTime() }));
      const name = await repository.nameIfSeveral({ userId: first.userId, organisationId });
      await queueMail(transaction, needs, reader, notificationLetter(needs.config, reader, items, name));
    }
    return true;
  }
}
