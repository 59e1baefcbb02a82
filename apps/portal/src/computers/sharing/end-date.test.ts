import { describe, expect, it } from 'vitest';
import { dayOf, endOfDay } from './end-date.ts';

describe('the end date of a share', () => {
  it('lasts until the day is over, and comes back as that day', () => {
    for (const day of ['2026-01-01', '2026-03-29', '2026-12-31']) {
      const end = endOfDay(day);
      expect(end === null ? null : dayOf(end)).toBe(day);
    }
    expect(new Date(endOfDay('2026-05-04') ?? 0).getHours()).toBe(23);
  });

  it('is none where the field is empty or no date', () => {
    expect([endOfDay(''), endOfDay('2026-13-40')]).toEqual([null, null]);
  });
});
