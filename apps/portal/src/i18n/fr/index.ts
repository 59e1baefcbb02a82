// French.
import type { Translation } from '../translation.ts';
import { common } from './common.ts';
import { connection } from './connection.ts';
import { errors } from './errors.ts';
import { host } from './host.ts';
import { notifications } from './notifications.ts';
import { organisations } from './organisations.ts';
import { passkeys } from './passkeys.ts';
import { password } from './password.ts';
import { profile } from './profile.ts';
import { signUp } from './sign-up.ts';
import { support } from './support.ts';
import { team } from './team.ts';
import { twoFactor } from './two-factor.ts';

export const fr: Translation = {
  ...common,
  connection,
  errors,
  host,
  notifications,
  organisations,
  passkeys,
  password,
  profile,
  signUp,
  support,
  team,
  twoFactor,
};
