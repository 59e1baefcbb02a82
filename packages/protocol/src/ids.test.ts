import { expect, it } from 'vitest';
import { parseRequestCode } from './ids.ts';

it('WND9: a code is taken as people write it, or copied from a program’s name', () => {
  for (const typed of [
    '408080316',
    ' 408 080 316 ',
    '408-080\u2013316',
    '４０８０８０３１６',
    '408080316k',
    'Nearhand-408080316k',
  ]) {
    expect(parseRequestCode(typed)).toBe('408080316');
  }
  for (const typed of ['', '40808031', '4080803166', '408080316kk', 'x408080316 2', '408 080 316 (1)']) {
    expect(parseRequestCode(typed)).toBeNull();
  }
});
