import { expect, it } from 'vitest';
import { Backoff } from './backoff.ts';

it('AGT10: pauses double from the first to the limit, half of each at random', () => {
  const waits = (random: number) => {
    const backoff = new Backoff({ firstMs: 100, limitMs: 1000, random: () => random });
    return Array.from({ length: 6 }, () => backoff.next());
  };
  expect([waits(0), waits(1)]).toEqual([
    [50, 100, 200, 400, 500, 500],
    [100, 200, 400, 800, 1000, 1000],
  ]);
});

it('begins anew after a success', () => {
  const backoff = new Backoff({ firstMs: 100, limitMs: 1000, random: () => 1 });
  for (let failure = 0; failure < 3; failure++) backoff.next();
  backoff.reset();
  expect([backoff.failures, backoff.next(), backoff.failures]).toEqual([0, 100, 1]);
});
