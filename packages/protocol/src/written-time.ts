// How dates are written for one person, by what their profile says; the same in the portal and in mails.

import { type DateFormat, isTimeZone } from './http/profile.ts';

/** How a person wants times written; null: not said. */
export interface TimeHabits {
  readonly country: string | null;
  readonly timeZone: string | null;
  readonly dateFormat: DateFormat | null;
}

type WrittenHabits = Pick<TimeHabits, 'timeZone' | 'dateFormat'>;

/** For Intl. A zone that is not known here must not stop anything. */
export function zoneOf({ timeZone }: Pick<TimeHabits, 'timeZone'>): { timeZone?: string } {
  return timeZone !== null && isTimeZone(timeZone) ? { timeZone } : {};
}

/** "31/12/2026", or as the language writes it where no format was chosen. */
export function dateOnly(time: Date, locale: string, habits: WrittenHabits): string {
  const zone = zoneOf(habits);
  if (habits.dateFormat === null) return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', ...zone }).format(time);
  const digits = { year: 'numeric', month: '2-digit', day: '2-digit', calendar: 'gregory', ...zone } as const;
  const parts = new Intl.DateTimeFormat('en-GB', digits).formatToParts(time);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  return habits.dateFormat.replace('dd', part('day')).replace('mm', part('month')).replace('yyyy', part('year'));
}

/** The language as it is written there: "en-GB"; null where it is not known in that country. */
export function countryLocale(language: string, country: string | null): string | null {
  if (country === null) return null;
  const chosen = `${language}-${country}`;
  return new Intl.DateTimeFormat(chosen).resolvedOptions().locale === chosen ? chosen : null;
}
