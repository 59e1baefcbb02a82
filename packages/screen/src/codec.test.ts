import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ScreenDecoder } from './decoder/screen-decoder.ts';
import { ScreenEncoder } from './encoder/screen-encoder.ts';
import { asRgba, drawDamage, pictureOf, randomPicture } from './testing/pictures.ts';

/** Codes all that is pending and decodes it. */
function transfer(encoder: ScreenEncoder, decoder: ScreenDecoder): number {
  let updates = 0;
  let complete = true;
  while (encoder.pending) {
    const update = encoder.next();
    if (!update) continue;
    updates++;
    const decoded = decoder.decode(update.bytes);
    expect(decoded?.number).toBe(update.number);
    complete = decoded?.complete ?? false;
  }
  expect(complete).toBe(true);
  return updates;
}

describe('the codec', () => {
  it('SCR1: what is decoded equals the picture, for any sizes, contents, damage and order', () => {
    const sizes = fc.oneof(
      fc.constantFrom([1, 1], [65, 1], [1, 65], [64, 64], [63, 129], [200, 100]),
      fc.tuple(fc.integer({ min: 1, max: 150 }), fc.integer({ min: 1, max: 150 })),
    );
    const step = fc.record({
      size: fc.option(sizes, { freq: 6 }),
      seed: fc.integer(),
      refresh: fc.constantFrom(false, false, false, true),
    });
    fc.assert(
      fc.property(sizes, fc.array(step, { minLength: 1, maxLength: 6 }), (first, steps) => {
        const encoder = new ScreenEncoder();
        const decoder = new ScreenDecoder();
        let picture = pictureOf(first[0] as number, first[1] as number);
        encoder.update(picture, []);
        for (const { size, seed, refresh } of steps) {
          if (size) picture = pictureOf(size[0] as number, size[1] as number);
          const damage = drawDamage(picture, seed);
          if (size) damage.push({ x: 0, y: 0, width: picture.widthPx, height: picture.heightPx });
          encoder.update(picture, damage);
          if (refresh) encoder.refresh();
          transfer(encoder, decoder);
          expect(decoder.surface?.rgba).toEqual(asRgba(picture));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('SCR2: a repaint with the same content gives no update', () => {
    const encoder = new ScreenEncoder();
    const picture = randomPicture(200, 130, 7);
    encoder.update(picture, []);
    expect(transfer(encoder, new ScreenDecoder())).toBeGreaterThan(0);
    for (let i = 3; i < picture.data.length; i += 4) picture.data[i] = i & 255;
    encoder.update(picture, [{ x: -5, y: -5, width: 400, height: 400 }]);
    expect(encoder.next()).toBeNull();
    expect(encoder.pending).toBe(false);
  });
});
