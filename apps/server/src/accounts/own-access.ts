// What members do with their own access: change the password, see and end their sign-ins.

import { AppError } from '@nearhand/base';
import type { changePasswordSchema, Locale, SignIn } from '@nearhand/protocol';
import type { z } from 'zod';
import type { AppContext } from '../app-context.ts';
import { actAs } from '../audit/record-audit.ts';
import type { MemberIdentity } from './members.ts';
import { setPassword } from './set-password.ts';

const maxShown = 100;
const maxUserAgent = 500;

type Needs = Pick<AppContext, 'authentication' | 'clock' | 'config' | 'db' | 'proofs'>;

/** Throws what OwnProofs throws. */
export async function changePassword(
  context: Needs,
  member: MemberIdentity,
  change: z.output<typeof changePasswordSchema> & { locale: Locale },
): Promise<void> {
  const { userId, signInId, address } = member;
  await context.proofs.require(member, change);
  await setPassword(context, {
    userId,
    password: change.newPassword,
    signOut: change.signOutOthers ? { except: signInId } : 'none',
    locale: change.locale,
    by: { actor: 'self', address },
  });
}

/** The one that asks first, then by last use. */
export async function listSignIns({ db, clock }: Needs, member: MemberIdentity): Promise<SignIn[]> {
  const rows = await db
    .selectFrom('signIns')
    .select(['id', 'ipAddress', 'userAgent', 'createdAt', 'updatedAt'])
    .where('userId', '=', member.userId)
    .where('expiresAt', '>', new Date(clock.nowMs()))
    .orderBy('updatedAt', 'desc')
    .limit(maxShown)
    .execute();
  const signIns = rows.map((row) => ({
    id: row.id,
    current: row.id === member.signInId,
    address: row.ipAddress === '' ? null : row.ipAddress,
    userAgent: row.userAgent === null || row.userAgent === '' ? null : row.userAgent.slice(0, maxUserAgent),
    signedInAt: row.createdAt.toISOString(),
    lastUsedAt: row.updatedAt.toISOString(),
  }));
  return signIns.toSorted((a, b) => Number(b.current) - Number(a.current));
}

/** Throws AppError `not_found` for what is not the member's own. */
export async function endSignIn(
  { db }: Pick<Needs, 'db'>,
  member: Pick<MemberIdentity, 'userId' | 'address'>,
  id: string,
): Promise<void> {
  const ended = await db.transaction().execute(async (transaction) => {
    await actAs(transaction, { actor: 'self', address: member.address });
    return transaction
      .deleteFrom('signIns')
      .where('id', '=', id)
      .where('userId', '=', member.userId)
      .executeTakeFirst();
  });
  if (ended.numDeletedRows === 0n) throw new AppError('not_found', 'There is no such sign-in.');
}

export async function endOtherSignIns({ db }: Needs, member: MemberIdentity): Promise<void> {
  const { userId, signInId, address } = member;
  await db.transaction().execute(async (transaction) => {
    await actAs(transaction, { actor: 'self', address });
    await transaction.deleteFrom('signIns').where('userId', '=', userId).where('id', '!=', signInId).execute();
  });
}
