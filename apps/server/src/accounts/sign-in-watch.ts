// Notices that a sign-in is over, whoever ended it: this server, another process, or time. Knows only the sign-ins that
// somebody used here; nobody else has anything open with it.

import { sql } from 'kysely';
import { type Disposable, DisposableStore, Emitter, type Event, repeat } from '@nearhand/base';
import type { AppDeps } from '../app-context.ts';

/** One signed-in browser has ended its sign-in, or was made to. */
export interface SignedOut {
  readonly signInId: string;
  readonly userId: string;
}

const checkEveryMs = 60_000;
/** The trigger of the first migration. */
const channel = 'signed_out';

type Needs = Pick<AppDeps, 'db' | 'clock' | 'logger' | 'notifications'>;

export class SignInWatch implements Disposable {
  readonly #needs: Needs;
  readonly #signedOut = new Emitter<SignedOut>();
  readonly #store = new DisposableStore();
  /** By id. */
  readonly #known = new Map<string, SignedOut>();

  constructor(needs: Needs) {
    this.#needs = needs;
    this.#store.add(this.#signedOut);
    if (needs.notifications === null) return;
    this.#store.add(needs.notifications.listen(channel, (signInId) => this.end(signInId)));
    this.#store.add(needs.notifications.onGap.on(() => void this.check()));
  }

  get onSignedOut(): Event<SignedOut> {
    return this.#signedOut;
  }

  /** Somebody uses it here. */
  saw(signIn: SignedOut): void {
    this.#known.set(signIn.signInId, signIn);
  }

  /** Tells once, however often it is called. */
  end(signInId: string): void {
    const signIn = this.#known.get(signInId);
    if (signIn === undefined) return;
    this.#known.delete(signInId);
    this.#signedOut.emit(signIn);
  }

  /** Time ends sign-ins too, without telling. */
  start(): void {
    this.#store.add(repeat(this.#needs.clock, checkEveryMs, () => this.check()));
  }

  /** Ends what the database no longer holds. */
  async check(): Promise<void> {
    const ids = [...this.#known.keys()];
    if (ids.length === 0) return;
    try {
      const rows = await this.#needs.db
        .selectFrom('signIns')
        .select('id')
        .where('id', '=', sql<string>`any(${ids}::uuid[])`)
        .where('expiresAt', '>', new Date(this.#needs.clock.nowMs()))
        .execute();
      const alive = new Set(rows.map((row) => row.id));
      for (const id of ids) if (!alive.has(id)) this.end(id);
    } catch (error) {
      // Not knowing is no reason to sign people out; the next check asks again.
      this.#needs.logger.debug('Sign-ins could not be checked', { error });
    }
  }

  dispose(): void {
    this.#known.clear();
    this.#store.dispose();
  }
}
