import { describe, expect, it } from 'vitest';
import { ManualClock, repeat } from './clock.ts';

describe('repeat', () => {
  it('calls once in every interval until it is disposed', () => {
    const clock = new ManualClock();
    const calls: number[] = [];
    const repeating = repeat(clock, 10, () => void calls.push(clock.nowMs()));
    clock.advance(35);
    repeating.dispose();
    clock.advance(35);
    expect(calls).toEqual([10, 20, 30]);
  });

  it('waits for work that takes time, and stops even in the middle of it', async () => {
    const clock = new ManualClock();
    const works: (() => void)[] = [];
    const repeating = repeat(clock, 10, () => new Promise<void>((resolve) => works.push(resolve)));
    clock.advance(100);
    expect(works).toHaveLength(1);
    works[0]?.();
    await Promise.resolve().then(() => Promise.resolve());
    clock.advance(10);
    expect(works).toHaveLength(2);
    repeating.dispose();
    works[1]?.();
    await Promise.resolve().then(() => Promise.resolve());
    clock.advance(100);
    expect(works).toHaveLength(2);
  });
});
