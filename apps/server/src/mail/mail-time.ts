// Times in mails: in the zone and manner of the reader's profile, always with the zone's name. Where nothing is known of
// the reader, in UTC and as the mail's language writes it.

import { countryLocale, dateOnly, type Locale, type TimeHabits, zoneOf } from '@nearhand/protocol';

const longDate = { year: 'numeric', month: 'long', day: 'numeric' } as const;

export function mailTime(atMs: number, locale: Locale, habits: TimeHabits | undefined): string {
  const language = countryLocale(locale, habits?.country ?? null) ?? locale;
  const timeZone = zoneOf(habits ?? { timeZone: null }).timeZone ?? 'UTC';
  const clock = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short', timeZone } as const;
  const dateFormat = habits?.dateFormat ?? null;
  if (dateFormat === null) return new Intl.DateTimeFormat(language, { ...longDate, ...clock }).format(atMs);
  const date = dateOnly(new Date(atMs), language, { timeZone, dateFormat });
  return `${date}, ${new Intl.DateTimeFormat(language, clock).format(atMs)}`;
}
