// A member's notifications over HTTP: the list, what is read, and the choices.

import { z } from 'zod';
import { idSchema, timeSchema } from '../ids.ts';
import { localeSchema } from '../locale.ts';
import { notificationEventSchema, notificationEvents } from '../notifications/catalogue.ts';
import { pageQuerySchema } from './common.ts';
import { timeZoneSchema } from './profile.ts';

/** What it is about, and so where a click leads. */
export const notificationSubjectSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('request'), requestId: idSchema, customer: z.string() }),
  z.object({
    kind: z.literal('computer'),
    computerId: idSchema,
    computer: z.string(),
    by: z.string(),
    organisation: z.string(),
  }),
  z.object({ kind: z.literal('signIn'), address: z.string(), userAgent: z.string() }),
  z.object({ kind: z.literal('role'), role: z.string(), organisation: z.string() }),
  z.object({ kind: z.literal('provider'), name: z.string() }),
  z.object({ kind: z.literal('account') }),
]);
export type NotificationSubject = z.infer<typeof notificationSubjectSchema>;

export const notificationSchema = z.object({
  id: idSchema,
  event: notificationEventSchema,
  subject: notificationSubjectSchema,
  /** How often it happened; the time is of the last. */
  count: z.number().int().min(1),
  at: timeSchema,
  read: z.boolean(),
});
export type Notification = z.infer<typeof notificationSchema>;

/** Unread ones are counted up to this. */
export const maxUnreadCounted = 100;

export const notificationListQuerySchema = pageQuerySchema.extend({ cursor: idSchema.optional() });
export const notificationListSchema = z.object({
  /** Newest first. */
  notifications: z.array(notificationSchema),
  unread: z.number().int(),
  next: z.string().nullable(),
});

/** Without ids: all of them. */
export const readNotificationsSchema = z.object({ ids: z.array(idSchema).min(1).max(200).optional() });
export const unreadSchema = z.object({ unread: z.number().int() });

const choicesSchema = z.object({
  portal: z.boolean(),
  sound: z.boolean(),
  system: z.boolean(),
  email: z.boolean(),
});
export const notificationChoicesSchema = z.record(z.enum(notificationEvents), choicesSchema);
export type NotificationChoices = z.infer<typeof notificationChoicesSchema>;

const clockTimeSchema = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);

/**
 * From may be later than to: the night between two days. Both the same: around the clock. The time zone counts where the
 * profile has none.
 */
export const quietHoursSchema = z.object({ from: clockTimeSchema, to: clockTimeSchema, timeZone: timeZoneSchema });
export type QuietHours = z.infer<typeof quietHoursSchema>;

export const notificationSettingsSchema = z.object({
  choices: notificationChoicesSchema,
  quietHours: quietHoursSchema.nullable(),
  /** Whether this server sends mail at all. */
  mailWorks: z.boolean(),
});
export type NotificationSettings = z.infer<typeof notificationSettingsSchema>;

/** What is left out stays as it is. */
export const changeNotificationSettingsSchema = z.object({
  choices: z.partialRecord(z.enum(notificationEvents), choicesSchema.partial()).optional(),
  quietHours: quietHoursSchema.nullable().optional(),
});
export type ChangeNotificationSettings = z.infer<typeof changeNotificationSettingsSchema>;

/** Base64url of so many bytes; browsers may pad it. */
const bytesSchema = (count: number) =>
  z
    .string()
    .max(200)
    .transform((text) => text.replace(/=+$/, ''))
    .pipe(z.string().regex(new RegExp(`^[A-Za-z0-9_-]{${Math.ceil((count * 4) / 3)}}$`)));

export const newPushSubscriptionSchema = z.object({
  endpoint: z.url({ protocol: /^https$/ }).max(2000),
  /** The browser's public key, an uncompressed P-256 point, and its secret (RFC 8291). */
  keys: z.object({ p256dh: bytesSchema(65), auth: bytesSchema(16) }),
  /** What the browser shows, where the person has chosen no language. */
  locale: localeSchema,
});
export type NewPushSubscription = z.input<typeof newPushSubscriptionSchema>;

/** The server's key for push services, and whether this sign-in's browser is subscribed. */
export const pushStateSchema = z.object({ publicKey: z.string(), subscribed: z.boolean() });

/** gone: the push service knows the browser no more. failed: it could not be reached, or refused. */
export const pushTestSchema = z.object({ outcome: z.enum(['sent', 'gone', 'failed']) });
