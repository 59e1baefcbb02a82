// Tells those who serve a queue that a customer is there and nobody has taken the request. Once for each wait, whichever
// process looks; what waits is known to the database, so a restart forgets nobody.

import { type Clock, type Disposable, DueSweep, type Logger } from '@nearhand/base';
import type { RequestTransitions } from '../requests/request.transitions.ts';
import type { NotificationRepository, WaitingInQueue } from './notification.repository.ts';
import { notify, type NotifyNeeds } from './notify.ts';

/** From the customer's coming, or their yes. */
export const queueWaitMs = 5 * 60_000;

export interface QueueWatchOptions {
  readonly needs: NotifyNeeds & { readonly clock: Clock };
  readonly repository: NotificationRepository;
  readonly transitions: RequestTransitions;
  readonly logger: Logger;
}

export class QueueWatch implements Disposable {
  readonly #options: QueueWatchOptions;
  readonly #listening: Disposable;
  readonly #due: DueSweep;

  constructor(options: QueueWatchOptions) {
    const { needs, logger, transitions } = options;
    this.#options = options;
    this.#due = new DueSweep({
      clock: needs.clock,
      sweep: () => this.#sweep(),
      failed: (error) => logger.warn('queues could not be looked at', { error }),
    });
    this.#listening = transitions.onChanged.on(({ request }) => {
      if (request.queueId !== null) this.#due.expect(request.stateSince.getTime() + queueWaitMs);
    });
  }

  start(): void {
    this.#due.wake();
  }

  /** Until everybody is told of what is late now. */
  run(): Promise<void> {
    return this.#due.run();
  }

  dispose(): void {
    this.#listening.dispose();
    this.#due.dispose();
  }

  async #sweep(): Promise<number | null> {
    const { needs, repository } = this.#options;
    for (const late of await repository.waitingInQueues(new Date(needs.clock.nowMs() - queueWaitMs))) {
      if (this.#due.disposed) break;
      await this.#tell(late);
    }
    const next = await repository.nextInQueues();
    return next === null ? null : next.getTime() + queueWaitMs;
  }

  async #tell({ id, organisationId, customer, memberIds }: WaitingInQueue): Promise<void> {
    const { needs, repository } = this.#options;
    const told = { organisationId, right: 'requests.view', requestId: id } as const;
    const userIds = await repository.whoMayKnow(told, { memberIds });
    const subject = { kind: 'request' as const, requestId: id, customer };
    await repository.transaction(async (transaction) => {
      const isMine = await repository.markTold(transaction, id, new Date(needs.clock.nowMs()));
      if (!isMine) return;
      for (const userId of userIds) {
        await notify(transaction, needs, { userId, organisationId, event: 'queue.waiting', subject });
      }
    });
  }
}
