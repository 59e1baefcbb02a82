// Moves requests whose time has come. Nothing is remembered but a timer, so a restart loses nothing.

import { type Clock, type Disposable, DueSweep, type Logger } from '@nearhand/base';
import type { RequestRepository } from './request.repository.ts';
import { dueMove } from './request.timers.ts';
import type { RequestTransitions } from './request.transitions.ts';

const batchSize = 100;

export interface RequestSweeperOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly repository: RequestRepository;
  readonly transitions: RequestTransitions;
}

export class RequestSweeper implements Disposable {
  readonly #options: RequestSweeperOptions;
  readonly #listening: Disposable;
  readonly #due: DueSweep;

  constructor(options: RequestSweeperOptions) {
    const { clock, logger, transitions } = options;
    this.#options = options;
    this.#due = new DueSweep({
      clock,
      sweep: () => this.#sweep(),
      failed: (error) => logger.warn('timers of requests could not be looked at', { error }),
    });
    this.#listening = transitions.onChanged.on(({ request }) => {
      if (request.dueAt !== null) this.#due.expect(request.dueAt.getTime());
    });
  }

  start(): void {
    this.#due.wake();
  }

  /** Moves everything that is due now, then waits for the next. */
  run(): Promise<void> {
    return this.#due.run();
  }

  dispose(): void {
    this.#listening.dispose();
    this.#due.dispose();
  }

  async #sweep(): Promise<number | null> {
    const { clock, repository } = this.#options;
    for (let ids = await repository.dueIds(new Date(clock.nowMs()), batchSize); ids.length > 0;) {
      for (const id of ids) await this.#moveOn(id);
      if (this.#due.disposed || ids.length < batchSize) break;
      ids = await repository.dueIds(new Date(clock.nowMs()), batchSize);
    }
    return (await repository.nextDue())?.getTime() ?? null;
  }

  async #moveOn(id: string): Promise<void> {
    const { clock, transitions } = this.#options;
    await transitions.apply(id, (row) => {
      const due = dueMove(row);
      // It may have moved while we waited for the lock.
      if (due === null || due.at.getTime() > clock.nowMs()) return [];
      return [{ event: due.event, actor: { kind: 'system' } }];
    });
  }
}
