// Keeps an installed agent up to date: asks the server now and then, fetches in the background, and, when nobody is
// connected, puts the new program in the old one's place, but only after a worker of it has reached the server. Until then
// the old program stays where it is, so that whatever happens in between ends with a program that works.

import {
  AppError,
  type Clock,
  type Disposable,
  DisposableStore,
  type Event,
  type Logger,
  repeat,
} from '@nearhand/base';
import { type OwnProgram, replaceFile } from '@nearhand/host';
import { type AgentTarget, maxUpdateManifestBytes, updatePaths } from '@nearhand/protocol';
import type { ServerAccess } from '../dialling/server-agent.ts';
import { readServerText } from '../dialling/server-request.ts';
import type { AgentReport } from '../instance/instance-messages.ts';
import { needsPerson, type WorkerEnd } from '../supervisor/worker-process.ts';
import { type ChosenUpdate, chooseUpdate } from './choose-update.ts';
import { downloadProgram, removeDownloads, removeEarlier } from './download-program.ts';
import type { UpdateMemory } from './update-memory.ts';
import { verifyManifest } from './verify-manifest.ts';

const everyMs = 4 * 60 * 60_000;
/** For a worker of the new program to reach the server. */
const trialMs = 120_000;
const trialCrashes = 3;

/** The part of the supervisor that an update needs. */
export interface WorkerControl {
  readonly report: AgentReport | null;
  readonly onReport: Event<AgentReport>;
  readonly onCrash: Event<WorkerEnd>;
  use(program: OwnProgram): void;
}

export interface UpdaterOptions {
  readonly own: { readonly version: string; readonly target: AgentTarget; readonly publicKey: string };
  /** The installed one, which runs. */
  readonly program: OwnProgram;
  readonly workers: WorkerControl;
  readonly access: ServerAccess;
  readonly memory: UpdateMemory;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The new program is in the place of the old one: whoever runs the old one should start it again. */
  readonly replaced: () => void;
}

export class Updater implements Disposable {
  readonly #options: UpdaterOptions;
  readonly #abort = new AbortController();
  #asking: Disposable | null = null;
  #running: Promise<void> | null = null;

  constructor(options: UpdaterOptions) {
    this.#options = options;
  }

  /** Asks as soon as the worker has reached the server, and every few hours from then on. */
  start(): void {
    this.#asking = repeat(this.#options.clock, everyMs, () => this.check());
    void this.#firstCheck();
  }

  /** Asks, and goes through with what there is. One at a time; resolves when it is over. Never rejects. */
  check(): Promise<void> {
    this.#running ??= this.#checked().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  dispose(): void {
    this.#abort.abort();
    this.#asking?.dispose();
  }

  async #firstCheck(): Promise<void> {
    try {
      await this.#until(({ connected }) => connected);
    } catch {
      return; // It ends before there is a server.
    }
    await this.check();
  }

  async #checked(): Promise<void> {
    const { access, program, logger } = this.#options;
    try {
      // It may not have ended yet when this one began.
      removeEarlier(program.file);
      const update = await this.#ask();
      if (update === null) return removeDownloads(program.file);
      logger.info('an update is being fetched', { version: update.version });
      const { signal } = this.#abort;
      const candidate = await downloadProgram({ access, file: update.file, program: program.file, signal });
      await this.#idle();
      // It may have been withdrawn while somebody was connected.
      const still = await this.#ask();
      if (still?.file.sha256 === update.file.sha256) await this.#replace(update, candidate);
    } catch (error) {
      if (!this.#abort.signal.aborted) logger.warn('updating did not work', { error });
    }
  }

  async #ask(): Promise<ChosenUpdate | null> {
    const { access, own, memory, clock, logger } = this.#options;
    const request = { path: updatePaths.manifest, signal: this.#abort.signal };
    const text = await readServerText(access, request, 2 * maxUpdateManifestBytes);
    const { origin } = access;
    const answer = verifyManifest(text, { publicKey: own.publicKey, origin, lastSerial: memory.serial });
    if ('refused' in answer) {
      logger.error('what the server says about updates is refused', { why: answer.refused });
      return null;
    }
    memory.believed(answer.manifest.serial);
    const { version, target } = own;
    return chooseUpdate(answer.manifest, { version, target, failures: memory.failures, nowMs: clock.nowMs() });
  }

  async #replace({ version, file }: ChosenUpdate, candidate: string): Promise<void> {
    const { own, workers, program, memory, clock, logger, replaced } = this.#options;
    logger.info('trying the update', { version });
    workers.use({ ...program, file: candidate });
    if (!(await this.#proved(version))) {
      logger.error('the update did not reach the server and is taken back', { version });
      memory.failed(file.sha256, clock.nowMs());
      workers.use(program);
      removeDownloads(program.file);
      // Windows lets go of what was tried when its worker has ended.
      await this.#until((report) => report.version === own.version);
      return removeDownloads(program.file);
    }
    replaceFile(candidate, program.file);
    logger.info('the agent is up to date', { version });
    await this.#idle();
    replaced();
  }

  /** Nobody is connected, and the server can be reached: then a program that cannot is at fault itself. */
  #idle(): Promise<void> {
    return this.#until(({ connected, viewers }) => connected && viewers === 0);
  }

  /** Whether a worker of the new program has reached the server as the version that was signed. */
  #proved(version: string): Promise<boolean> {
    const { own, workers, clock } = this.#options;
    return this.#decided<boolean>((decide, watch) => {
      let crashes = 0;
      watch.add(
        workers.onReport.on((report) => {
          if (!report.connected) return;
          if (report.version === version) decide(true);
          // The old program's worker may still have something to say.
          else if (report.version !== own.version) decide(false);
        }),
      );
      watch.add(
        workers.onCrash.on((end) => {
          crashes++;
          if (crashes === trialCrashes || needsPerson(end)) decide(false);
        }),
      );
      watch.add(clock.setTimer(trialMs, () => decide(false)));
    });
  }

  #until(holds: (report: AgentReport) => boolean): Promise<void> {
    const { workers } = this.#options;
    return this.#decided<void>((decide, watch) => {
      const look = (report: AgentReport | null): void => {
        if (report !== null && holds(report)) decide();
      };
      watch.add(workers.onReport.on(look));
      look(workers.report);
    });
  }

  /** What was decided first; what was watched for that is released. Throws AppError `unavailable` when the updater ends. */
  async #decided<T>(begin: (decide: (value: T) => void, watch: DisposableStore) => void): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const { signal } = this.#abort;
    const watch = new DisposableStore();
    const fail = (): void => reject(new AppError('unavailable', 'The updater has ended'));
    signal.addEventListener('abort', fail);
    watch.defer(() => signal.removeEventListener('abort', fail));
    begin(resolve, watch);
    try {
      return await promise;
    } finally {
      watch.dispose();
    }
  }
}
