// A new password, stored, told by mail, and the user signed out. Whether it may be changed is the caller's business.

import type { Transaction } from 'kysely';
import type { Locale } from '@nearhand/protocol';
import type { AppContext } from '../app-context.ts';
import { type Acting, actAs, recordAccount } from '../audit/record-audit.ts';
import type { Database } from '../database/schema.ts';
import { queueMail } from '../mail/mail.queue.ts';
import { notifyOfAccount } from '../notifications/notify.ts';
import { hashPassword, storeCredential } from './credential.ts';
import { readReader } from './reader.ts';

export interface NewPassword {
  readonly userId: string;
  readonly password: string;
  /** `all`: everywhere; an id: everywhere but there; `none`: nowhere. */
  readonly signOut: 'all' | 'none' | { readonly except: string };
  /** Of the mail, where the user has chosen none. */
  readonly locale: Locale;
  readonly by: Acting;
}

type Needs = Pick<AppContext, 'authentication' | 'clock' | 'config'>;

export async function setPassword(context: Needs & Pick<AppContext, 'db'>, change: NewPassword): Promise<void> {
  const hash = await hashPassword(context, change.password);
  await context.db.transaction().execute((transaction) => storePassword(context, transaction, { ...change, hash }));
}

/** `hash` is of the new password. */
export async function storePassword(
  context: Needs,
  transaction: Transaction<Database>,
  { userId, hash, signOut, locale, by }: Omit<NewPassword, 'password'> & { hash: string },
): Promise<void> {
  const nowMs = context.clock.nowMs();
  await storeCredential(transaction, { userId, hash, at: new Date(nowMs) });
  // A second step that the old password opened, and what was asked for with it in place, end with it.
  await transaction.deleteFrom('verifications').where('value', '=', userId).execute();
  await transaction.deleteFrom('passwordResets').where('userId', '=', userId).execute();
  await transaction.deleteFrom('emailChanges').where('userId', '=', userId).execute();
  const event = by.actor === 'self' ? 'password.changed' : 'password.reset';
  await recordAccount(transaction, { user: { id: userId }, event, at: new Date(nowMs), by });
  if (signOut !== 'none') {
    await actAs(transaction, by);
    let ending = transaction.deleteFrom('signIns').where('userId', '=', userId);
    if (signOut !== 'all') ending = ending.where('id', '!=', signOut.except);
    await ending.execute();
  }
  const reader = await readReader(transaction, userId, locale);
  await queueMail(transaction, context, reader, {
    kind: 'passwordChanged',
    everywhere: signOut === 'all',
    atMs: nowMs,
  });
  await notifyOfAccount(transaction, context, userId, 'security.passwordChanged');
}
