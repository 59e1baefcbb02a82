// Turns what customers do into notifications of those whose request it is: who made it, to whom it
// is assigned, and who is in its sessions.

import { type Clock, type Disposable, DisposableStore, type Logger } from '@nearhand/base';
import type { NotificationEvent } from '@nearhand/protocol';
import type { RequestRepository, RequestRow } from '../requests/request.repository.ts';
import type { RequestTransitions, Transition } from '../requests/request.transitions.ts';
import type { NotificationRepository } from './notification.repository.ts';
import type { NotifyNeeds } from './notify.ts';
import { notifyOfRequest } from './notify-of-request.ts';

/** A customer whose network stumbles is not gone. */
export const goneAfterMs = 20_000;

export interface RequestWatchOptions {
  readonly needs: NotifyNeeds & { readonly clock: Clock };
  readonly repository: NotificationRepository;
  readonly requests: RequestRepository;
  readonly transitions: RequestTransitions;
  readonly logger: Logger;
}

export class RequestWatch implements Disposable {
  readonly #options: RequestWatchOptions;
  readonly #store = new DisposableStore();
  /** By request: waiting to see whether the customer comes back. */
  readonly #leaving = new Map<string, Disposable>();

  constructor(options: RequestWatchOptions) {
    this.#options = options;
    this.#store.add(
      options.transitions.onChanged.on(({ request, transition }) => {
        if (transition !== null) this.#moved(request, transition);
      }),
    );
  }

  dispose(): void {
    this.#store.dispose();
    for (const timer of this.#leaving.values()) timer.dispose();
    this.#leaving.clear();
  }

  #moved(request: RequestRow, transition: Transition): void {
    this.#leaving.get(request.id)?.dispose();
    this.#leaving.delete(request.id);
    if (transition.to === 'offline') return this.#waitForReturn(request);
    const event = eventOf(transition);
    if (event !== null) this.#quietly(this.#tell(request, event));
  }

  #waitForReturn({ id, stateSince }: RequestRow): void {
    const { clock } = this.#options.needs;
    const timer = clock.setTimer(goneAfterMs, () => {
      this.#leaving.delete(id);
      this.#quietly(this.#tellIfStillGone(id, stateSince));
    });
    this.#leaving.set(id, timer);
  }

  async #tellIfStillGone(id: string, since: Date): Promise<void> {
    const request = await this.#options.requests.find(id);
    if (request?.state !== 'offline' || request.stateSince.getTime() !== since.getTime()) return;
    await this.#tell(request, 'customer.left');
  }

  async #tell(request: RequestRow, event: NotificationEvent): Promise<void> {
    const { id, createdById, assigneeId, stateSince } = request;
    const participants = await this.#options.repository.participants(id, stateSince);
    const owners = [createdById, assigneeId].filter((memberId) => memberId !== null);
    const memberIds = [...new Set([...participants, ...owners])];
    await notifyOfRequest(this.#options, request, { event, memberIds });
  }

  #quietly(work: Promise<void>): void {
    void work.catch((error: unknown) => {
      if (!this.#store.disposed) this.#options.logger.warn('members could not be notified', { error });
    });
  }
}

/** What members did themselves needs no notification. */
function eventOf({ event, actor }: Transition): NotificationEvent | null {
  if (event === 'customer.arrived') return 'customer.opened';
  if (event === 'access.granted') return 'customer.ready';
  if (event === 'access.denied') return 'customer.refused';
  return event === 'request.closed' && actor.kind === 'customer' ? 'customer.ended' : null;
}
