// Spanish.
import type { Translation } from '../translation.ts';
import { account } from './account.ts';
import { adding } from './adding.ts';
import { common } from './common.ts';
import { connection } from './connection.ts';
import { errors } from './errors.ts';
import { host } from './host.ts';
import { notifications } from './notifications.ts';
import { inviting } from './inviting.ts';
import { mailing } from './mailing.ts';
import { joining } from './joining.ts';
import { organisations } from './organisations.ts';
import { passkeys } from './passkeys.ts';
import { password } from './password.ts';
import { presence } from './presence.ts';
import { profile } from './profile.ts';
import { rights } from './rights.ts';
import { sharing } from './sharing.ts';
import { signUp } from './sign-up.ts';
import { support } from './support.ts';
import { team } from './team.ts';
import { tour } from './tour.ts';
import { twoFactor } from './two-factor.ts';

export const es: Translation = {
  ...common,
  account,
  adding,
  connection,
  errors,
  host,
  notifications,
  inviting,
  mailing,
  joining,
  organisations,
  passkeys,
  password,
  presence,
  profile,
  rights,
  sharing,
  signUp,
  support,
  team,
  tour,
  twoFactor,
};
