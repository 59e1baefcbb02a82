// Tables of notifications.

import type { Generated } from 'kysely';
import type { ChannelChoices, Locale, NotificationEvent, NotificationSubject, QuietHours } from '@nearhand/protocol';
import type { Json, OptionalTime, Time } from '../database/columns.ts';

export interface NotificationsTable {
  id: string;
  userId: string;
  /** Null: it is about the person, whatever the organisation. */
  organisationId: string | null;
  event: NotificationEvent;
  /** The same event about the same thing: what is told once instead of many times. */
  topic: string;
  subject: Json<NotificationSubject>;
  count: Generated<number>;
  /** Of the last time it happened. */
  at: Time;
  /** When it was last heard, seen or mailed. */
  alertedAt: Time;
  /** Shown in the portal's list. */
  listed: boolean;
  sound: boolean;
  system: boolean;
  readAt: OptionalTime;
  mailDueAt: OptionalTime;
  pushDue: Generated<boolean>;
}

export interface NotificationSettingsTable {
  userId: string;
  choices: Json<Partial<Record<NotificationEvent, Partial<ChannelChoices>>>>;
  quietHours: Json<QuietHours> | null;
}

/** Browsers a person has signed in with, by a cookie of their own. */
export interface KnownDevicesTable {
  userId: string;
  /** SHA-256, base64url. */
  tokenHash: string;
  seenAt: Time;
}

/** One per sign-in, and gone with it. */
export interface PushSubscriptionsTable {
  signInId: string;
  /** At the browser vendor's push service. */
  endpoint: string;
  /** The browser's public key and secret, base64url (RFC 8291). */
  p256dh: string;
  auth: string;
  locale: Locale;
  createdAt: Time;
}

export interface NotificationsTables {
  pushSubscriptions: PushSubscriptionsTable;
  notifications: NotificationsTable;
  notificationSettings: NotificationSettingsTable;
  knownDevices: KnownDevicesTable;
}
