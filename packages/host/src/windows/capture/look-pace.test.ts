import { describe, expect, it } from 'vitest';
import { ManualClock } from '@nearhand/base';
import { LookPace } from './look-pace.ts';

describe('how often a screen is looked at', () => {
  it('HST30: often while it changes, seldom when it does not', () => {
    const clock = new ManualClock();
    const pace = new LookPace(clock);
    const seen: number[] = [];
    for (const waitMs of [0, 2000, 10_000]) {
      clock.advance(waitMs);
      seen.push(pace.nextMs(33));
    }
    pace.busy();
    expect([...seen, pace.nextMs(33)]).toEqual([33, 100, 250, 33]);
  });

  it('HST30: where looking costs nothing while nothing changes, it is not done less often', () => {
    const clock = new ManualClock();
    const pace = new LookPace(clock);
    clock.advance(20_000);
    expect(pace.soonestMs(16)).toBe(16);
    pace.took(30);
    expect(pace.soonestMs(16)).toBe(90);
  });

  it('HST30: where looking takes long, no more than a quarter of the time goes into it', () => {
    const pace = new LookPace(new ManualClock());
    pace.took(80);
    expect(pace.nextMs(33)).toBe(240);
  });
});
