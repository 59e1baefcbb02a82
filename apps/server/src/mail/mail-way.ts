// How mails leave: as said when the server was started, which wins, or as the host's administrator set it in the portal.
// Read each time, so that every server of an installation follows a change at once.

import type { Kysely, Transaction } from 'kysely';
import { AppError } from '@nearhand/base';
import { type ChangeMailSettings, type MailSettings, changeMailSettingsSchema } from '@nearhand/protocol';
import { z } from 'zod';
import type { AppContext } from '../app-context.ts';
import type { MailConfig, ServerConfig } from '../config/config.ts';
import type { Database } from '../database/schema.ts';
import { readHostSetting, removeHostSetting, writeHostSetting } from '../organisations/host-settings.ts';

const settingKey = 'mail';
/** What the password is sealed for. */
const purpose = 'mail';

const storedSchema = changeMailSettingsSchema.shape.smtp
  .unwrap()
  .omit({ password: true })
  .extend({ sealedPassword: z.string().nullable() });
type Stored = z.infer<typeof storedSchema>;

export interface MailWay {
  readonly source: MailSettings['source'];
  /** Null: mails stay in the outbox. */
  readonly smtp: MailConfig | null;
  readonly from: ServerConfig['mailFrom'];
}

type Connection = Kysely<Database> | Transaction<Database>;
type Needs = Pick<AppContext, 'vault'> & {
  readonly db: Connection;
  readonly config: Pick<ServerConfig, 'smtp' | 'mailFrom'>;
};

/** Whether anything sends mails. */
export async function sendsMail(db: Connection, config: Pick<ServerConfig, 'smtp'>): Promise<boolean> {
  return config.smtp !== null || (await readStored(db)) !== null;
}

export async function readMailWay({ config, db, vault }: Needs): Promise<MailWay> {
  if (config.smtp !== null) return { source: 'environment', smtp: config.smtp, from: config.mailFrom };
  const stored = await readStored(db);
  if (stored === null) return { source: 'none', smtp: null, from: config.mailFrom };
  const { host, port, encrypted, user, sealedPassword, from } = stored;
  // A password that does not open (its key was replaced) is as good as none: the mail server says so at the next test.
  const password = sealedPassword === null ? null : (vault.open(purpose, sealedPassword) ?? '');
  const login = user === null || password === null ? null : { user, password };
  return { source: 'settings', smtp: { host, port, secure: encrypted, login }, from };
}

/** Throws AppError `conflict` where the mail server is set at the start, `password_wrong` where one has to be given. */
export async function changeMailWay({ config, db, vault }: Needs, { smtp: change }: ChangeMailSettings): Promise<void> {
  if (config.smtp !== null) throw new AppError('conflict', 'The mail server is set where this server is started.');
  if (change === null) return removeHostSetting(db, settingKey);
  const { password, ...settings } = change;
  const sealedPassword = password === undefined ? await keptPassword(db, settings) : vault.seal(purpose, password);
  const stored: Stored = { ...settings, sealedPassword: settings.user === null ? null : sealedPassword };
  await writeHostSetting(db, settingKey, stored);
}

/** Only for the server and user it was given for: whoever changes these does not get it sent elsewhere. */
async function keptPassword(db: Connection, now: Omit<Stored, 'sealedPassword'>): Promise<string | null> {
  if (now.user === null) return null;
  const before = await readStored(db);
  const isSame = (['host', 'port', 'encrypted', 'user'] as const).every((key) => before?.[key] === now[key]);
  if (!isSame || before?.sealedPassword === undefined || before.sealedPassword === null) {
    throw new AppError('password_wrong', 'Give the password for this server and user.');
  }
  return before.sealedPassword;
}

async function readStored(db: Connection): Promise<Stored | null> {
  const value = await readHostSetting(db, settingKey);
  return value === null ? null : storedSchema.parse(value);
}
