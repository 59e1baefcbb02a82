import { expect, it } from 'vitest';
import { amountOf } from './byte-format.ts';

it.for([
  [0, 0, 'megabyte'],
  [512 * 2 ** 20, 512, 'megabyte'],
  [2 ** 30 - 1, 1, 'gigabyte'],
  [16 * 2 ** 30, 16, 'gigabyte'],
  [2 ** 40, 1, 'terabyte'],
  [Number.MAX_SAFE_INTEGER, 8, 'petabyte'],
] as const)('%d bytes are about %d %ss', ([bytes, value, unit]) => {
  const amount = amountOf(bytes);
  expect([Math.round(amount.value), amount.unit]).toEqual([value, unit]);
});
