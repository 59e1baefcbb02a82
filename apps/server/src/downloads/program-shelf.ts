// The programs that this server offers, one for each system: found finished in the data folder or built in the background,
// one at a time. A build that failed is tried again with growing pauses, any when the host's administrator asks.

import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
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
import type { AgentTarget, ProgramRenewal, ProgramState } from '@nearhand/protocol';

/** Outdated builds are kept up to this many folders in all, then the oldest go. */
const foldersKept = 10;
const firstPauseMs = 60_000;
const longestPauseMs = 6 * 3_600_000;
/** Behind the name of the folder whose program is built again beside it. */
const besideSuffix = '.again';

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

type Slot =
  | { readonly kind: 'ready'; readonly program: ReadyProgram; readonly renewal: ProgramRenewal | null }
  | Exclude<ProgramState, { kind: 'ready' }>;

export class ProgramShelf implements Disposable {
  readonly #options: ProgramShelfOptions;
  readonly #slots = new Map<AgentTarget, Slot>();
  readonly #stopping = new AbortController();
  /** Those whose build failed in this round. */
  readonly #failed = new Set<AgentTarget>();
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
    return { kind: 'ready', size, sha256, version, isSigned, builtAt, renewal: slot.renewal };
  }

  start(): void {
    this.#isStarted = true;
    void this.#work();
  }

  /** As soon as no other is built. A finished one is offered until the new one takes its place. */
  buildAgain(target: AgentTarget): void {
    const slot = this.#slots.get(target);
    if (slot?.kind === 'ready') {
      if (slot.renewal?.kind !== 'building') this.#slots.set(target, { ...slot, renewal: { kind: 'waiting' } });
    } else if (slot?.kind === 'failed') {
      this.#slots.set(target, { kind: 'waiting' });
      this.#failed.delete(target);
      this.#pauseMs = firstPauseMs;
    }
    if (this.#isStarted) void this.#work();
  }

  dispose(): void {
    this.#stopping.abort();
    this.#timer?.dispose();
  }

  async #work(): Promise<void> {
    if (this.#isWorking) return;
    this.#isWorking = true;
    this.#failed.clear();
    this.#timer?.dispose();
    for (let target = this.#next(); target !== undefined; target = this.#next()) {
      await (this.ready(target) === null ? this.#provide(target) : this.#renew(target));
      if (this.#stopping.signal.aborted) return;
    }
    this.#isWorking = false;
    if (this.#failed.size > 0) this.#retryLater();
    else this.#removeOld();
  }

  #next(): AgentTarget | undefined {
    const { targets } = this.#options;
    const isAsked = (target: AgentTarget): boolean => {
      const slot = this.#slots.get(target);
      return slot?.kind === 'ready' && slot.renewal?.kind === 'waiting';
    };
    const isMissing = (target: AgentTarget) => this.ready(target) === null && !this.#failed.has(target);
    return targets.find(isAsked) ?? targets.find(isMissing);
  }

  async #provide(target: AgentTarget): Promise<void> {
    const { clock, logger } = this.#options;
    try {
      const { wish, folder } = this.#place(target);
      if (!this.#take(target, folder)) {
        this.#slots.set(target, { kind: 'building' });
        await this.#build(folder, wish);
        if (!this.#take(target, folder)) throw new Error('The builder left nothing behind.');
      }
    } catch (error) {
      if (this.#stopping.signal.aborted) return;
      logger.warn('the program cannot be built', { target, error });
      const tryAgainAt = new Date(clock.nowMs() + this.#pauseMs).toISOString();
      this.#failed.add(target);
      this.#slots.set(target, { kind: 'failed', reason: reasonOf(error), tryAgainAt });
    }
  }

  async #renew(target: AgentTarget): Promise<void> {
    const slot = this.#slots.get(target);
    if (slot?.kind !== 'ready') return;
    this.#slots.set(target, { ...slot, renewal: { kind: 'building' } });
    try {
      const { wish, folder } = this.#place(target);
      const beside = folder + besideSuffix;
      rmSync(beside, { recursive: true, force: true });
      await this.#build(beside, wish);
      const [own, made] = [join(folder, target), join(beside, target)];
      if (wholeBuild(made) === null) throw new Error('The builder left nothing behind.');
      mkdirSync(folder, { recursive: true });
      // Moved, not removed: whoever is downloading it gets the rest.
      if (existsSync(own)) renameSync(own, join(beside, 'former'));
      renameSync(made, own);
      this.#take(target, folder);
      rmSync(beside, { recursive: true, force: true });
    } catch (error) {
      if (this.#stopping.signal.aborted) return;
      this.#options.logger.warn('the program cannot be built again', { target, error });
      this.#slots.set(target, { ...slot, renewal: { kind: 'failed', reason: reasonOf(error) } });
    }
  }

  #place(target: AgentTarget): { wish: BuildWish; folder: string } {
    const wish = { ...this.#options.wish, target };
    return { wish, folder: join(this.#options.folder, buildKey(wish, (this.#sources ??= hashSources()))) };
  }

  async #build(folder: string, wish: BuildWish): Promise<void> {
    const { clock, logger, build } = this.#options;
    const startedMs = clock.monotonicMs();
    mkdirSync(folder, { recursive: true });
    await build(folder, wish, this.#stopping.signal);
    const tookMs = Math.round(clock.monotonicMs() - startedMs);
    logger.info('the builder is done', { target: wish.target, tookMs });
  }

  #take(target: AgentTarget, folder: string): boolean {
    const own = join(folder, target);
    const build = wholeBuild(own);
    if (build === null) return false;
    const builtAt = statSync(own).mtime.toISOString();
    this.#slots.set(target, { kind: 'ready', program: { build, folder: own, builtAt }, renewal: null });
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
    const names = readdirSync(folder);
    for (const name of names)
      if (name.endsWith(besideSuffix) && isBuildKey(name.slice(0, -besideSuffix.length)))
        rmSync(join(folder, name), { recursive: true, force: true });
    const old = names
      // Others are the host's.
      .filter(isBuildKey)
      .map((name) => ({ path: join(folder, name), madeMs: statSync(join(folder, name)).mtimeMs }))
      .filter(({ path }) => ![...current].some((used) => used.startsWith(path)))
      .toSorted((one, other) => other.madeMs - one.madeMs);
    for (const { path } of old.slice(Math.max(0, foldersKept - current.size)))
      rmSync(path, { recursive: true, force: true });
  }
}

/** null: was cut off, or has nothing to send compressed. */
function wholeBuild(folder: string): FinishedBuild | null {
  const build = readFinishedBuild(folder);
  return build === null || build.compressed === null ? null : build;
}

function reasonOf(error: unknown): string {
  return messageOf(error).slice(0, 300);
}
