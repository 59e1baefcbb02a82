// Which displays can be duplicated, as far as it was tried: one opening at a time, for an hour none again where the first was
// refused, and for some minutes where it broke off too often.

import { AppError, type Clock, type Disposable, type Logger, messageOf } from '@nearhand/base';
import type { OutputDuplication } from './output-duplication.ts';
import type { OutputPlace } from './open-duplication.ts';

const openingLimitMs = 5000;
const breaksCountForMs = 60_000;
const maximumBreaks = 5;
const pauseMs = 1000;
const refusalHoldsMs = 60 * 60_000;
/** Displays go away and come back with the person at the computer, full screen games end. */
const restMs = 5 * 60_000;

interface Experience {
  /** It was opened once. */
  works: boolean;
  refusal: { readonly reason: string; readonly untilMs: number } | null;
  breaksAtMs: readonly number[];
}

/** What was found out, by the displays' devices. Outlives a desktop. */
export type DuplicationMemory = Map<string, Experience>;

export interface DuplicationsOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly memory: DuplicationMemory;
  /** Throws AppError `desktop_unavailable`; gives back what arrives after an abort. */
  readonly open: (place: OutputPlace, signal: AbortSignal) => Promise<OutputDuplication>;
}

export class Duplications implements Disposable {
  readonly #options: DuplicationsOptions;
  readonly #ended = new AbortController();
  /** The same output cannot be duplicated twice, and what is late may still be under way. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: DuplicationsOptions) {
    this.#options = options;
  }

  /** Whether it is worth opening now. */
  mayOpen(device: string): boolean {
    const lastMs = this.#experience(device).breaksAtMs.at(-1);
    const isTooSoon = lastMs !== undefined && this.#options.clock.monotonicMs() - lastMs < pauseMs;
    return !isTooSoon && this.#refusal(device) === null;
  }

  /** null: it is refused, which is remembered. Never fails. */
  open(place: OutputPlace): Promise<OutputDuplication | null> {
    const opened = this.#last.then(() => this.#open(place));
    this.#last = opened.then(({ settled }) => settled);
    return opened.then(({ duplication }) => duplication);
  }

  /** One that was open has ended by itself. */
  broke(device: string, reason: string): void {
    const experience = this.#experience(device);
    const { clock, logger } = this.#options;
    const nowMs = clock.monotonicMs();
    const recent = experience.breaksAtMs.filter((atMs) => nowMs - atMs < breaksCountForMs);
    experience.breaksAtMs = [...recent, nowMs];
    const isTooMuch = experience.breaksAtMs.length >= maximumBreaks;
    if (isTooMuch) this.#refuse(device, `broke off ${maximumBreaks} times within a minute, lastly ${reason}`, restMs);
    logger.info('desktop duplication broke off', { device, reason, given: isTooMuch ? 'up' : 'another try' });
  }

  /** Why this display is not duplicated, tried where that is not known; null: it can be. */
  async refusalOf(place: OutputPlace): Promise<string | null> {
    // What is under way may find it out.
    await this.#last;
    const isKnown = this.#experience(place.device).works || this.#refusal(place.device) !== null;
    if (!isKnown) (await this.open(place))?.dispose();
    return this.#ended.signal.aborted ? 'the desktop was left' : this.#refusal(place.device);
  }

  dispose(): void {
    this.#ended.abort();
  }

  #experience(device: string): Experience {
    const { memory } = this.#options;
    const known = memory.get(device);
    if (known !== undefined) return known;
    const experience: Experience = { works: false, refusal: null, breaksAtMs: [] };
    memory.set(device, experience);
    return experience;
  }

  /** null: none that holds. */
  #refusal(device: string): string | null {
    const { refusal } = this.#experience(device);
    return refusal !== null && this.#options.clock.monotonicMs() < refusal.untilMs ? refusal.reason : null;
  }

  #refuse(device: string, reason: string, forMs: number): void {
    const experience = this.#experience(device);
    experience.refusal = { reason, untilMs: this.#options.clock.monotonicMs() + forMs };
    experience.works = false;
    experience.breaksAtMs = [];
  }

  /** `settled`: nothing of it is under way any more. */
  async #open(place: OutputPlace): Promise<{ duplication: OutputDuplication | null; settled: Promise<unknown> }> {
    const { clock, logger, open } = this.#options;
    const { device } = place;
    const late = new AbortController();
    const opening = open(place, AbortSignal.any([late.signal, this.#ended.signal]));
    const limit = Promise.withResolvers<never>();
    const timer = clock.setTimer(openingLimitMs, () => {
      late.abort();
      limit.reject(new AppError('desktop_unavailable', `did not open within ${openingLimitMs / 1000} s`));
    });
    const settled = opening.catch(() => null);
    try {
      const duplication = await Promise.race([opening, limit.promise]);
      this.#experience(device).works = true;
      logger.info('desktop duplication', { device });
      return { duplication, settled };
    } catch (error) {
      this.#failed(device, messageOf(error));
      return { duplication: null, settled };
    } finally {
      timer.dispose();
    }
  }

  #failed(device: string, reason: string): void {
    if (this.#ended.signal.aborted) return;
    if (this.#experience(device).works) return this.broke(device, reason);
    this.#refuse(device, reason, refusalHoldsMs);
    this.#options.logger.info('no desktop duplication', { device, reason });
  }
}
