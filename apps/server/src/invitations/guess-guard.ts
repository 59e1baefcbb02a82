// Makes guessing codes slow without refusing everybody: a limit per address block, and a proof of work that grows with
// the number of wrong codes from anywhere. Counts in memory of this process; knows nothing of codes themselves.

import { AppError, type Clock } from '@nearhand/base';
import type { ErrorCode, Proof, ProofChallenge } from '@nearhand/protocol';
import { addressBlock } from './address-block.ts';
import type { ProofDesk } from './proof-desk.ts';

export interface GuessLimits {
  /** Wrong codes a block may try at once. */
  readonly perBlock: number;
  /** After which one more is allowed. */
  readonly refillMs: number;
  /** Wrong codes a minute, from everywhere, before proofs are asked. */
  readonly freePerMinute: number;
  readonly minBits: number;
  readonly maxBits: number;
}

export const defaultGuessLimits: GuessLimits = {
  perBlock: 10,
  refillMs: 20_000,
  freePerMinute: 20,
  minBits: 12,
  maxBits: 20,
};

/** Blocks remembered at most; the least recently seen are forgotten first. */
const maxBlocks = 100_000;
const minuteMs = 60_000;

/** Code `too_many_attempts` (with `retryAfterMs`) or `proof_required` (with `challenge`). */
export class GuessRefused extends AppError<ErrorCode> {
  readonly retryAfterMs: number | null;
  readonly challenge: ProofChallenge | null;

  constructor(why: { retryAfterMs: number } | { challenge: ProofChallenge }) {
    if ('challenge' in why) super('proof_required', 'A proof of work must come with the next attempt.');
    else super('too_many_attempts', 'Too many attempts from this address block; wait.');
    this.retryAfterMs = 'retryAfterMs' in why ? why.retryAfterMs : null;
    this.challenge = 'challenge' in why ? why.challenge : null;
  }
}

interface Block {
  attempts: number;
  atMs: number;
}

export class GuessGuard {
  readonly #clock: Clock;
  readonly #desk: ProofDesk;
  readonly #limits: GuessLimits;
  /** In order of last use. */
  readonly #blocks = new Map<string, Block>();
  /** Wrong codes of the last minute, fading. */
  #level = 0;
  #levelAtMs = 0;

  constructor(options: { clock: Clock; desk: ProofDesk; limits?: GuessLimits }) {
    this.#clock = options.clock;
    this.#desk = options.desk;
    this.#limits = options.limits ?? defaultGuessLimits;
  }

  /**
   * Books one attempt before it is looked at, so that many at once gain nothing. The caller calls the returned function
   * when the code was right. What is too long to be guessed needs no proof. Throws GuessRefused.
   */
  async attempt(
    address: string,
    proof: Proof | undefined,
    { isGuessable = true }: { isGuessable?: boolean } = {},
  ): Promise<() => void> {
    const block = this.#blockOf(address);
    if (block.attempts > this.#limits.perBlock - 1) {
      const retryAfterMs = Math.ceil((block.attempts - this.#limits.perBlock + 1) * this.#limits.refillMs);
      throw new GuessRefused({ retryAfterMs });
    }
    const bits = isGuessable ? this.requiredBits() : 0;
    // Booked before the first await: parallel attempts see each other.
    block.attempts += 1;
    if (bits > 0 && !(proof !== undefined && (await this.#desk.accept(proof)))) {
      block.attempts -= 1;
      throw new GuessRefused({ challenge: this.#desk.challenge(bits) });
    }
    this.#level = this.#currentLevel() + 1;
    let returned = false;
    return () => {
      if (returned) return;
      returned = true;
      block.attempts = Math.max(0, block.attempts - 1);
      this.#level = Math.max(0, this.#currentLevel() - 1);
    };
  }

  /** Bits of work asked now; 0: none. */
  requiredBits(): number {
    const { freePerMinute, minBits, maxBits } = this.#limits;
    const excess = this.#currentLevel() / freePerMinute;
    return excess <= 1 ? 0 : Math.min(maxBits, minBits + Math.floor(Math.log2(excess)));
  }

  #blockOf(address: string): Block {
    const name = addressBlock(address);
    const nowMs = this.#clock.monotonicMs();
    const block = this.#blocks.get(name) ?? { attempts: 0, atMs: nowMs };
    block.attempts = Math.max(0, block.attempts - (nowMs - block.atMs) / this.#limits.refillMs);
    block.atMs = nowMs;
    this.#blocks.delete(name);
    this.#blocks.set(name, block);
    if (this.#blocks.size > maxBlocks) {
      const oldest = this.#blocks.keys().next();
      if (!oldest.done) this.#blocks.delete(oldest.value);
    }
    return block;
  }

  #currentLevel(): number {
    const nowMs = this.#clock.monotonicMs();
    this.#level *= Math.exp(-(nowMs - this.#levelAtMs) / minuteMs);
    this.#levelAtMs = nowMs;
    return this.#level;
  }
}
