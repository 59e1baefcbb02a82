// The host's mail: how it is sent, what waits, and the outbox that keeps mails where nothing sends them.

import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { localeSchema } from '../locale.ts';
import { emailSchema, lineSchema } from './common.ts';

/** kept: there is no SMTP server, the outbox is where it is read. failed: given up. */
export const mailStates = ['waiting', 'sent', 'failed', 'kept'] as const;
export const mailStateSchema = z.enum(mailStates);
export type MailState = z.infer<typeof mailStateSchema>;

export const mailKinds = [
  'test',
  'passwordReset',
  'passwordChanged',
  'passkeyAdded',
  'memberInvitation',
  'requestInvitation',
  'computerShared',
  'signUp',
  'signUpKnown',
  'emailCode',
  'emailKnown',
  'emailChanged',
  'accountDeleted',
  'notification',
] as const;
export const mailKindSchema = z.enum(mailKinds);
export type MailKind = z.infer<typeof mailKindSchema>;

export const mailSummarySchema = z.object({
  id: idSchema,
  kind: mailKindSchema,
  recipient: z.string(),
  subject: z.string(),
  state: mailStateSchema,
  tries: z.number().int(),
  lastError: z.string().nullable(),
  createdAt: z.iso.datetime(),
  /** When it is tried again. */
  nextTryAt: z.iso.datetime().nullable(),
});
export type MailSummary = z.infer<typeof mailSummarySchema>;

export const mailListSchema = z.object({ mails: z.array(mailSummarySchema), next: z.string().nullable() });

/** A mail as it would be sent. `content` is null where it goes to its reader: its links are for them alone. */
export const mailDetailSchema = mailSummarySchema.extend({
  from: z.string(),
  /** Where answers go, if not back to the sender. */
  replyTo: z.string().nullable(),
  locale: localeSchema,
  content: z.object({ html: z.string(), text: z.string() }).nullable(),
});
export type MailDetail = z.infer<typeof mailDetailSchema>;

const senderSchema = z.object({ name: lineSchema(100), address: emailSchema });

/** `encrypted`: from the first byte; otherwise by STARTTLS. `user` null: without signing in. */
const smtpSchema = z.object({
  host: z.string().regex(/^[A-Za-z0-9.:_-]{1,253}$/),
  port: z.number().int().min(1).max(65_535),
  encrypted: z.boolean(),
  user: lineSchema(200).nullable(),
});

/** Where the mail server is set: when the server is started, which wins, or in the portal. */
export const mailSources = ['environment', 'settings', 'none'] as const;

/** `smtp` is null where mails stay in the outbox. */
export const mailSettingsSchema = z.object({
  source: z.enum(mailSources),
  smtp: z
    .object({ host: z.string(), port: z.number().int(), encrypted: z.boolean(), user: z.string().nullable() })
    .nullable(),
  from: z.object({ name: z.string(), address: z.string() }),
});
export type MailSettings = z.infer<typeof mailSettingsSchema>;

/** `password` may be left out where the stored one stays with the same server and user. `smtp` null: mails are kept. */
export const changeMailSettingsSchema = z.object({
  smtp: smtpSchema.extend({ password: z.string().min(1).max(500).optional(), from: senderSchema }).nullable(),
});
export type ChangeMailSettings = z.infer<typeof changeMailSettingsSchema>;

/** `error` is what the mail server or the network said, for the host to read. */
export const mailTestSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('sent'), recipient: z.string() }),
  z.object({ outcome: z.literal('kept'), recipient: z.string() }),
  z.object({ outcome: z.literal('failed'), recipient: z.string(), error: z.string() }),
]);
export type MailTest = z.infer<typeof mailTestSchema>;
