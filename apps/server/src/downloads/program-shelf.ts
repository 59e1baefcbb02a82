// The programs that this server offers, one for each system: found finished in the data folder or built in the background,
// one at a time. A build that failed is tried again, with growing pauses or when the host's administrator asks.

import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildKey,
  type BuildWish,
  hashSources,
  type FinishedBuild,
  isBuildKey,
  readFinishedBuild,
} from '@nearhand/agent-builder';
import { type Clock, type Disposable, type Logger, messageOf } from '@nearhand/base';
import type { AgentTarget, ProgramState } from '@nearhand/protocol';

/** Outdated builds are kept up to this many folders in all, then the oldest go. */
const foldersKept = 10;
const firstPauseMs = 60_000;
const longestPauseMs = 6 * 3_600_000;

export interface ReadyProgram {
  readonly build: FinishedBuild;
  /** Holds the program and its compressed pieces. */
  readonly folder: string;
  readonly builtAt: string;
}

export interface ProgramShelfOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Of this shelf alone. */
  readonly folder: string;
  /** In the order in which they are built. */
  readonly targets: readonly AgentTarget[];
  readonly wish: Omit<BuildWish, 'target'>;
  readonly build: (folder: string, wish: BuildWish, signal: AbortSignal) => Promise<void>;
}

type Slot = { readonly kind: 'ready'; readonly program: ReadyProgram } | Exclude<ProgramState, { kind: 'ready' }>;

export class ProgramShelf implements Disposable {
  readonly #options: ProgramShelfOptions;
  readonly #slots = new Map<AgentTarget, Slot>();
  readonly #stopping = new AbortController();
  #sources: string | undefined;
  #timer: Disposable | null = null;
  #pauseMs = firstPauseMs;
  #isWorking = false;
  #isStarted = false;

  constructor(options: ProgramShelfOptions) {
    this.#options = options;
  }

  /** null: not there (yet). */
  ready(target: AgentTarget): ReadyProgram | null {
    const slot = this.#slots.get(target);
    return slot?.kind === 'ready' ? slot.program : null;
  }

  /** null: this server builds no programs. */
  state(target: AgentTarget): ProgramState | null {
    const slot = this.#slots.get(target);
    if (slot === undefined)
      return this.#isStarted && this.#options.targets.includes(target) ? { kind: 'waiting' } : null;
    if (slot.kind !== 'ready') return slot;
    const { build, builtAt } = slot.program;
    const { size, sha256, version, isSigned } = build;
    return { kind: 'ready', size, sha256, version, isSigned, builtAt };
  }

  start(): void {
    this.#isStarted = true;
    void this.#work();
  }

  /** Tries at once what failed. */
  retry(): void {
    this.#pauseMs = firstPauseMs;
    if (this.#isStarted) void this.#work();
  }

  dispose(): void {
    this.#stopping.abort();
    this.#timer?.dispose();
  }

  async #work(): Promise<void> {
    if (this.#isWorking) return;
    this.#isWorking = true;
    const { targets } = this.#options;
    this.#timer?.dispose();
    for (const target of targets) {
      if (this.#stopping.signal.aborted) return;
      if (this.ready(target) === null) await this.#provide(target);
    }
    this.#isWorking = false;
    if (targets.some((target) => this.ready(target) === null)) this.#retryLater();
    else this.#removeOld();
  }

  async #provide(target: AgentTarget): Promise<void> {
    const { clock, logger, wish: common, build } = this.#options;
    const { signal } = this.#stopping;
    try {
      const wish = { ...common, target };
      const folder = join(this.#options.folder, buildKey(wish, (this.#sources ??= hashSources())));
      if (!this.#take(target, folder)) {
        this.#slots.set(target, { kind: 'building' });
        const startedMs = clock.monotonicMs();
        mkdirSync(folder, { recursive: true });
        await build(folder, wish, signal);
        if (!this.#take(target, folder)) throw new Error('The builder left nothing behind.');
        logger.info('the program was built', { target, tookMs: Math.round(clock.monotonicMs() - startedMs) });
      }
    } catch (error) {
      if (signal.aborted) return;
      logger.warn('the program cannot be built', { target, error });
      const tryAgainAt = new Date(clock.nowMs() + this.#pauseMs).toISOString();
      this.#slots.set(target, { kind: 'failed', reason: messageOf(error).slice(0, 300), tryAgainAt });
    }
  }

  #take(target: AgentTarget, folder: string): boolean {
    const own = join(folder, target);
    const build = readFinishedBuild(own);
    if (build === null || build.compressed === null) return false;
    const builtAt = statSync(own).mtime.toISOString();
    this.#slots.set(target, { kind: 'ready', program: { build, folder: own, builtAt } });
    return true;
  }

  #retryLater(): void {
    this.#timer = this.#options.clock.setTimer(this.#pauseMs, () => void this.#work());
    this.#pauseMs = Math.min(longestPauseMs, this.#pauseMs * 4);
  }

  #removeOld(): void {
    const { folder } = this.#options;
    if (!existsSync(folder)) return;
    const current = new Set(
      [...this.#slots.values()].flatMap((slot) => (slot.kind === 'ready' ? [slot.program.folder] : [])),
    );
    const old = readdirSync(folder)
      // Others are the host's.
      .filter(isBuildKey)
      .map((name) => ({ path: join(folder, name), madeMs: statSync(join(folder, name)).mtimeMs }))
      .filter(({ path }) => ![...current].some((used) => used.startsWith(path)))
      .toSorted((one, other) => other.madeMs - one.madeMs);
    for (const { path } of old.slice(Math.max(0, foldersKept - current.size)))
      rmSync(path, { recursive: true, force: true });
  }
}
