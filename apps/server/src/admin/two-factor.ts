// For a person who lost the authenticator app and every backup code: only the host can help.

import { AppError } from '@nearhand/base';
import { emailSchema } from '@nearhand/protocol';
import { TwoFactorStore } from '../accounts/two-factor/two-factor-store.ts';
import type { AppContext } from '../app-context.ts';
import { actAs, commandLine, recordAccount } from '../audit/record-audit.ts';
import { notifyOfAccount } from '../notifications/notify.ts';
import { type CommandValues, UsageError } from './command-line.ts';

/** Gives back what to print. */
export async function resetTwoFactorCommand(context: AppContext, values: CommandValues): Promise<string> {
  const email = emailSchema.safeParse(values['email']);
  if (!email.success) throw new UsageError('--email is not an e-mail address.');
  const user = await context.db.selectFrom('users').select('id').where('email', '=', email.data).executeTakeFirst();
  if (user === undefined) throw new AppError('not_found', `${email.data} has no account here; see list-users.`);
  const at = new Date(context.clock.nowMs());
  const wasOn = await new TwoFactorStore(context).remove(user.id, async (transaction) => {
    await recordAccount(transaction, { user, event: 'twoFactor.reset', at, by: commandLine });
    await actAs(transaction, commandLine);
    await transaction.deleteFrom('signIns').where('userId', '=', user.id).execute();
    await notifyOfAccount(transaction, context, user.id, 'security.twoFactorReset');
  });
  if (!wasOn) return `${email.data} has no two-factor sign-in.`;
  context.logger.warn('Two-factor sign-in was reset on the command line', { userId: user.id });
  return `${email.data} signs in with the password alone and is signed out everywhere.`;
}
