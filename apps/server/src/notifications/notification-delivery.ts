// Tells open portals and subscribed browsers of new notifications, whichever process raised them.

import { type Disposable, DisposableStore, type Logger } from '@nearhand/base';
import { notificationCatalogue } from '@nearhand/protocol';
import type { Notifications } from '../database/notifications.ts';
import type { Bus } from '../hub/bus.ts';
import type { NotificationRepository, NotificationRow } from './notification.repository.ts';
import { viewNotification } from './notification.service.ts';
import { notifiedChannel } from './notify.ts';

export interface NotificationDeliveryOptions {
  readonly repository: NotificationRepository;
  readonly notifications: Notifications;
  readonly bus: Bus;
  readonly logger: Logger;
  /** Whether the person has the right, and reaches what it is about, at this moment. */
  readonly mayKnow: (row: NotificationRow) => Promise<boolean>;
  readonly push: (row: NotificationRow) => Promise<void>;
}

export class NotificationDelivery implements Disposable {
  readonly #options: NotificationDeliveryOptions;
  readonly #store = new DisposableStore();

  constructor(options: NotificationDeliveryOptions) {
    this.#options = options;
    this.#store.add(options.notifications.listen(notifiedChannel, (id) => void this.#deliver(id)));
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #deliver(id: string): Promise<void> {
    try {
      const row = await this.#options.repository.find(id);
      if (row === undefined || !(await this.#options.mayKnow(row))) return;
      this.#tellPortals(row);
      await this.#options.push(row);
    } catch (error) {
      if (!this.#store.disposed) this.#options.logger.warn('a notification could not be told', { error });
    }
  }

  #tellPortals(row: NotificationRow): void {
    const { userId, organisationId, event, listed, sound, system } = row;
    this.#options.bus.publish('user', userId, {
      organisationId,
      right: notificationCatalogue[event].needs,
      message: {
        type: 'notification.added',
        notification: viewNotification(row),
        listed,
        alert: { sound, system },
      },
    });
  }
}
