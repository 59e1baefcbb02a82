import { AppError } from '@nearhand/base';
import type { CursorShape } from '@nearhand/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cursorCacheSize } from '../wire/limits.ts';
import { randomFrom } from '../testing/pictures.ts';
import { CursorDecoder } from './cursor-decoder.ts';
import { CursorEncoder } from './cursor-encoder.ts';

function shape(seed: number, widthPx = 24, heightPx = 20): CursorShape {
  const random = randomFrom(seed);
  const rgba = Uint8Array.from({ length: widthPx * heightPx * 4 }, () => (random() < 0.8 ? 0 : random() * 256));
  return { widthPx, heightPx, hotspotX: Math.floor(widthPx / 2), hotspotY: 0, rgba };
}

describe("the pointer's shape", () => {
  it('SCR5: arrives as it was, and crosses the wire once while it is remembered', () => {
    const encoder = new CursorEncoder();
    const decoder = new CursorDecoder();
    const first = encoder.encode(shape(1));
    expect(decoder.decode(first)).toEqual(shape(1));
    expect(decoder.decode(encoder.encode(null))).toBeNull();
    const again = encoder.encode(shape(1));
    expect(again.length).toBe(7);
    expect(decoder.decode(again)).toEqual(shape(1));
    for (let seed = 2; seed <= cursorCacheSize + 1; seed++) decoder.decode(encoder.encode(shape(seed)));
    expect(encoder.encode(shape(1)).length).toBeGreaterThan(7);
  });

  it('SCR5: both ends forget the same shapes, whatever the order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 250 }), fc.nat(250), (seeds, resetAt) => {
        const encoder = new CursorEncoder();
        const decoder = new CursorDecoder();
        seeds.forEach((seed, i) => {
          if (i === resetAt) encoder.reset();
          expect(decoder.decode(encoder.encode(shape(seed, 2, 3)))).toEqual(shape(seed, 2, 3));
        });
      }),
      { numRuns: 40 },
    );
  });

  it('cuts off what is larger than 256 pixels and keeps the hotspot inside', () => {
    const large = { ...shape(5, 300, 10), hotspotX: 299, hotspotY: -3 };
    const received = new CursorDecoder().decode(new CursorEncoder().encode(large));
    expect(received).toMatchObject({ widthPx: 256, heightPx: 10, hotspotX: 255, hotspotY: 0 });
    expect(received?.rgba.subarray(1024, 2048)).toEqual(large.rgba.subarray(1200, 2224));
  });

  it.each([
    ['an unknown shape', [1, 2, 2, 0, 0, 0, 1]],
    ['an unknown action', [1, 2, 3]],
    ['a hotspot outside', [1, 2, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 2, 3, 4]],
    ['too few bytes', [1, 2, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 2, 3]],
    ['too many bytes', [1, 2, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5]],
    ['bytes after hidden', [1, 2, 0, 0]],
    ['a flag of the future', [1, 2, 1, 0, 0, 0, 1, 0, 0, 0, 0, 2, 1, 2, 3, 4]],
  ])('SCR7: %s is refused', (_what, bytes) => {
    expect(() => new CursorDecoder().decode(Uint8Array.from(bytes))).toThrow(AppError);
  });

  it('SCR7: any bytes give a shape or a refusal', () => {
    const decoder = new CursorDecoder();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (body) => {
        expect(['shape', 'hidden', 'screen_malformed']).toContain(outcome(decoder, Uint8Array.of(1, 2, ...body)));
      }),
      { numRuns: 500 },
    );
  });
});

function outcome(decoder: CursorDecoder, bytes: Uint8Array): string {
  try {
    const received = decoder.decode(bytes);
    if (received === null) return 'hidden';
    return received.rgba.length === received.widthPx * received.heightPx * 4 ? 'shape' : 'wrong size';
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
}
