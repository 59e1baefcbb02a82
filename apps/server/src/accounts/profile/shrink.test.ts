import { describe, expect, it } from 'vitest';
import { shrink } from './shrink.ts';

describe('shrinking a picture', () => {
  it('PRO10: makes each pixel the mean of those that it stands for', () => {
    const black = [0, 0, 0];
    const red = [200, 0, 0];
    const dim = [1, 2, 3];
    const rows = [
      [...red, ...black, ...red, ...red],
      [...black, ...red, ...red, ...red],
      [...black, ...black, ...dim, ...dim],
      [...black, ...black, ...dim, ...dim],
    ];
    expect([...shrink(Uint8Array.from(rows.flat()), 4, 2)]).toEqual([100, 0, 0, 200, 0, 0, 0, 0, 0, 1, 2, 3]);
  });
});
