// Mails notifications to whoever has not seen them after a while and has no portal open: one mail for everything that
// waits. What is due is known to the database alone, so a restart loses nothing. Old notifications are removed here too.

import type { Clock, Disposable, Logger } from '@nearhand/base';
import type { Transaction } from 'kysely';
import { readReader } from '../accounts/reader.ts';
import type { Notifications } from '../database/notifications.ts';
import type { Database } from '../database/schema.ts';
import { queueMail } from '../mail/mail.queue.ts';
import { notificationLetter } from './notification-letter.ts';
import type { NotificationRepository, NotificationRow } from './notification.repository.ts';
import { notifiedChannel, type NotifyNeeds } from './notify.ts';
import type { OpenPortals } from './open-portals.ts';

const maxWaitMs = 60_000;
const keepMs = 90 * 24 * 60 * maxWaitMs;

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
  #timer: Disposable | null = null;
  #running: Promise<void> | null = null;
  #disposed = false;

  constructor(options: NotificationMailerOptions) {
    this.#options = options;
    this.#listening = options.notifications.listen(notifiedChannel, () => this.start());
  }

  /** Also whenever something new may be due. */
  start(): void {
    // Failures are handled inside.
    void this.run();
  }

  run(): Promise<void> {
    this.#running ??= this.#sweep().finally(() => (this.#running = null));
    return this.#running;
  }

  dispose(): void {
    this.#disposed = true;
    this.#listening.dispose();
    this.#timer?.dispose();
  }

  async #sweep(): Promise<void> {
    const { needs, repository, logger } = this.#options;
    const nowMs = needs.clock.nowMs();
    let waitMs = maxWaitMs;
    try {
      while (!this.#disposed && (await repository.transaction((transaction) => this.#mailOne(transaction)))) {
        // Until nothing is due.
      }
      await repository.removeOlder(new Date(nowMs - keepMs));
      const next = await repository.nextMailDue();
      if (next !== null) waitMs = Math.min(maxWaitMs, Math.max(0, next.getTime() - nowMs));
    } catch (error) {
      if (!this.#disposed) logger.warn('mails about notifications could not be looked at', { error });
    }
    if (this.#disposed) return;
    this.#timer?.dispose();
    this.#timer = needs.clock.setTimer(waitMs, () => this.start());
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
    const items = tellable.map(({ event, subject, at }) => ({ event, subject, atMs: at.getTime() }));
    await queueMail(transaction, needs, reader, notificationLetter(needs.config, reader.locale, items));
    return true;
  }
}
