// Raising a notification, inside the transaction of whatever it tells about: both happen or neither does. Who hears,
// sees and is mailed of it is decided here, once, by the member's choices; telling begins after the commit.

import { type Kysely, type Transaction, sql } from 'kysely';
import type { Clock } from '@nearhand/base';
import {
  type ChannelChoices,
  channelsFor,
  notificationCatalogue,
  type NotificationEvent,
  type NotificationSubject,
} from '@nearhand/protocol';
import { readReader } from '../accounts/reader.ts';
import type { ServerConfig } from '../config/config.ts';
import { newId } from '../database/ids.ts';
import type { Database } from '../database/schema.ts';
import { queueMail } from '../mail/mail.queue.ts';
import { notificationLetter } from './notification-letter.ts';
import { isQuiet } from './quiet-hours.ts';

/** The database calls the notification's id out after the commit, to every server. */
export const notifiedChannel = 'notified';
/** The same again within this time is counted, not told anew. */
export const coalesceMs = 10 * 60_000;
/** It may not have been told yet. */
const freshMs = 500;
/** Whoever only reloads the portal needs no mail. */
export const mailDelayMs = 60_000;

export interface NotifyNeeds {
  readonly clock: Clock;
  readonly config: Pick<ServerConfig, 'name' | 'publicUrl' | 'smtp'>;
}

export interface Happening {
  readonly userId: string;
  /** Null for what concerns the person alone. */
  readonly organisationId: string | null;
  readonly event: NotificationEvent;
  readonly subject: NotificationSubject;
}

/** Whether the person may know of it is the caller's business. */
export async function notify(
  transaction: Transaction<Database>,
  needs: NotifyNeeds,
  happening: Happening,
): Promise<void> {
  const { clock } = needs;
  const { userId, organisationId, event, subject } = happening;
  const now = new Date(clock.nowMs());
  const topic = `${event}/${aboutOf(subject)}`;
  // Two of one topic at once would both be the first.
  await sql`select pg_advisory_xact_lock(hashtextextended(${userId + topic}, 0))`.execute(transaction);
  const before = await takeRecent(transaction, { userId, topic, since: new Date(clock.nowMs() - coalesceMs) });
  const isSecurity = notificationCatalogue[event].group === 'security';
  const wanted = await readChannels(transaction, happening, clock.nowMs());
  const { portal, sound, system, email } = wanted;
  if (!portal && !sound && !system && !email) return;
  const alerts = before === null;
  const isFresh = before !== null && now.getTime() - before.at.getTime() < freshMs;
  const mailsLater = alerts && email && !isSecurity;
  const id = newId();
  await transaction
    .insertInto('notifications')
    .values({
      id,
      userId,
      organisationId,
      event,
      topic,
      subject: JSON.stringify(subject),
      count: (before?.count ?? 0) + 1,
      at: now,
      alertedAt: before?.alertedAt ?? now,
      listed: portal,
      // What the last one had no time to do is still done.
      sound: sound && (alerts || isFresh),
      system: system && (alerts || isFresh),
      pushDue: system && (alerts || before.pushDue),
      readAt: null,
      mailDueAt: mailsLater ? new Date(clock.nowMs() + mailDelayMs) : (before?.mailDueAt ?? null),
    })
    .execute();
  if (email && isSecurity) await mailNow(transaction, needs, happening);
  await sql`select pg_notify(${notifiedChannel}, ${id})`.execute(transaction);
}

/** The same thing again is counted; what concerns the account never is. */
function aboutOf(subject: NotificationSubject): string {
  if (subject.kind === 'request') return subject.requestId;
  return subject.kind === 'computer' ? subject.computerId : newId();
}

/** The last one of the topic, taken out of the list: the new one takes its place at the top. */
async function takeRecent(
  transaction: Transaction<Database>,
  { userId, topic, since }: { userId: string; topic: string; since: Date },
) {
  const row = await transaction
    .deleteFrom('notifications')
    .where('userId', '=', userId)
    .where('topic', '=', topic)
    .where('alertedAt', '>', since)
    .returning(['count', 'at', 'alertedAt', 'mailDueAt', 'pushDue'])
    .executeTakeFirst();
  return row ?? null;
}

async function readChannels(
  connection: Kysely<Database>,
  { userId, event }: Happening,
  nowMs: number,
): Promise<ChannelChoices> {
  const settings = await connection
    .selectFrom('notificationSettings')
    .innerJoin('users', 'users.id', 'notificationSettings.userId')
    .select(['choices', 'quietHours', 'users.timeZone'])
    .where('userId', '=', userId)
    .executeTakeFirst();
  const hours = settings?.quietHours ?? null;
  const own = hours === null ? null : { ...hours, timeZone: settings?.timeZone ?? hours.timeZone };
  const channels = channelsFor(event, settings?.choices[event]);
  if (notificationCatalogue[event].group === 'security' || !isQuiet(own, nowMs)) {
    return channels;
  }
  return { portal: channels.portal, sound: false, system: false, email: false };
}

/** At once and whoever has the portal open: that may be the one it warns of. A new password has a letter of its own. */
async function mailNow(
  transaction: Transaction<Database>,
  needs: NotifyNeeds,
  { userId, organisationId, event, subject }: Happening,
): Promise<void> {
  if (event === 'security.passwordChanged') return;
  const reader = await readReader(transaction, userId, 'en');
  const item = { event, subject, organisationId, atMs: needs.clock.nowMs() };
  await queueMail(transaction, needs, reader, notificationLetter(needs.config, reader, [item], null));
}

/** What happened to a person's account. */
export function notifyOfAccount(
  transaction: Transaction<Database>,
  needs: NotifyNeeds,
  userId: string,
  event: NotificationEvent,
): Promise<void> {
  return notify(transaction, needs, { userId, organisationId: null, event, subject: { kind: 'account' } });
}
