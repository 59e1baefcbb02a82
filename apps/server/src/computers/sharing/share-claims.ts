// Tells people of the shares that waited for them, once they have confirmed the address. Whichever process they do that
// in: what is to be told is known to the database, which calls out.

import { type Clock, type Disposable, DisposableStore, DueSweep, Emitter, type Logger } from '@nearhand/base';
import type { Notifications } from '../../database/notifications.ts';
import { notify, type NotifyNeeds } from '../../notifications/notify.ts';
import type { ShareRepository, ShareRow } from './share.repository.ts';

const againMs = 500;

export interface ShareClaimsOptions {
  readonly repository: ShareRepository;
  readonly needs: NotifyNeeds;
  /** Null: only what is found at the start, and from time to time. */
  readonly notifications: Notifications | null;
  readonly clock: Clock;
  readonly logger: Logger;
}

export class ShareClaims implements Disposable {
  readonly #options: ShareClaimsOptions;
  readonly #store = new DisposableStore();
  readonly #due: DueSweep;
  readonly #claimed = new Emitter<Pick<ShareRow, 'computerId'>>();

  constructor(options: ShareClaimsOptions) {
    const { clock, logger, notifications } = options;
    this.#options = options;
    this.#due = this.#store.add(
      new DueSweep({
        clock,
        sweep: () => this.#sweep(),
        failed: (error) => logger.warn('people could not be told what is shared with them', { error }),
      }),
    );
    if (notifications === null) return;
    this.#store.add(notifications.listen('computer_share_claimed', () => this.#due.wake()));
    this.#store.add(notifications.onGap.on(() => this.#due.wake()));
  }

  /** After the commit. */
  get onClaimed() {
    return this.#claimed;
  }

  start(): void {
    this.#due.wake();
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #sweep(): Promise<number | null> {
    const { repository, clock } = this.#options;
    for (const id of await repository.claimed()) {
      if (this.#due.disposed) return null;
      const told = await this.#tell(id);
      if (told !== null) this.#claimed.emit(told);
    }
    // Somebody held it, or there are many.
    return (await repository.claimed()).length === 0 ? null : clock.nowMs() + againMs;
  }

  #tell(id: string): Promise<ShareRow | null> {
    const { repository, needs, clock } = this.#options;
    return repository.transaction(async (transaction) => {
      // Whoever ends it at this moment does so before, or takes the notification away.
      const share = await repository.takeClaimed(transaction, id);
      if (share?.userId === undefined || share.userId === null) return null;
      const { userId, computerId, sharedByName: by, until } = share;
      if (until !== null && until.getTime() <= clock.nowMs()) return null;
      const { computer, organisation } = await repository.namesOf(transaction, computerId);
      const subject = { kind: 'computer', computerId, computer, by, organisation } as const;
      await notify(transaction, needs, { userId, organisationId: null, event: 'computer.shared', subject });
      return share;
    });
  }
}
