// What a notification says outside of the portal, in the member's language. Plain text: whoever shows it escapes it.

import {
  deviceName,
  type Locale,
  type NotificationEvent,
  type NotificationSubject,
  roleSchema,
} from '@nearhand/protocol';
import { fill } from '../mail/fill.ts';
import { plainName } from '../mail/plain-name.ts';
import { en, type NotificationWords } from './words/en.ts';
import { es } from './words/es.ts';
import { fr } from './words/fr.ts';

export const notificationWords: Readonly<Record<Locale, NotificationWords>> = { en, fr, es };

export interface NotificationItem {
  readonly event: NotificationEvent;
  readonly subject: NotificationSubject;
  /** Null for what concerns the person alone. */
  readonly organisationId: string | null;
  readonly atMs: number;
}

/** What its words are made of. */
type Told = Pick<NotificationItem, 'event' | 'subject'>;

/** For the operating system's notifications, where nothing becomes a link. */
export function notificationTitle(locale: Locale, { event, subject }: Told): string {
  const words = notificationWords[locale];
  return fill(words.events[event], valuesOf(words, subject));
}

/** For mails, where no name becomes a link. An address that signed in is the server's own finding, and is copied. */
export function mailedTitle(locale: Locale, { event, subject }: Told): string {
  const words = notificationWords[locale];
  const values = valuesOf(words, subject);
  if (subject.kind === 'signIn') return fill(words.events[event], values);
  const plain = Object.entries(values).map(([key, value]) => [key, plainName(value)]);
  return fill(words.events[event], Object.fromEntries(plain));
}

/** Where in the portal it leads. */
export function notificationPath({
  subject,
  organisationId,
}: Pick<NotificationItem, 'subject' | 'organisationId'>): string {
  if (subject.kind === 'computer') return pathIn('/computers', organisationId);
  return pathIn(subject.kind === 'request' ? `/support/${subject.requestId}` : '/profile', organisationId);
}

/** The portal enters that organisation first, where the reader belongs to it. */
export function pathIn(path: string, organisationId: string | null): string {
  return organisationId === null ? path : `${path}?organisation=${organisationId}`;
}

function valuesOf(words: NotificationWords, subject: NotificationSubject): Record<string, string> {
  if (subject.kind === 'request') return { customer: subject.customer };
  if (subject.kind === 'account') return {};
  if (subject.kind === 'computer') return { by: subject.by, computer: subject.computer };
  if (subject.kind === 'provider') return { name: subject.name };
  if (subject.kind === 'role') {
    const role = roleSchema.safeParse(subject.role);
    return { organisation: subject.organisation, role: role.success ? words.roles[role.data] : subject.role };
  }
  const { browser, system } = deviceName(subject.userAgent);
  const known = browser ?? system ?? words.unknownDevice;
  const device = browser !== null && system !== null ? fill(words.browserOnSystem, { browser, system }) : known;
  return { device, address: subject.address };
}
