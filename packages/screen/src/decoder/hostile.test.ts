import { AppError } from '@nearhand/base';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ScreenEncoder } from '../encoder/screen-encoder.ts';
import { randomPicture } from '../testing/pictures.ts';
import { ByteWriter } from '../wire/byte-writer.ts';
import { type UpdateHeader, operation, partOfTile, writeUpdateHeader } from '../wire/update.ts';
import { ScreenDecoder } from './screen-decoder.ts';

const fullHeader: UpdateHeader = {
  number: 1,
  widthPx: 100,
  heightPx: 70,
  full: true,
  complete: true,
  inflatedBytes: null,
};

function update(header: Partial<UpdateHeader>, ...operations: readonly number[]): Uint8Array {
  const writer = new ByteWriter(64 + operations.length);
  writeUpdateHeader(writer, { ...fullHeader, ...header });
  writer.append(Uint8Array.from(operations));
  return writer.finish();
}

function refusal(bytes: Uint8Array, decoder = new ScreenDecoder()): unknown {
  try {
    return decoder.decode(bytes);
  } catch (error) {
    return error instanceof AppError ? `${error.code}: ${String(error.details['reason'])}` : error;
  }
}

/** Decodes; returns whether it was accepted. Any error but `screen_malformed` fails the test. */
function accepted(bytes: Uint8Array, decoder: ScreenDecoder): boolean {
  try {
    decoder.decode(bytes);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'screen_malformed') return false;
    throw error;
  }
}

const { solid, indexed, natural, copy, video } = operation;
const many = (value: number, count: number): number[] => Array.from({ length: count }, () => value);

