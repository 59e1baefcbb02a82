// Keeps one worker alive in the desktop that is in front: starts it again after a crash with growing pauses, moves it when
// another session comes to the front, ends it in order. Never ends by itself.

import {
  Backoff,
  type Clock,
  type Disposable,
  DisposableStore,
  Emitter,
  type Event,
  type Logger,
} from '@nearhand/base';
import type { DesktopSession, DesktopSessions, OwnProgram } from '@nearhand/host';
import type { AgentReport } from '../instance/instance-messages.ts';
import { needsPerson, type WorkerEnd, type WorkerProcess } from './worker-process.ts';

const firstPauseMs = 1000;
const pauseLimitMs = 60_000;
/** A worker that lived this long was well: the next pause is short again. */
const wellAfterMs = 60_000;
/** A person must act, and may. */
const refusedPauseMs = 5 * 60_000;

export type StartWorker = (program: OwnProgram, session: DesktopSession | null) => WorkerProcess;

export interface SupervisorOptions {
  readonly program: OwnProgram;
  readonly sessions: DesktopSessions;
  readonly startWorker: StartWorker;
  readonly clock: Clock;
  readonly logger: Logger;
  /** From 0 to below 1. */
  readonly random: () => number;
}

export class Supervisor implements Disposable {
  readonly #options: SupervisorOptions;
  readonly #store = new DisposableStore();
  readonly #backoff: Backoff;
  readonly #reports = this.#store.add(new Emitter<AgentReport>());
  readonly #crashes = this.#store.add(new Emitter<WorkerEnd>());
  #program: OwnProgram;
  #worker: WorkerProcess | null = null;
  #pause: Disposable | null = null;
  #refused: string | null = null;
  #isStopping = false;
  /** Ended by us to start another one at once. */
  #isMoving = false;

  /** Whenever a worker has said how it is. */
  readonly onReport: Event<AgentReport> = this.#reports;
  /** Whenever a worker has ended that nobody told to. */
  readonly onCrash: Event<WorkerEnd> = this.#crashes;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#program = options.program;
    this.#backoff = new Backoff({ firstMs: firstPauseMs, limitMs: pauseLimitMs, random: options.random });
  }

  /** null: the worker has not said yet, or does not run. */
  get report(): AgentReport | null {
    return this.#worker?.report ?? null;
  }

  /** The code that the last worker was refused with; null: none was, or one has been connected since. */
  get refused(): string | null {
    return this.#refused;
  }

  start(): void {
    const { sessions, logger } = this.#options;
    this.#store.add(
      sessions.onChanged.on((session) => {
        logger.info('another session is in front', { session: session?.key ?? null });
        this.#move();
      }),
    );
    this.#launch();
  }

  /** Workers are this program from now on; the one that runs ends. */
  use(program: OwnProgram): void {
    this.#program = program;
    this.#move();
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#pause?.dispose();
    await this.#worker?.stop();
    this.dispose();
  }

  dispose(): void {
    this.#isStopping = true;
    this.#pause?.dispose();
    this.#worker?.dispose();
    this.#store.dispose();
  }

  #move(): void {
    if (this.#isStopping || this.#isMoving) return;
    if (this.#worker === null) {
      this.#pause?.dispose();
      return this.#launch();
    }
    this.#isMoving = true;
    void this.#worker.stop();
  }

  #launch(): void {
    const { sessions, startWorker, clock, logger } = this.#options;
    const startedAtMs = clock.monotonicMs();
    const session = sessions.current;
    logger.info('starting the worker', { session: session?.key ?? null });
    const worker = startWorker(this.#program, session);
    this.#worker = worker;
    worker.onReport.on((report) => {
      if (report.refused !== null || report.connected) this.#refused = report.refused;
      this.#reports.emit(report);
    });
    void worker.ended.then((end) => this.#ended(end, clock.monotonicMs() - startedAtMs));
  }

  #ended(end: WorkerEnd, livedMs: number): void {
    this.#worker = null;
    if (this.#isStopping) return;
    if (this.#isMoving) {
      this.#isMoving = false;
      return this.#launch();
    }
    const pauseMs = this.#pauseAfter(end, livedMs);
    const { exitCode, lastWords } = end;
    const restartInMs = Math.round(pauseMs);
    this.#options.logger.error('the worker has ended', {
      exit: exitCode,
      refused: this.#refused,
      lastWords,
      restartInMs,
    });
    this.#pause = this.#options.clock.setTimer(pauseMs, () => this.#launch());
    this.#crashes.emit(end);
  }

  #pauseAfter(end: WorkerEnd, livedMs: number): number {
    if (needsPerson(end)) return refusedPauseMs;
    if (livedMs >= wellAfterMs) this.#backoff.reset();
    return this.#backoff.next();
  }
}
