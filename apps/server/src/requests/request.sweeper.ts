// Moves requests whose time has come: one timer for the earliest of them. Nothing is remembered but the timer, so a
// restart loses nothing.

import type { Clock, Disposable, Logger } from '@nearhand/base';
import type { RequestRepository } from './request.repository.ts';
import { dueMove } from './request.timers.ts';
import type { RequestTransitions } from './request.transitions.ts';

/** Looked at least this often: other servers on the same database change rows too. */
const maxWaitMs = 60_000;
const retryMs = 5_000;
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
  #timer: Disposable | null = null;
  #armedForMs = Number.POSITIVE_INFINITY;
  #running: Promise<void> | null = null;
  #disposed = false;

  constructor(options: RequestSweeperOptions) {
    this.#options = options;
    this.#listening = options.transitions.onChanged.on(({ request }) => {
      if (request.dueAt !== null && request.dueAt.getTime() < this.#armedForMs) this.#arm(request.dueAt.getTime());
    });
  }

  start(): void {
    this.#trigger();
  }

  /** Moves everything that is due now, then waits for the next. */
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
    const { clock, repository, logger } = this.#options;
    this.#armedForMs = Number.POSITIVE_INFINITY;
    try {
      for (let ids = await repository.dueIds(new Date(clock.nowMs()), batchSize); ids.length > 0;) {
        for (const id of ids) await this.#moveOn(id);
        if (this.#disposed || ids.length < batchSize) break;
        ids = await repository.dueIds(new Date(clock.nowMs()), batchSize);
      }
      const next = await repository.nextDue();
      this.#arm(Math.min(next?.getTime() ?? Number.POSITIVE_INFINITY, clock.nowMs() + maxWaitMs));
    } catch (error) {
      if (this.#disposed) return;
      logger.warn('timers of requests could not be looked at', { error });
      this.#arm(clock.nowMs() + retryMs);
    }
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

  #arm(atMs: number): void {
    if (this.#disposed) return;
    this.#timer?.dispose();
    this.#armedForMs = atMs;
    const delayMs = Math.max(0, Math.min(atMs - this.#options.clock.nowMs(), maxWaitMs));
    this.#timer = this.#options.clock.setTimer(delayMs, () => this.#trigger());
  }

  #trigger(): void {
    // Failures are handled inside.
    void this.run();
  }
}
