// Dates, spans and lists in the language in use. Spans are short: they stand beside a state and count up.
import { countryLocale, dateOnly, type TimeHabits, zoneOf } from '@nearhand/protocol';
import { createContext, useContext, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

export type Span =
  | { key: 'support.time.now' }
  | { key: 'support.time.minutes' | 'support.time.hours' | 'support.time.days'; count: number };

/** How long ago something was, in its largest unit; a moment in the future counts as now (clocks differ). */
export function spanSince(isoTime: string, nowMs: number): Span {
  const passedMs = nowMs - Date.parse(isoTime);
  if (!(passedMs >= minuteMs)) return { key: 'support.time.now' };
  if (passedMs < hourMs) return { key: 'support.time.minutes', count: Math.floor(passedMs / minuteMs) };
  if (passedMs < dayMs) return { key: 'support.time.hours', count: Math.floor(passedMs / hourMs) };
  return { key: 'support.time.days', count: Math.floor(passedMs / dayMs) };
}

const units: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', dayMs],
  ['hour', hourMs],
  ['minute', minuteMs],
];

/** "5 minutes ago", "yesterday". */
export function relativeTime(isoTime: string, nowMs: number, locale: string): string {
  const passedMs = Math.max(0, nowMs - Date.parse(isoTime));
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  for (const [unit, unitMs] of units) {
    if (passedMs >= unitMs) return format.format(-Math.floor(passedMs / unitMs), unit);
  }
  return format.format(0, 'second');
}

export const browserHabits: TimeHabits = { country: null, timeZone: null, dateFormat: null };
/** Given by whoever knows the profile. */
export const TimeHabitsContext = createContext<TimeHabits>(browserHabits);

type WrittenHabits = Pick<TimeHabits, 'timeZone' | 'dateFormat'>;

/** Date and time; the time alone where it is today. */
export function dateTime(
  isoTime: string,
  nowMs: number,
  locale: string,
  habits: WrittenHabits = browserHabits,
): string {
  const time = new Date(isoTime);
  const isToday = dateOnly(time, locale, habits) === dateOnly(new Date(nowMs), locale, habits);
  if (!isToday) return fullDateTime(isoTime, locale, habits);
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short', ...zoneOf(habits) }).format(time);
}

export function fullDateTime(isoTime: string, locale: string, habits: WrittenHabits = browserHabits): string {
  const time = new Date(isoTime);
  const zone = zoneOf(habits);
  if (habits.dateFormat === null) {
    return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', ...zone }).format(time);
  }
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'short', ...zone }).format(time);
  return `${dateOnly(time, locale, habits)}, ${clock}`;
}

/** Each once: a person who is connected twice is still one person. */
export function listOf(names: readonly string[], locale: string): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(new Set(names));
}

/** The time now, renewed every `everyMs`, so that what is shown stays true. */
export function useNow(everyMs = 15_000): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return nowMs;
}

/** The language as it is written where the person lives: "en" with the clock and calendar of "en-GB". */
export function regionalLocale(language: string, preferred: readonly string[], country: string | null = null): string {
  // Not every language is known in every country: then the browser's own habit is the better guess.
  return countryLocale(language, country) ?? preferred.find((tag) => tag.startsWith(`${language}-`)) ?? language;
}

/** The functions of this file for the language in use, as the person wants it. */
export function useFormat() {
  const { i18n } = useTranslation();
  const habits = useContext(TimeHabitsContext);
  const locale = regionalLocale(i18n.language, navigator.languages, habits.country);
  return {
    relativeTime: (isoTime: string, nowMs: number) => relativeTime(isoTime, nowMs, locale),
    dateTime: (isoTime: string, nowMs: number) => dateTime(isoTime, nowMs, locale, habits),
    fullDateTime: (isoTime: string) => fullDateTime(isoTime, locale, habits),
    listOf: (names: readonly string[]) => listOf(names, locale),
    number: (value: number, options?: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options).format(value),
  };
}
