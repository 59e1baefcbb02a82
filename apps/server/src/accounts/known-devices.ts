// Remembers the browsers a person has signed in with, and tells the person of a new one. A browser is known by a cookie
// of its own that outlives its sign-ins; it opens nothing.

import { createHash, randomBytes } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { AppContext } from '../app-context.ts';
import type { Database } from '../database/schema.ts';
import { notify } from '../notifications/notify.ts';

type Needs = Pick<AppContext, 'clock' | 'config' | 'db'>;

export interface SignInCookies {
  /** Set by the answer. */
  readonly cookies: readonly string[];
  /** The request's own header. */
  readonly sentCookies: string | undefined;
}

const lastsSeconds = 400 * 24 * 60 * 60;
const tokenPattern = /^[A-Za-z0-9_-]{22}$/;
const maxKnown = 100;
const maxUserAgent = 500;

/** Whether somebody has signed in to this account with this browser before. */
export async function isKnownDevice(
  { db, config }: Pick<Needs, 'config' | 'db'>,
  { email, sentCookies }: { readonly email: string; readonly sentCookies: string | undefined },
): Promise<boolean> {
  const sent = valueOf(sentCookies?.split(/; */) ?? [], cookieName(config));
  if (!tokenPattern.test(sent)) return false;
  const known = await db
    .selectFrom('knownDevices')
    .innerJoin('users', 'users.id', 'knownDevices.userId')
    .select('users.id')
    .where('users.email', '=', email)
    .where('knownDevices.tokenHash', '=', hashOf(sent))
    .executeTakeFirst();
  return known !== undefined;
}

function cookieName({ publicUrl }: Needs['config']): string {
  return publicUrl.startsWith('https:') ? '__Host-nearhand.device' : 'nearhand.device';
}

/** The cookie to set with an answer that signs somebody in; null for other answers. */
export async function noteSignIn(context: Needs, { cookies, sentCookies }: SignInCookies): Promise<string | null> {
  const signInToken = signInTokenIn(cookies);
  if (signInToken === null) return null;
  const secure = context.config.publicUrl.startsWith('https:');
  const name = cookieName(context.config);
  const sent = valueOf(sentCookies?.split(/; */) ?? [], name);
  const token = tokenPattern.test(sent) ? sent : randomBytes(16).toString('base64url');
  const found = await context.db
    .transaction()
    .execute((transaction) => noteDevice(transaction, context, { signInToken, tokenHash: hashOf(token) }));
  if (!found) return null;
  const attributes = [`Max-Age=${lastsSeconds}`, 'Path=/', 'HttpOnly', 'SameSite=Lax', ...(secure ? ['Secure'] : [])];
  return [`${name}=${token}`, ...attributes].join('; ');
}

/** False where the sign-in is gone already: a password that still needs its second step. */
async function noteDevice(
  transaction: Transaction<Database>,
  context: Needs,
  { signInToken, tokenHash }: { signInToken: string; tokenHash: string },
): Promise<boolean> {
  const signIn = await transaction
    .selectFrom('signIns')
    .select(['userId', 'ipAddress', 'userAgent'])
    .where('token', '=', signInToken)
    .executeTakeFirst();
  if (signIn === undefined) return false;
  const { userId, ipAddress, userAgent } = signIn;
  const known = await transaction
    .selectFrom('knownDevices')
    .select('tokenHash')
    .where('userId', '=', userId)
    .orderBy('seenAt', 'desc')
    .execute();
  const seenAt = new Date(context.clock.nowMs());
  await transaction
    .insertInto('knownDevices')
    .values({ userId, tokenHash, seenAt })
    .onConflict((conflict) => conflict.columns(['userId', 'tokenHash']).doUpdateSet({ seenAt }))
    .execute();
  const forgotten = known.slice(maxKnown).map((device) => device.tokenHash);
  if (forgotten.length > 0) {
    await transaction
      .deleteFrom('knownDevices')
      .where('userId', '=', userId)
      .where('tokenHash', 'in', forgotten)
      .execute();
  }
  // The first one is how the person got the account.
  if (known.length === 0 || known.some((device) => device.tokenHash === tokenHash)) return true;
  const subject = {
    kind: 'signIn' as const,
    address: ipAddress ?? '',
    userAgent: (userAgent ?? '').slice(0, maxUserAgent),
  };
  await notify(transaction, context, { userId, organisationId: null, event: 'security.signedIn', subject });
  return true;
}

/** Cookies of sign-ins are `token.signature`. */
function signInTokenIn(setCookies: readonly string[]): string | null {
  const values = setCookies.map((line) => line.split(';')[0] ?? '');
  const value = valueOf(values, '__Host-nearhand.session_token') || valueOf(values, 'nearhand.session_token');
  const token = decodeURIComponent(value).split('.')[0] ?? '';
  return token === '' ? null : token;
}

/** Empty where there is no such cookie. */
function valueOf(pairs: readonly string[], name: string): string {
  return pairs.findLast((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
