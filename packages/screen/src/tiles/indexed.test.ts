import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFrom } from '../testing/pictures.ts';
import { ColourFinder, maxUndo } from './colour-finder.ts';
import { createColourTable } from './colour-table.ts';
import { decodeIndexed, encodeIndexed } from './indexed.ts';

/** A tile with colours out of a range, in runs and rows that repeat. */
function tile(random: () => number, width: number, height: number, colours: number): Uint32Array {
  const first = Math.floor(random() * 9000);
  const pixels = new Uint32Array(width * height);
  for (let i = 0; i < pixels.length; i++) {
    const kind = random();
    if (kind < 0.4 && i > 0) pixels[i] = pixels[i - 1] as number;
    else if (kind < 0.7 && i >= width) pixels[i] = pixels[i - width] as number;
    else pixels[i] = Math.imul(first + Math.floor(random() * colours), 0x2f0b01) & 0xffffff;
  }
  return pixels;
}

function differences(a: Uint32Array, b: Uint32Array): number {
  return a.reduce((sum, value, i) => sum + (value === b[i] ? 0 : 1), 0);
}

describe('indexed tiles', () => {
  it('SCR1: both ends keep the same colour table, also when tiles are taken back and when it is full', () => {
    const sizes = fc.integer({ min: 1, max: 64 });
    fc.assert(
      fc.property(fc.integer(), sizes, sizes, fc.integer({ min: 1, max: 400 }), (seed, width, height, colours) => {
        const random = randomFrom(seed);
        const finder = new ColourFinder();
        const table = createColourTable();
        const output = new Uint8Array(width * height * 4 + 64);
        const pixels = new Uint32Array(width * height);
        for (let i = 0; i < 60; i++) {
          const original = tile(random, width, height, colours);
          const end = encodeIndexed(original, width, height, finder, maxUndo - 1, output, 0);
          if (end < 0 || random() < 0.3) {
            finder.undo();
            continue;
          }
          expect(decodeIndexed(output, 0, end, table, pixels, width, height)).toBe(end);
          expect(differences(pixels, original)).toBe(0);
        }
        expect(differences(finder.table.colours, table.colours)).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});