describe('a hostile sender', () => {
  it.each([
    ['nothing', Uint8Array.of(), 'truncated'],
    ['another version', Uint8Array.of(2, 1), 'unknown version'],
    ['another kind', Uint8Array.of(1, 9), 'not an update'],
    ['half a header', update({}).subarray(0, 9), 'truncated'],
    ['a flag of the future', Uint8Array.of(1, 1, 8, 0, 0, 0, 1, 0, 1, 0, 1), 'unknown flags'],
    ['no width', update({ widthPx: 0 }), 'size'],
    ['too wide', update({ widthPx: 16385 }), 'size'],
    ['too large an area', update({ widthPx: 16384, heightPx: 16384 }), 'size'],
    ['too long', new Uint8Array((1 << 19) + 1), 'too long'],
    ['too long once decompressed', update({ inflatedBytes: (1 << 19) + 1 }), 'too long'],
    ['compressed nonsense', update({ inflatedBytes: 1000 }, 1, 2, 3), 'compressed data'],
    ['no such operation', update({}, 9, 0, 0), 'unknown operation'],
    ['the reserved copy', update({}, copy, 0, 0), 'unknown operation'],
    ['the reserved video', update({}, video, 0, 0), 'unknown operation'],
    ['a column outside', update({}, solid, 2, 0, 1, 2, 3), 'tile outside'],
    ['a row outside', update({}, solid, 0, 2, 1, 2, 3), 'tile outside'],
    ['a tile twice', update({}, solid, 1, 0, 1, 2, 3, solid, 1, 0, 1, 2, 3), 'tiles out of order'],
    ['half a tile', update({}, solid, 1, 0, 1, 2), 'truncated'],
    ['a part past the edge', update({}, solid | partOfTile, 1, 0, 30, 0, 6, 0, 1, 2, 3), 'part outside the tile'],
    ['a repetition of nothing', update({}, indexed, 0, 0, 208), 'tokens'],
    ['a copy from above the tile', update({}, indexed, 0, 0, 0, 232), 'tokens'],
    ['a far place cut off', update({}, indexed, 0, 0, 192), 'tokens'],
    ['a new colour cut off', update({}, indexed, 0, 0, 255, 1, 2), 'tokens'],
    ['a long run cut off', update({}, indexed, 0, 0, 0, 231, 255), 'tokens'],
    ['a left run past the tile', update({}, indexed, 0, 0, 0, 231, ...many(255, 16), 0), 'tokens'],
    ['a run from above past the tile', update({}, indexed, 0, 0, 0, 231, 50, 254, ...many(255, 16), 0), 'tokens'],
    ['a natural run past the tile', update({}, natural, 0, 0, 63, ...many(255, 16), 0), 'tokens'],
    ['natural tokens cut off', update({}, natural, 0, 0, 255, 1), 'tokens'],
  ])('SCR7: %s is refused', (_what, bytes, reason) => {
    expect(refusal(bytes)).toBe(`screen_malformed: ${reason}`);
  });

  it('SCR8: a display larger than the receiver allows is refused', () => {
    expect(refusal(update({}), new ScreenDecoder({ maxAreaPx: 6999 }))).toBe('screen_malformed: size');
    expect(refusal(update({}), new ScreenDecoder({ maxAreaPx: 7000 }))).toMatchObject({ resized: true });
  });

  it('SCR4: a missing or repeated update is refused, and then only a full one is accepted', () => {
    const decoder = new ScreenDecoder();
    const next = { full: false };
    expect(refusal(update({ ...next, number: 5 }), decoder)).toBeNull();
    expect(refusal(update({ number: 0xffffffff }), decoder)).toMatchObject({ number: 0xffffffff });
    expect(refusal(update({ ...next, number: 0 }), decoder)).toMatchObject({ number: 0 });
    expect(refusal(update({ ...next, number: 2 }), decoder)).toBe('screen_malformed: update 2 instead of 1');
    expect(decoder.waitsForFull).toBe(true);
    expect(refusal(update({ ...next, number: 1 }), decoder)).toBeNull();
    expect(refusal(update({ number: 7 }), decoder)).toMatchObject({ number: 7 });
    expect(refusal(update({ ...next, number: 7 }), decoder)).toBe('screen_malformed: update 7 instead of 8');
    expect(refusal(update({ number: 1 }), decoder)).toMatchObject({ number: 1 });
    expect(refusal(update({ ...next, number: 2, widthPx: 90 }), decoder)).toMatch('size changed');
  });

  it('SCR7: random operations give a picture or a refusal, and nothing else', () => {
    const byte = fc.oneof(
      fc.constantFrom(0, 1, 2, 3, 63, 64, 128, 192, 208, 231, 254, 255),
      fc.integer({ min: 0, max: 255 }),
    );
    const decoder = new ScreenDecoder();
    let good = 0;
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 200 }), (bytes) => {
        if (accepted(update({}, ...bytes), decoder)) good++;
        expect(decoder.surface?.rgba.length).toBe(100 * 70 * 4);
      }),
      { numRuns: 1000, examples: [[[]]] },
    );
    expect(good).toBeGreaterThan(0);
  });

  it('SCR7: damaged updates give a picture or a refusal, and nothing else', () => {
    const encoder = new ScreenEncoder();
    encoder.update(randomPicture(150, 90, 3), []);
    const original = encoder.next()?.bytes ?? new Uint8Array();
    const decoder = new ScreenDecoder({ maxAreaPx: 1 << 20 });
    const change = fc.tuple(fc.nat(original.length - 1), fc.integer({ min: 0, max: 255 }));
    let refused = 0;
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), fc.nat(original.length), (changes, end) => {
        const bytes = original.slice(0, end % 3 === 0 ? end : original.length);
        for (const [at, value] of changes) bytes[at] = value;
        if (!accepted(bytes, decoder)) refused++;
      }),
      { numRuns: 400 },
    );
    expect(refused).toBeGreaterThan(0);
  });

  it('SCR7: a message cannot make more work than its display has pixels', () => {
    // Zeros compress a thousandfold; as operations they are refused at the first one.
    const encoder = new ScreenEncoder();
    const picture = randomPicture(64, 64, 1);
    encoder.update(picture, []);
    const decoder = new ScreenDecoder();
    decoder.decode(encoder.next()?.bytes ?? new Uint8Array());
    const before = decoder.surface?.rgba.slice();
    const many = Array.from({ length: 1000 }, () => [solid, 0, 0, 9, 9, 9]).flat();
    expect(refusal(update({ full: false, number: 2, widthPx: 64, heightPx: 64 }, ...many), decoder)).toMatch(
      'tiles out of order',
    );
    expect(before?.length).toBe(64 * 64 * 4);
  });
});
