// Another e-mail address for one's account: proven to be the person, then to have the mailbox, by a code that is good for
// half an hour, five tries and the browser that asked. Nobody learns from it whether an address has an account.

import { createHmac, randomInt } from 'node:crypto';
import { AppError, type Logger } from '@nearhand/base';
import type { Locale, OwnProof, PendingEmail } from '@nearhand/protocol';
import type { Transaction } from 'kysely';
import type { AppContext } from '../../app-context.ts';
import { actAs, recordAccount } from '../../audit/record-audit.ts';
import type { Database } from '../../database/schema.ts';
import { isUniqueViolation } from '../../database/unique-violation.ts';
import { maySignUp, readHostSettings } from '../../host/settings.ts';
import { isSameSecret } from '../../keys/secret-text.ts';
import { queueMail } from '../../mail/mail.queue.ts';
import { notifyOfAccount } from '../../notifications/notify.ts';
import { AskedMails } from '../asked-mails.ts';
import { AttemptLimit } from '../attempt-limit.ts';
import type { MemberIdentity } from '../members.ts';
import { readReader } from '../reader.ts';

export const emailCodeValidityMs = 30 * 60_000;
export const emailCodeTries = 5;

type Needs = Pick<AppContext, 'clock' | 'config' | 'db' | 'keys' | 'proofs'> & { readonly logger: Logger };

export class EmailChange {
  readonly #needs: Needs;
  readonly #mails: AskedMails;
  readonly #asking: AttemptLimit;

  constructor(needs: Needs) {
    this.#needs = needs;
    this.#mails = new AskedMails(needs);
    this.#asking = new AttemptLimit({ clock: needs.clock, atOnce: 5, refillMs: 10 * 60_000 });
  }

