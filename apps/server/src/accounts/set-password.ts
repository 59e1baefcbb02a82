// A new password from outside the user's own sign-in: by the host's administrator. Signs the user out everywhere.

import type { AppContext } from '../app-context.ts';

export async function setPassword(
  { db, authentication, clock }: Pick<AppContext, 'db' | 'authentication' | 'clock'>,
  userId: string,
  newPassword: string,
): Promise<void> {
  const { password: passwords } = await authentication.auth.$context;
  const hash = await passwords.hash(newPassword);
  await db.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('accounts')
      .set({ password: hash, updatedAt: new Date(clock.nowMs()) })
      .where('userId', '=', userId)
      .where('providerId', '=', 'credential')
      .execute();
    await transaction.deleteFrom('signIns').where('userId', '=', userId).execute();
  });
}
