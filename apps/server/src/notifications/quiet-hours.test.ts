import { describe, expect, it } from 'vitest';
import { isQuiet } from './quiet-hours.ts';

const at = (time: string) => Date.parse(`2026-03-28T${time}:00Z`);

describe('isQuiet', () => {
  it('NOT5: the night between two days is quiet by the clock of the member', () => {
    const hours = { from: '22:00', to: '07:00', timeZone: 'Europe/Paris' };
    const quiet = ['20:59', '21:00', '23:30', '05:59', '06:00', '12:00'].filter((time) => isQuiet(hours, at(time)));
    expect(quiet).toEqual(['21:00', '23:30', '05:59']);
  });

  it('NOT5: hours of one day, around the clock, and none', () => {
    const lunch = { from: '12:00', to: '13:00', timeZone: 'UTC' };
    expect([isQuiet(lunch, at('12:59')), isQuiet(lunch, at('13:00')), isQuiet(null, at('12:30'))]).toEqual([
      true,
      false,
      false,
    ]);
    expect(isQuiet({ from: '08:00', to: '08:00', timeZone: 'UTC' }, at('12:00'))).toBe(true);
  });

  it('NOT5: follows summer time', () => {
    const hours = { from: '22:00', to: '07:00', timeZone: 'Europe/Paris' };
    // 05:30 UTC is 06:30 in winter and 07:30 in summer.
    expect([Date.UTC(2026, 2, 28, 5, 30), Date.UTC(2026, 2, 30, 5, 30)].map((ms) => isQuiet(hours, ms))).toEqual([
      true,
      false,
    ]);
  });
});
