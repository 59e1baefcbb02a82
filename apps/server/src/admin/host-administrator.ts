// Another administrator of the server, made by whoever has its command line.

import { AppError } from '@nearhand/base';
import { emailSchema } from '@nearhand/protocol';
import type { AppContext } from '../app-context.ts';
import { commandLine, recordAccount } from '../audit/record-audit.ts';
import { type CommandValues, UsageError } from './command-line.ts';

/** Gives back what to print. */
export async function makeHostAdministratorCommand(context: AppContext, values: CommandValues): Promise<string> {
  const email = emailSchema.safeParse(values['email']);
  if (!email.success) throw new UsageError('--email is not an e-mail address.');
  return context.db.transaction().execute(async (transaction) => {
    const user = await transaction
      .updateTable('users')
      .set({ hostAdministrator: true })
      .where('email', '=', email.data)
      .returning('id')
      .executeTakeFirst();
    if (user === undefined) throw new AppError('not_found', `${email.data} has no account here; see list-users.`);
    const at = new Date(context.clock.nowMs());
    await recordAccount(transaction, { user, event: 'host.administratorMade', at, by: commandLine });
    return `${email.data} is host administrator.`;
  });
}
