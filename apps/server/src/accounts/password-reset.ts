// A forgotten password: a mailed link that works once and for an hour. Nobody learns from it whether an account exists.

import { randomBytes } from 'node:crypto';
import type { Transaction } from 'kysely';
import { AppError, type Logger } from '@nearhand/base';
import type { Locale, ResetPassword } from '@nearhand/protocol';
import type { AppContext } from '../app-context.ts';
import { hashToken } from '../keys/secret-text.ts';
import type { Database } from '../database/schema.ts';
import { queueMail } from '../mail/mail.queue.ts';
import { AskedMails } from './asked-mails.ts';
import { hashPassword } from './credential.ts';
import { readReader } from './reader.ts';
import { storePassword } from './set-password.ts';

export const resetValidityMs = 60 * 60_000;

export interface ResetRequest {
  readonly email: string;
  readonly locale: Locale;
  /** Of the client. */
  readonly address: string;
}

type Needs = Pick<AppContext, 'authentication' | 'clock' | 'config' | 'db'> & { readonly logger: Logger };

export class PasswordReset {
  readonly #context: Needs;
  readonly #mails: AskedMails;

  constructor(context: Needs) {
    this.#context = context;
    this.#mails = new AskedMails(context);
  }

  /** Returns before anything is looked up, so that neither the answer nor its time depends on it. */
  ask(request: ResetRequest): void {
    this.#mails.ask(request.email, () => this.#mailLink(request));
  }

  /** Throws AppError `reset_link_invalid`. Signs nobody in: whatever signing in asks for is asked afterwards. */
  async complete({ token, newPassword }: ResetPassword, from: { locale: Locale; address: string }): Promise<void> {
    const { db, clock } = this.#context;
    const tokenHash = hashToken(token);
    const isKnown = await db
      .selectFrom('passwordResets')
      .select('userId')
      .where('tokenHash', '=', tokenHash)
      .executeTakeFirst();
    if (isKnown === undefined) throw invalid();
    const hash = await hashPassword(this.#context, newPassword);
    await db.transaction().execute(async (transaction) => {
      // Deleting it is the turnstile: of two at once, one gets through.
      const taken = await transaction
        .deleteFrom('passwordResets')
        .where('tokenHash', '=', tokenHash)
        .where('expiresAt', '>', new Date(clock.nowMs()))
        .returning('userId')
        .executeTakeFirst();
      if (taken === undefined) throw invalid();
      await this.#confirmAddress(transaction, taken.userId);
      await storePassword(this.#context, transaction, {
        userId: taken.userId,
        hash,
        signOut: 'all',
        locale: from.locale,
        by: { actor: { kind: 'nobody' }, address: from.address },
      });
    });
  }

  /** Resolves when everything asked for is in the queue. */
  settle(): Promise<void> {
    return this.#mails.settle();
  }

  /**
   * The link proves that the address is theirs. Had nobody proven it before, whoever had the account may be somebody else:
   * every other way in goes.
   */
  async #confirmAddress(transaction: Transaction<Database>, id: string): Promise<void> {
    const confirmed = await transaction
      .updateTable('users')
      .set({ emailVerified: true })
      .where('id', '=', id)
      .where('emailVerified', '=', false)
      .executeTakeFirst();
    if (confirmed.numUpdatedRows === 0n) return;
    await transaction.deleteFrom('accounts').where('userId', '=', id).where('providerId', '!=', 'credential').execute();
    await transaction.deleteFrom('passkeys').where('userId', '=', id).execute();
  }

  async #mailLink({ email, locale, address }: ResetRequest): Promise<void> {
    const { db, clock, config } = this.#context;
    const nowMs = clock.nowMs();
    const token = randomBytes(32).toString('base64url');
    await db.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('passwordResets').where('expiresAt', '<=', new Date(nowMs)).execute();
      const user = await transaction
        .selectFrom('users')
        .select('users.id')
        .where('users.email', '=', email)
        .executeTakeFirst();
      if (user === undefined) return;
      await transaction
        .insertInto('passwordResets')
        .values({ tokenHash: hashToken(token), userId: user.id, expiresAt: new Date(nowMs + resetValidityMs) })
        .execute();
      const reader = await readReader(transaction, user.id, locale);
      // In the fragment: browsers send it to no server, so no log has it.
      const link = `${config.publicUrl}/reset-password#${token}`;
      await queueMail(transaction, this.#context, reader, { kind: 'passwordReset', link, address, atMs: nowMs });
    });
  }
}

function invalid(): AppError {
  return new AppError('reset_link_invalid', 'The link is wrong, used or expired.');
}
