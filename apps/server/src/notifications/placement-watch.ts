// Tells a member that somebody assigned them a request. Who takes one knows it.

import { type Disposable, DisposableStore, type Logger } from '@nearhand/base';
import type { RequestMoved, RequestPlacement } from '../requests/request.placement.ts';
import type { NotificationRepository } from './notification.repository.ts';
import type { NotifyNeeds } from './notify.ts';
import { notifyOfRequest } from './notify-of-request.ts';

export interface PlacementWatchOptions {
  readonly needs: NotifyNeeds;
  readonly repository: NotificationRepository;
  readonly placement: RequestPlacement;
  readonly logger: Logger;
}

export class PlacementWatch implements Disposable {
  readonly #options: PlacementWatchOptions;
  readonly #store = new DisposableStore();

  constructor(options: PlacementWatchOptions) {
    this.#options = options;
    this.#store.add(
      options.placement.onMoved.on((moved) => {
        void this.#tell(moved).catch((error: unknown) => {
          if (!this.#store.disposed) options.logger.warn('a member could not be told of a request', { error });
        });
      }),
    );
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #tell({ before, after, request, byId }: RequestMoved): Promise<void> {
    const { assigneeId } = after;
    if (assigneeId === null || assigneeId === before.assigneeId || assigneeId === byId) return;
    await notifyOfRequest(this.#options, request, { event: 'request.assigned', memberIds: [assigneeId] });
  }
}
