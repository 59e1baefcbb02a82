// Signing up with an e-mail address: a generated password is mailed, good for a day and for one activation. No account
// exists before its owner has typed it; nobody learns from the answers whether one does.

import { createHash, randomInt } from 'node:crypto';
import { AppError, type Logger } from '@nearhand/base';
import type { CompleteSignUp, Locale } from '@nearhand/protocol';
import type { AppContext } from '../app-context.ts';
import { maySignUp, readHostSettings } from '../host/settings.ts';
import { queueMail } from '../mail/mail.queue.ts';
import { AskedMails } from './asked-mails.ts';
import { addMember } from './create-user.ts';
import { hashPassword } from './credential.ts';
import { readReader } from './reader.ts';

export const signUpValidityMs = 24 * 60 * 60_000;
/** Without letters and digits that look alike: 5 groups of 4 make 98 bits. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
const groups = 5;
const groupLength = 4;

export interface SignUpRequest {
  readonly email: string;
  readonly locale: Locale;
}

type Needs = Pick<AppContext, 'authentication' | 'clock' | 'config' | 'db' | 'organisations'> & {
  readonly logger: Logger;
};

export class SignUp {
  readonly #context: Needs;
  readonly #mails: AskedMails;

  constructor(context: Needs) {
    this.#context = context;
    this.#mails = new AskedMails(context);
  }

  /** Throws AppError `sign_up_closed`, which depends on the host's settings and the address's domain alone. */
  async requireOpen(email: string): Promise<void> {
    if (maySignUp((await readHostSettings(this.#context.db)).signUp, email)) return;
    throw new AppError('sign_up_closed', 'This server does not take accounts for this address.');
  }

  /** Returns before anything is looked up, so that neither the answer nor its time depends on it. */
  ask(request: SignUpRequest): void {
    this.#mails.ask(request.email, () => this.#mail(request));
  }

  /** Whether this is the mailed password of a sign-up that waits for its activation. */
  async isPending(email: string, password: string): Promise<boolean> {
    const { db, clock } = this.#context;
    const row = await db
      .selectFrom('signUps')
      .select('email')
      .where('passwordHash', '=', hashOf(email, password))
      .where('expiresAt', '>', new Date(clock.nowMs()))
      .executeTakeFirst();
    return row !== undefined;
  }

  /**
   * Makes the account and an organisation of its own. Signs nobody in. Throws AppError `sign_up_invalid`, `sign_up_closed`
   * or, when the address got an account in another way meanwhile, `conflict`.
   */
  async complete({ email, password, name, organisation, newPassword }: CompleteSignUp, address: string): Promise<void> {
    const { db, clock, organisations } = this.#context;
    if (!(await this.isPending(email, password))) throw invalid();
    await this.requireOpen(email);
    if (newPassword === password) throw new AppError('bad_request', 'Choose a password of your own.');
    const newHash = await hashPassword(this.#context, newPassword);
    await organisations.create(db, organisation, async (transaction, { organisationId }) => {
      // Locking all of the address is the turnstile: of two at once, with one password or with two, one gets through.
      const waiting = await transaction
        .selectFrom('signUps')
        .select(['passwordHash', 'locale'])
        .where('email', '=', email)
        .where('expiresAt', '>', new Date(clock.nowMs()))
        .orderBy('passwordHash')
        .forUpdate()
        .execute();
      const taken = waiting.find(({ passwordHash }) => passwordHash === hashOf(email, password));
      if (taken === undefined) throw invalid();
      await transaction.deleteFrom('signUps').where('email', '=', email).execute();
      await addMember(this.#context, transaction, {
        name,
        email,
        passwordHash: newHash,
        locale: taken.locale,
        emailVerified: true,
        address,
        organisationId,
        role: 'owner',
      });
    });
  }

  /** Resolves when everything asked for is in the queue. */
  settle(): Promise<void> {
    return this.#mails.settle();
  }

  async #mail({ email, locale }: SignUpRequest): Promise<void> {
    const { db, clock } = this.#context;
    const nowMs = clock.nowMs();
    const expiresAt = new Date(nowMs + signUpValidityMs);
    await db.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('signUps').where('expiresAt', '<=', new Date(nowMs)).execute();
      const user = await transaction.selectFrom('users').select('id').where('email', '=', email).executeTakeFirst();
      if (user !== undefined) {
        const reader = await readReader(transaction, user.id, locale);
        return queueMail(transaction, this.#context, reader, { kind: 'signUpKnown', atMs: nowMs });
      }
      // Earlier ones stay good: whoever signs up a stranger's address does not undo what the stranger asked for.
      const password = newMailedPassword();
      await transaction
        .insertInto('signUps')
        .values({ passwordHash: hashOf(email, password), email, locale, expiresAt })
        .execute();
      const letter = { kind: 'signUp', password, untilMs: expiresAt.getTime() } as const;
      await queueMail(transaction, this.#context, { name: '', email, locale }, letter);
    });
  }
}

function newMailedPassword(): string {
  const group = () => Array.from({ length: groupLength }, () => alphabet[randomInt(alphabet.length)]).join('');
  return Array.from({ length: groups }, group).join('-');
}

/** 98 random bits need no slow hash, and a quick one tells nothing by its time. */
function hashOf(email: string, password: string): string {
  return createHash('sha256').update(`${email}\n${password}`).digest('base64url');
}

function invalid(): AppError {
  return new AppError('sign_up_invalid', 'The mailed password is wrong, used or expired.');
}
