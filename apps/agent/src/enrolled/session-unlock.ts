// Unlocks the account at the screen when a session with control begins and finds it locked, with what members sealed to
// this computer. One try a session; what was wrong once is not tried again. What it unlocked is locked at the end.

import { createHash } from 'node:crypto';
import { AppError, type Disposable, Emitter, type Event, type Logger, messageOf } from '@nearhand/base';
import type { Seat } from '@nearhand/host';
import type { AgentMessage, Credentials, UnlockFailure, UnlockOrder } from '@nearhand/protocol';
import { type AgreementPair, openCredentials, SerialQueue } from '@nearhand/session';
import { z } from 'zod';
import type { StoredValue } from '../identity/stored-value.ts';

/** What must outlive the program, and holds no secret. */
export const unlockMemorySchema = z.object({
  /** SHA-256 of what did not work, sealed as it came; null: nothing. */
  wrong: z.string().nullable(),
  /** It stands open because of this agent. */
  unlocked: z.boolean(),
});
export type UnlockMemory = z.infer<typeof unlockMemorySchema>;

const nothing: UnlockMemory = { wrong: null, unlocked: false };

/** Lately begun sessions that are remembered. */
const mostSessions = 64;

export interface SessionUnlockOptions {
  readonly seat: Seat;
  readonly pair: AgreementPair;
  readonly memory: StoredValue<UnlockMemory>;
  /** Of this computer; null: it is none yet. */
  readonly computerId: () => string | null;
  readonly tell: (message: AgentMessage) => void;
  readonly logger: Logger;
}

export interface UnlockNews {
  readonly sessionId: string;
  readonly failure: UnlockFailure;
}

export class SessionUnlock implements Disposable {
  readonly #options: SessionUnlockOptions;
  readonly #failed = new Emitter<UnlockNews>();
  readonly #disposed = new AbortController();
  readonly #begun = new Map<string, UnlockFailure | null>();
  readonly #tries: SerialQueue;
  #order: UnlockOrder | null = null;

  constructor(options: SessionUnlockOptions) {
    this.#options = options;
    this.#tries = new SerialQueue((error) => options.logger.error('unlocking failed', { reason: messageOf(error) }));
  }

  /** Once a session at most. */
  get onFailed(): Event<UnlockNews> {
    return this.#failed;
  }

  /** It is to be locked when nobody is connected any more. */
  get hasUnlocked(): boolean {
    return this.#memory.unlocked;
  }

  /** What the server says now; null: nothing is to be unlocked. */
  follow(order: UnlockOrder | null): void {
    this.#order = order;
  }

  /** Somebody who may control is in. Why an earlier try of this session failed; null: it did not, or goes on. */
  begin(sessionId: string): UnlockFailure | null {
    const known = this.#begun.get(sessionId);
    if (known !== undefined) return known;
    this.#remember(sessionId, null);
    this.#tries.run(() => this.#try(sessionId));
    return null;
  }

  /** It was locked, or whoever is there has it as they like it. */
  forgetUnlocked(): void {
    if (this.#memory.unlocked) this.#keep({ unlocked: false });
  }

  dispose(): void {
    this.#disposed.abort();
    this.#tries.dispose();
    this.#failed.dispose();
  }

  get #memory(): UnlockMemory {
    return this.#options.memory.read() ?? nothing;
  }

  #keep(change: Partial<UnlockMemory>): void {
    this.#options.memory.write({ ...this.#memory, ...change });
  }

  #remember(sessionId: string, failure: UnlockFailure | null): void {
    this.#begun.set(sessionId, failure);
    const [oldest] = this.#begun.keys();
    if (this.#begun.size > mostSessions && oldest !== undefined) this.#begun.delete(oldest);
  }

  async #try(sessionId: string): Promise<void> {
    const { logger, seat, tell } = this.#options;
    const { signal } = this.#disposed;
    const order = this.#order;
    const computerId = this.#options.computerId();
    if (order === null || computerId === null || this.#memory.wrong === digestOf(order.sealed)) return;
    try {
      if (!(await seat.isLocked()) || signal.aborted) return;
      const credentials = await this.#open(order, computerId);
      // Before: whatever ends the program now, it is locked again.
      this.#keep({ unlocked: true });
      await seat.unlock(credentials, signal);
      logger.info('the account at the screen was unlocked');
      tell({ type: 'account.unlocked', failure: null });
    } catch (error) {
      if (signal.aborted) return;
      const failure = failureOf(error);
      this.#keep(failure === 'wrongPassword' || failure === 'unreadable' ? { wrong: digestOf(order.sealed) } : {});
      if (failure !== 'unavailable') this.#keep({ unlocked: false });
      this.#remember(sessionId, failure);
      logger.warn('the account at the screen could not be unlocked', { failure, reason: messageOf(error) });
      tell({ type: 'account.unlocked', failure });
      this.#failed.emit({ sessionId, failure });
    }
  }

  async #open({ organisationId, sealed }: UnlockOrder, computerId: string): Promise<Credentials> {
    try {
      return await openCredentials(this.#options.pair, sealed, { organisationId, computerId });
    } catch {
      // Neither the reason nor a part of it: nothing of what is inside belongs into a log.
      throw new AppError('unreadable', 'The credentials were not sealed to this computer.');
    }
  }
}

function failureOf(error: unknown): UnlockFailure {
  const code = error instanceof AppError ? error.code : '';
  if (code === 'password_wrong') return 'wrongPassword';
  if (code === 'unreadable') return 'unreadable';
  return code === 'forbidden' ? 'otherAccount' : 'unavailable';
}

function digestOf(sealed: string): string {
  return createHash('sha256').update(sealed).digest('base64url');
}
