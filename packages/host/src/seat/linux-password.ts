// Whether a password is the one of an account, asked of PAM's own helper, unix_chkpwd(8): with the rights of the account
// itself or of root, for accounts of this computer. Without it whoever may change settings could unlock with any password.

import { AppError, codeOf } from '@nearhand/base';
import type { RunCommand } from '../service/run-command.ts';

/** Where distributions put it; services have no PATH that leads there. */
const places = ['/usr/sbin/unix_chkpwd', '/sbin/unix_chkpwd', '/usr/bin/unix_chkpwd'] as const;
/** PAM_AUTH_ERR: it is another one. The others (an expired account, an unknown one) say nothing of the password. */
const authError = 7;

/** Throws AppError `password_wrong`, or `unavailable` where nobody can say. */
export async function checkPassword(run: RunCommand, userName: string, password: string): Promise<void> {
  for (const place of places) {
    try {
      await run(place, [userName, 'nonull'], `${password}\0`);
      return;
    } catch (error) {
      const cause: unknown = error instanceof Error ? error.cause : null;
      const code: unknown = cause instanceof Error && 'code' in cause ? cause.code : codeOf(error);
      if (code === 'ENOENT') continue;
      if (code === authError) throw new AppError('password_wrong', 'The password is not the one of this account.');
      throw new AppError('unavailable', 'The system does not say whether the password is right.');
    }
  }
  throw new AppError('unavailable', 'There is no unix_chkpwd that could check the password.');
}
