import { ManualClock } from '@nearhand/base';
import { expect, it } from 'vitest';
import { PointerNews } from './pointer-news.ts';

it('tells the first place at once and the last one always', () => {
  const clock = new ManualClock();
  const told: number[] = [];
  const news = new PointerNews(clock, (x) => told.push(x));
  for (let x = 0; x < 10; x++) news.moved(x, 0);
  expect(told).toEqual([0]);
  clock.advance(33);
  expect(told).toEqual([0, 9]);
  clock.advance(1000);
  news.moved(20, 0);
  expect(told).toEqual([0, 9, 20]);
});
