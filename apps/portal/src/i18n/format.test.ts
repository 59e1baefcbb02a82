// Spans and dates.
import { dateOnly } from '@nearhand/protocol';
import { describe, expect, it } from 'vitest';
import { dateTime, fullDateTime, listOf, regionalLocale, relativeTime, spanSince } from './format.ts';

const nowMs = Date.parse('2026-03-14T12:00:00.000Z');
const ago = (ms: number) => new Date(nowMs - ms).toISOString();
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe('spanSince', () => {
  it('POR4: counts in the largest unit that has passed', () => {
    const spans = [0, minute - 1, minute, 59.9 * minute, hour, 23.9 * hour, day, 40 * day].map((ms) =>
      spanSince(ago(ms), nowMs),
    );
    expect(spans).toEqual([
      { key: 'support.time.now' },
      { key: 'support.time.now' },
      { key: 'support.time.minutes', count: 1 },
      { key: 'support.time.minutes', count: 59 },
      { key: 'support.time.hours', count: 1 },
      { key: 'support.time.hours', count: 23 },
      { key: 'support.time.days', count: 1 },
      { key: 'support.time.days', count: 40 },
    ]);
  });

  it('POR4: shows the future, and what is no time, as now', () => {
    expect([spanSince(ago(-hour), nowMs), spanSince('nonsense', nowMs)]).toEqual([
      { key: 'support.time.now' },
      { key: 'support.time.now' },
    ]);
  });
});

describe('dates', () => {
  it('POR4: says how long ago in each language', () => {
    const words = [relativeTime(ago(5 * minute), nowMs, 'en'), relativeTime(ago(day), nowMs, 'fr')];
    expect([...words, relativeTime(ago(minute - 1), nowMs, 'es')]).toEqual(['5 minutes ago', 'hier', 'ahora']);
  });

  it('POR4: leaves the date out for today', () => {
    const today = dateTime(ago(minute), nowMs, 'en-GB');
    const earlier = dateTime(ago(40 * day), nowMs, 'en-GB');
    expect([today.includes('2026'), earlier.includes('2026')]).toEqual([false, true]);
  });

  it('POR4: lists names as the language does, each once', () => {
    expect([listOf(['Ada', 'Tom', 'Ada'], 'en'), listOf(['Ada', 'Tom'], 'es')]).toEqual(['Ada and Tom', 'Ada y Tom']);
  });

  it('POR4: writes a language as in the region of the browser', () => {
    expect([regionalLocale('en', ['de-DE', 'en-GB']), regionalLocale('fr', ['en-GB'])]).toEqual(['en-GB', 'fr']);
  });

  it('PRO6: writes dates in the chosen format and time zone', () => {
    const late = '2026-12-31T23:30:00.000Z';
    const habits = { timeZone: 'Asia/Tokyo', dateFormat: 'yyyy-mm-dd' } as const;
    const formats = ['dd/mm/yyyy', 'dd.mm.yyyy', 'mm/dd/yyyy', 'yyyy-mm-dd'] as const;
    const written = formats.map((dateFormat) => dateOnly(new Date(late), 'fr', { timeZone: 'UTC', dateFormat }));
    expect([...written, fullDateTime(late, 'en-GB', habits)]).toEqual([
      '31/12/2026',
      '31.12.2026',
      '12/31/2026',
      '2026-12-31',
      '2027-01-01, 08:30',
    ]);
    expect(fullDateTime(late, 'en-GB', { timeZone: 'Asia/Tokyo', dateFormat: null })).toBe('1 Jan 2027, 08:30');
  });

  it('PRO6: today is today where the person is', () => {
    const habits = { timeZone: 'Asia/Tokyo', dateFormat: null };
    const at = (iso: string) => dateTime(iso, Date.parse('2026-12-31T23:30:00.000Z'), 'en-GB', habits);
    expect([at('2026-12-31T15:00:00.000Z'), at('2026-12-31T14:00:00.000Z')]).toEqual(['00:00', '31 Dec 2026, 23:00']);
  });

  it('PRO6: a time zone that the browser does not know is left out', () => {
    const habits = { timeZone: 'Moon/Crater', dateFormat: null };
    expect(fullDateTime('2026-06-01T10:00:00.000Z', 'en-GB', habits)).toContain('2026');
  });

  it('PRO6: writes as in the country of the profile, where the language is at home there', () => {
    const browser = ['en-GB', 'fr-FR'];
    expect([
      regionalLocale('en', browser, 'US'),
      regionalLocale('fr', browser, 'CH'),
      regionalLocale('fr', browser, 'JP'),
      regionalLocale('en', browser, 'XX'),
    ]).toEqual(['en-US', 'fr-CH', 'fr-FR', 'en-GB']);
  });
});
