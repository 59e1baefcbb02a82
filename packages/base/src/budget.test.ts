import { describe, expect, it } from 'vitest';
import { Budget } from './budget.ts';
import { ManualClock } from './clock.ts';

describe('a budget', () => {
  it('AGT68: lets a hundred thousand offers an hour be a thousand handshakes', () => {
    const clock = new ManualClock();
    const budget = new Budget(clock, 16);
    let taken = 0;
    for (let i = 0; i < 100_000; i++) {
      if (budget.take()) taken++;
      clock.advance(36);
    }
    expect(taken).toBe(2 * 16 + 60 * 16 - 1);
  });

  it('AGT68: leaves room for a burst, and again after a quiet time', () => {
    const clock = new ManualClock();
    const budget = new Budget(clock, 16);
    const burst = (): number => Array.from({ length: 100 }, () => budget.take()).filter(Boolean).length;
    expect([burst(), burst()]).toEqual([32, 0]);
    clock.advance(60_000);
    expect(burst()).toBe(16);
    clock.advance(10 * 60_000);
    expect(burst()).toBe(32);
  });
});
