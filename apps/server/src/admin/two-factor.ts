// For a person who lost the authenticator app and every backup code, or a device with a passkey: only the host can help.
// Passkeys go too, since each counts as two factors: what is left is the password.

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
  const reset = await context.db.transaction().execute(async (transaction) => {
    const wasOn = await new TwoFactorStore(context).removeIn(transaction, user.id);
    const passkeys = await transaction.deleteFrom('passkeys').where('userId', '=', user.id).returning('name').execute();
    if (!wasOn && passkeys.length === 0) return null;
    if (wasOn) await recordAccount(transaction, { user, event: 'twoFactor.reset', at, by: commandLine });
    for (const { name: note } of passkeys) {
      await recordAccount(transaction, { user, event: 'passkey.removed', at, by: commandLine, details: { note } });
    }
    await actAs(transaction, commandLine);
    await transaction.deleteFrom('signIns').where('userId', '=', user.id).execute();
    await notifyOfAccount(transaction, context, user.id, 'security.twoFactorReset');
    return { passkeys: passkeys.length };
  });
  if (reset === null) return `${email.data} has no two-factor sign-in and no passkeys.`;
  context.logger.warn('Two-factor sign-in was reset on the command line', { userId: user.id });
  const removed = reset.passkeys === 0 ? '' : ` Passkeys removed: ${reset.passkeys}.`;
  return `${email.data} signs in with the password alone and is signed out everywhere.${removed}`;
}
