import { describe, expect, it } from 'vitest';
import { type CursorBitmap, cursorPixels } from './cursor-pixels.ts';

const [black, white] = [
  [0, 0, 0, 0],
  [255, 255, 255, 0],
];
const bitmap = (widthPx: number, ...pixels: readonly number[][]): CursorBitmap => ({
  widthPx,
  heightPx: pixels.length / widthPx,
  pixels: Uint8Array.from(pixels.flat()),
});
const shown = (mask: CursorBitmap | null, colour: CursorBitmap | null): number[] | null => {
  const picture = cursorPixels(mask, colour);
  return picture && [...picture.rgba];
};

describe('the pointer of Windows', () => {
  it('HST25: with an alpha channel it is taken as it is, red first', () => {
    expect(shown(bitmap(2, white, black), bitmap(2, [10, 20, 30, 128], [1, 2, 3, 0]))).toEqual([
      30, 20, 10, 128, 0, 0, 0, 0,
    ]);
  });

  it('HST25: without one the mask says what is seen', () => {
    expect(shown(bitmap(2, black, white), bitmap(2, [10, 20, 30, 0], [1, 2, 3, 0]))).toEqual([
      30, 20, 10, 255, 0, 0, 0, 0,
    ]);
  });

  it('HST25: two masks make black, white, nothing, and an edge round what would invert the screen', () => {
    const mask = bitmap(5, black, black, white, white, white, black, white, black, white, black);
    expect(shown(mask, null)).toEqual(
      [
        [0, 0, 0, 255],
        [255, 255, 255, 255],
        [255, 255, 255, 255],
        [0, 0, 0, 255],
        [255, 255, 255, 255],
      ].flat(),
    );
  });

  it('HST25: one of which nothing can be seen is none', () => {
    expect(cursorPixels(bitmap(1, white, black), null)).toBeNull();
    expect(cursorPixels(null, null)).toBeNull();
  });
});
