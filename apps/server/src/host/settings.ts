// What the host's administrator decided for the whole server. Read each time, so that every server of an installation
// follows a change at once.

import type { Kysely, Transaction } from 'kysely';
import { type ChangeHostSettings, type HostSettings, hostSettingsSchema } from '@nearhand/protocol';
import type { Database } from '../database/schema.ts';
import { readHostSetting, writeHostSetting } from '../organisations/host-settings.ts';

type Connection = Kysely<Database> | Transaction<Database>;

/** Until somebody decides otherwise: a server is closed and forgets nothing but mails. */
const beginning: HostSettings = {
  signUp: { who: 'invitation', domains: [] },
  founding: { who: 'signUp' },
  legal: { terms: null, privacy: null, imprint: null },
  retention: { auditDays: null, mailDays: 30, requestDays: null },
};

const { signUp, founding, legal, retention } = hostSettingsSchema.shape;

/** And so have an organisation of their own. */
export function maySignUp({ who, domains }: HostSettings['signUp'], email: string): boolean {
  return who === 'anybody' || (who === 'domains' && domains.includes(email.slice(email.lastIndexOf('@') + 1)));
}

export async function readHostSettings(db: Connection): Promise<HostSettings> {
  const [signUpValue, foundingValue, legalValue, retentionValue] = await Promise.all([
    readHostSetting(db, 'signUp'),
    readHostSetting(db, 'founding'),
    readHostSetting(db, 'legal'),
    readHostSetting(db, 'retention'),
  ]);
  return {
    signUp: signUp.catch(beginning.signUp).parse(signUpValue),
    founding: founding.catch(beginning.founding).parse(foundingValue),
    legal: legal.catch(beginning.legal).parse(legalValue),
    retention: retention.catch(beginning.retention).parse(retentionValue),
  };
}

export async function changeHostSettings(
  transaction: Transaction<Database>,
  change: ChangeHostSettings,
): Promise<void> {
  for (const key of ['signUp', 'founding', 'legal', 'retention'] as const) {
    if (change[key] !== undefined) await writeHostSetting(transaction, key, change[key]);
  }
}
