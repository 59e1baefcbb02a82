import { closeSync, openSync } from 'node:fs';
import { devNull } from 'node:os';
import { expect, it } from 'vitest';
import { wasGiven } from './open-output.ts';

function opened(file: string, how: string): boolean {
  const fd = openSync(file, how);
  try {
    return wasGiven(fd, () => false);
  } finally {
    closeSync(fd);
  }
}

it('AGT128: a stream that Node made up for a missing one is told from one that leads somewhere, or on purpose nowhere', () => {
  expect(opened(import.meta.filename, 'r')).toBe(true);
  expect(opened(devNull, 'w')).toBe(true);
  expect(opened(devNull, 'r+')).toBe(false);
});

it('AGT128: a file that may only be written to was given, a console that is not attached was not', () => {
  const closed = 9999;
  expect(wasGiven(closed, (fd) => fd === closed)).toBe(true);
  expect(wasGiven(closed, () => false)).toBe(false);
});
