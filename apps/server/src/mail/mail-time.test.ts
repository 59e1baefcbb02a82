import { describe, expect, it } from 'vitest';
import type { Locale, TimeHabits } from '@nearhand/protocol';
import { mailTime } from './mail-time.ts';

const atMs = Date.UTC(2026, 6, 31, 22, 5);
const nothing: TimeHabits = { country: null, timeZone: null, dateFormat: null };
const written = (locale: Locale, habits?: Partial<TimeHabits>) =>
  mailTime(atMs, locale, habits && { ...nothing, ...habits }).replaceAll(/\s/gu, ' ');

describe('times in mails', () => {
  it('MAI7: are in UTC, and say so, for a reader of whom nothing is known', () => {
    expect([written('en'), written('fr'), written('es')]).toEqual([
      'July 31, 2026 at 10:05 PM UTC',
      '31 juillet 2026 à 22:05 UTC',
      '31 de julio de 2026 a las 22:05 UTC',
    ]);
  });

  it('MAI7: follow the zone, the country and the date format of the profile, with the zone named', () => {
    expect(written('fr', { timeZone: 'Europe/Paris' })).toBe('1 août 2026 à 00:05 UTC+2');
    expect(written('en', { country: 'GB', timeZone: 'Europe/London' })).toBe('31 July 2026 at 23:05 BST');
    expect(written('es', { timeZone: 'America/Bogota', dateFormat: 'yyyy-mm-dd' })).toBe('2026-07-31, 17:05 GMT-5');
    expect(written('en', { timeZone: 'Pacific/Auckland', dateFormat: 'dd.mm.yyyy' })).toBe(
      '01.08.2026, 10:05 AM GMT+12',
    );
  });

  it('MAI7: are in UTC where the zone is not known', () => {
    expect(written('en', { timeZone: 'Mars/Olympus' })).toContain('UTC');
  });
});
