// Proof that the person, not only the browser, is asking: the password, or where the account has none a sign-in that is
// minutes old; and a code where two-factor sign-in is on. Wrong ones are counted and recorded.

import { AppError, type Clock } from '@nearhand/base';
import type { OwnProof } from '@nearhand/protocol';
import type { Kysely } from 'kysely';
import { recordAccount } from '../audit/record-audit.ts';
import type { Database } from '../database/schema.ts';
import type { ServerKeys } from '../keys/keys.ts';
import type { Authentication } from './authentication.ts';
import type { MemberIdentity } from './members.ts';
import { Tries } from './two-factor/tries.ts';
import { TwoFactorStore } from './two-factor/two-factor-store.ts';

/** What counts as having signed in just now. */
export const freshSignInMs = 10 * 60_000;

export interface OwnProofsOptions {
  readonly authentication: Authentication;
  readonly clock: Clock;
  readonly db: Kysely<Database>;
  readonly keys: ServerKeys;
}

export class OwnProofs {
  readonly #options: OwnProofsOptions;
  readonly #store: TwoFactorStore;
  readonly #passwordTries: Tries;
  readonly #codeTries: Tries;

  constructor(options: OwnProofsOptions) {
    this.#options = options;
    this.#store = new TwoFactorStore(options);
    // Apart: whoever knows the password must not earn new tries for codes with it.
    this.#passwordTries = new Tries(options.clock);
    this.#codeTries = new Tries(options.clock);
  }

  /** Throws AppError `password_wrong`, `sign_in_again` or `two_factor_code_invalid`. */
  async require(member: MemberIdentity, { password, code }: OwnProof): Promise<void> {
    await this.requirePerson(member, password);
    if (member.twoFactor.enabled) await this.#requireCode(member, code ?? '');
  }

  /** Without a code. Throws AppError `password_wrong` or `sign_in_again`. */
  async requirePerson(member: MemberIdentity, given: string | undefined): Promise<void> {
    const hash = await this.#passwordOf(member.userId);
    if (hash === null) return this.#requireFreshSignIn(member);
    const { password } = await this.#options.authentication.auth.$context;
    const isRight = await this.#passwordTries.count(member.userId, Boolean, () =>
      password.verify({ hash, password: given ?? '' }),
    );
    if (isRight) return;
    await this.#recordWrong(member, 'proof.failed');
    throw new AppError('password_wrong', 'The password is wrong.');
  }

  /** Counts as a try for a code. */
  async countCode(userId: string, proof: () => Promise<boolean>): Promise<void> {
    if (await this.#codeTries.count(userId, Boolean, proof)) return;
    throw new AppError('two_factor_code_invalid', 'The code is wrong.');
  }

  async #requireCode(member: MemberIdentity, code: string): Promise<void> {
    const { userId } = member;
    await this.countCode(userId, async () => {
      const isRight =
        code.length > 6
          ? await this.#store.useBackupCode(userId, code)
          : (await this.#store.useTotp(userId, code, this.#options.clock.nowMs())) === 'accepted';
      if (!isRight) await this.#recordWrong(member, 'proof.codeFailed');
      return isRight;
    });
  }

  #recordWrong({ userId, address }: MemberIdentity, event: 'proof.failed' | 'proof.codeFailed'): Promise<void> {
    const { db, clock } = this.#options;
    const by = { actor: 'self', address } as const;
    return recordAccount(db, { user: { id: userId }, event, at: new Date(clock.nowMs()), by });
  }

  async #passwordOf(userId: string): Promise<string | null> {
    const account = await this.#options.db
      .selectFrom('accounts')
      .select('password')
      .where('userId', '=', userId)
      .where('providerId', '=', 'credential')
      .executeTakeFirst();
    return account?.password ?? null;
  }

  async #requireFreshSignIn({ signInId }: MemberIdentity): Promise<void> {
    const since = new Date(this.#options.clock.nowMs() - freshSignInMs);
    const fresh = await this.#options.db
      .selectFrom('signIns')
      .innerJoin('users', 'users.id', 'signIns.userId')
      .select('signIns.id')
      .where('signIns.id', '=', signInId)
      .where('signIns.createdAt', '>', since)
      // A provider may let anybody pass who sits at its owner's browser. A new account has nothing to lose yet.
      .where(({ eb, or }) => or([eb('signIns.silent', '=', false), eb('users.createdAt', '>', since)]))
      .executeTakeFirst();
    if (fresh === undefined) throw new AppError('sign_in_again', 'Sign in again first.');
  }
}
