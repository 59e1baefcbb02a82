import { expect, it } from 'vitest';
import { initialsOf } from './initials.ts';

it.for([
  ['Ana Díaz', 'AD'],
  ['  ana  maria  díaz ', 'AD'],
  ['Ana', 'A'],
  ['😀 Smile', '😀S'],
  ['', '?'],
] as const)('HST64: %o is %s', ([name, initials]) => {
  expect(initialsOf(name)).toBe(initials);
});