  /** What waits for its code in this browser. */
  async pending({ userId, signInId }: MemberIdentity): Promise<PendingEmail> {
    const row = await this.#needs.db
      .selectFrom('emailChanges')
      .select(['email', 'expiresAt'])
      .where('userId', '=', userId)
      .where('signInId', '=', signInId)
      .where('expiresAt', '>', new Date(this.#needs.clock.nowMs()))
      .where('tries', '<', emailCodeTries)
      .executeTakeFirst();
    return { email: row?.email ?? null };
  }

  /**
   * Mails a code to the new address, in place of one asked for before. Throws what OwnProofs throws, `email_refused`,
   * which depends on the host's settings and the two addresses alone, and `too_many_attempts`.
   */
  async begin(member: MemberIdentity, email: string, { proof, locale }: { proof: OwnProof; locale: Locale }) {
    const { db, clock, proofs } = this.#needs;
    const { userId, signInId } = member;
    await proofs.require(member, proof);
    await this.#requireAllowed(userId, email);
    this.#asking.require(userId);
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const untilMs = clock.nowMs() + emailCodeValidityMs;
    const row = { signInId, email, codeHash: this.#hash(userId, email, code), expiresAt: new Date(untilMs), tries: 0 };
    await db
      .insertInto('emailChanges')
      .values({ userId, ...row })
      .onConflict((conflict) => conflict.column('userId').doUpdateSet(row))
      .execute();
    this.#mails.ask(email, () => this.#mail(member, email, { code, untilMs, locale }));
  }

  async cancel({ userId }: MemberIdentity): Promise<void> {
    await this.#needs.db.deleteFrom('emailChanges').where('userId', '=', userId).execute();
  }

  /**
   * Makes it the account's address; other devices are signed out. Throws AppError `email_code_invalid`, for the right
   * code too where the address got an account meanwhile.
   */
  async confirm(member: MemberIdentity, code: string, locale: Locale): Promise<void> {
    const { db } = this.#needs;
    const asked = await this.#countTry(member);
    if (asked === undefined) throw invalid();
    const codeHash = this.#hash(member.userId, asked.email, code);
    if (!isSameSecret(codeHash, asked.codeHash)) {
      await this.#record(db, member, 'email.codeFailed', {});
      throw invalid();
    }
    await db.transaction().execute(async (transaction) => {
      // Deleting it is the turnstile: of two at once, one gets through.
      const taken = await transaction
        .deleteFrom('emailChanges')
        .where('userId', '=', member.userId)
        .where('codeHash', '=', codeHash)
        .executeTakeFirst();
      if (taken.numDeletedRows !== 1n) throw invalid();
      await this.#change(transaction, member, asked.email, locale);
    });
  }

  /** Resolves when everything asked for is in the queue. */
  settle(): Promise<void> {
    return this.#mails.settle();
  }

  async #change(transaction: Transaction<Database>, member: MemberIdentity, email: string, locale: Locale) {
    const { clock } = this.#needs;
    const { userId, signInId, address } = member;
    const before = await readReader(transaction, userId, locale);
    await transaction
      .updateTable('users')
      .set({ email, emailVerified: true, updatedAt: new Date(clock.nowMs()) })
      .where('id', '=', userId)
      .execute()
      .catch((error: unknown) => {
        if (isUniqueViolation(error)) throw invalid();
        throw error;
      });
    // What was mailed to the old address opens nothing any more, nor does a half-done sign-in with it.
    await transaction.deleteFrom('passwordResets').where('userId', '=', userId).execute();
    await transaction.deleteFrom('verifications').where('value', '=', userId).execute();
    await this.#record(transaction, member, 'email.changed', { from: before.email, to: email });
    await actAs(transaction, { actor: 'self', address });
    await transaction.deleteFrom('signIns').where('userId', '=', userId).where('id', '!=', signInId).execute();
    await queueMail(transaction, this.#needs, before, { kind: 'emailChanged', to: email, atMs: clock.nowMs() });
    await notifyOfAccount(transaction, this.#needs, userId, 'security.emailChanged');
  }

  /** Counted before it is looked at, so that many at once are counted too. */
  #countTry({ userId, signInId }: MemberIdentity) {
    return this.#needs.db
      .updateTable('emailChanges')
      .set(({ eb }) => ({ tries: eb('tries', '+', 1) }))
      .where('userId', '=', userId)
      .where('signInId', '=', signInId)
      .where('tries', '<', emailCodeTries)
      .where('expiresAt', '>', new Date(this.#needs.clock.nowMs()))
      .returning(['email', 'codeHash'])
      .executeTakeFirst();
  }

  /** Who is here by an address of the host's domains stays within them; others were let in some other way. */
  async #requireAllowed(userId: string, email: string): Promise<void> {
    const { db } = this.#needs;
    const user = await db.selectFrom('users').select('email').where('id', '=', userId).executeTakeFirstOrThrow();
    if (user.email === email) throw new AppError('bad_request', 'That is the address it has.');
    const { signUp } = await readHostSettings(db);
    if (signUp.who !== 'domains' || !maySignUp(signUp, user.email) || maySignUp(signUp, email)) return;
    throw new AppError('email_refused', 'The host lets this account have addresses of its domains only.');
  }

  async #mail(
    { userId }: MemberIdentity,
    email: string,
    { code, untilMs, locale }: { code: string; untilMs: number; locale: Locale },
  ): Promise<void> {
    const { db, clock } = this.#needs;
    const owner = await db.selectFrom('users').select('id').where('email', '=', email).executeTakeFirst();
    if (owner === undefined) {
      const reader = { ...(await readReader(db, userId, locale)), email };
      return queueMail(db, this.#needs, reader, { kind: 'emailCode', code, untilMs });
    }
    return queueMail(db, this.#needs, await readReader(db, owner.id, locale), {
      kind: 'emailKnown',
      atMs: clock.nowMs(),
    });
  }

  #hash(userId: string, email: string, code: string): string {
    const key = createHmac('sha256', this.#needs.keys.authSecret).update('e-mail codes').digest();
    return createHmac('sha256', key).update(`${userId}\n${email}\n${code}`).digest('base64url');
  }

  #record(
    db: Parameters<typeof recordAccount>[0],
    { userId, address }: MemberIdentity,
    event: 'email.changed' | 'email.codeFailed',
    details: Record<string, string>,
  ): Promise<void> {
    const by = { actor: 'self', address } as const;
    return recordAccount(db, { user: { id: userId }, event, at: new Date(this.#needs.clock.nowMs()), by, details });
  }
}

function invalid(): AppError {
  return new AppError('email_code_invalid', 'The code is wrong, used or expired.');
}
