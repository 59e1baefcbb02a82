import { deflateRawSync, constants } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFrom } from '../testing/pictures.ts';
import { compress } from './compress.ts';
import { Inflater } from './inflate.ts';

/** Bytes with repetitions of several kinds, so that every block type and code length turns up. */
function content(seed: number, length: number): Uint8Array {
  const random = randomFrom(seed);
  const bytes = new Uint8Array(length);
  const alphabet = 1 + Math.floor(random() ** 3 * 255);
  for (let i = 0; i < length;) {
    const distance = 1 + Math.floor(random() ** 2 * Math.max(1, i - 1));
    const run = Math.min(length - i, 1 + Math.floor(random() ** 4 * 600));
    const copies = random() < 0.5 && i >= distance;
    const end = i + run;
    for (; i < end; i++) {
      bytes[i] = copies ? (bytes[i - distance] as number) : Math.floor(random() ** 2 * alphabet);
    }
  }
  return bytes;
}

const lengths = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 40_000 }));

const none = new Uint8Array();

describe('Inflater', () => {
  it("reads what zlib writes, in each of its strategies, and this package's own compressor", () => {
    const { Z_DEFAULT_STRATEGY, Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE } = constants;
    const strategies = fc.constantFrom(Z_DEFAULT_STRATEGY, Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE);
    const inflater = new Inflater();
    fc.assert(
      fc.property(
        fc.integer(),
        lengths,
        strategies,
        fc.integer({ min: 0, max: 9 }),
        lengths,
        (seed, length, strategy, level, dictionaryLength) => {
          const all = content(seed, dictionaryLength + length);
          const bytes = all.subarray(dictionaryLength);
          const dictionary = all.subarray(Math.max(0, dictionaryLength - 32768), dictionaryLength);
          const output = new Uint8Array(length);
          expect(inflater.inflate(deflateRawSync(bytes, { strategy, level, dictionary }), output, dictionary)).toBe(
            true,
          );
          expect(Buffer.compare(output, bytes)).toBe(0);
          const compressed = compress(bytes, dictionary, level < 3);
          expect(compressed === null || inflater.inflate(compressed, output.fill(0), dictionary)).toBe(true);
          expect(compressed === null || Buffer.compare(output, bytes) === 0).toBe(true);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('SCR7: refuses what is cut off, goes on after its end, or fills another length', () => {
    const inflater = new Inflater();
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 1, max: 3000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (seed, length, cut) => {
          const compressed = deflateRawSync(content(seed, length));
          const shorter = compressed.subarray(0, Math.floor(cut * (compressed.length - 1)));
          expect(inflater.inflate(shorter, new Uint8Array(length), none)).toBe(false);
          expect(inflater.inflate(Buffer.concat([compressed, Buffer.of(0)]), new Uint8Array(length), none)).toBe(false);
          expect(inflater.inflate(compressed, new Uint8Array(length - 1), none)).toBe(false);
          expect(inflater.inflate(compressed, new Uint8Array(length + 1), none)).toBe(false);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('SCR7: ends on any bytes', () => {
    const inflater = new Inflater();
    const output = new Uint8Array(5000);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(typeof inflater.inflate(bytes, output, none)).toBe('boolean');
      }),
      { numRuns: 500 },
    );
  });
});
