import { describe, expect, it } from 'vitest';
import { initialsOf } from './initials.ts';

describe('initialsOf', () => {
  it.each([
    ['Sarah Müller', 'SM'],
    ['  ada  king  lovelace ', 'AL'],
    ['Cher', 'C'],
    ['😀 Éloïse', '😀É'],
    ['', ''],
  ])('takes %j as %j', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});
