// A pointer's picture out of the two bitmaps that Windows keeps of it, blue, green, red, alpha from the top. Three kinds
// exist: with an alpha channel, colour with a mask, and a mask of double height (AND above, XOR below) without colour.

import type { CursorShape } from '@nearhand/protocol';

export interface CursorBitmap {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly pixels: Uint8Array;
}

type CursorPicture = Pick<CursorShape, 'widthPx' | 'heightPx' | 'rgba'>;

/** null: nothing of it can be seen. */
export function cursorPixels(mask: CursorBitmap | null, colour: CursorBitmap | null): CursorPicture | null {
  const picture = colour === null ? fromMasks(mask) : fromColour(mask, colour);
  return picture !== null && picture.rgba.some((_, index) => index % 4 === 3 && picture.rgba[index] !== 0)
    ? picture
    : null;
}

function fromColour(mask: CursorBitmap | null, { widthPx, heightPx, pixels }: CursorBitmap): CursorPicture {
  const rgba = new Uint8Array(pixels.length);
  let hasAlpha = false;
  for (let index = 3; index < pixels.length; index += 4) hasAlpha ||= pixels[index] !== 0;
  for (let index = 0; index < pixels.length; index += 4) {
    const isMasked = (mask?.pixels[index] ?? 0) !== 0;
    const alpha = hasAlpha ? (pixels[index + 3] ?? 0) : isMasked ? 0 : 255;
    if (alpha === 0) continue;
    rgba.set([pixels[index + 2] ?? 0, pixels[index + 1] ?? 0, pixels[index] ?? 0, alpha], index);
  }
  return { widthPx, heightPx, rgba };
}

function fromMasks(mask: CursorBitmap | null): CursorPicture | null {
  if (mask === null) return null;
  const { widthPx, pixels } = mask;
  const heightPx = mask.heightPx >> 1;
  const half = widthPx * heightPx * 4;
  const rgba = new Uint8Array(half);
  for (let index = 0; index < half; index += 4) {
    const keepsScreen = pixels[index] !== 0;
    const isSet = pixels[half + index] !== 0;
    if (keepsScreen && !isSet) continue;
    // What inverts the screen (a text caret) cannot be shown so: black, with the white edge below.
    const value = keepsScreen || !isSet ? 0 : 255;
    rgba.set([value, value, value, 255], index);
  }
  outlineInverted(mask, rgba, widthPx, heightPx);
  return { widthPx, heightPx, rgba };
}

/** A white edge round what would invert the screen, so that it is seen on dark ground too. */
function outlineInverted({ pixels }: CursorBitmap, rgba: Uint8Array, widthPx: number, heightPx: number): void {
  const half = widthPx * heightPx * 4;
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const index = (y * widthPx + x) * 4;
      if (pixels[index] === 0 || pixels[half + index] === 0) continue;
      for (const [nextX, nextY] of [
        [x - 1, y],
        [x + 1, y],
        [x, y - 1],
        [x, y + 1],
      ] as const) {
        if (nextX < 0 || nextY < 0 || nextX >= widthPx || nextY >= heightPx) continue;
        const next = (nextY * widthPx + nextX) * 4;
        if (rgba[next + 3] === 0) rgba.set([255, 255, 255, 255], next);
      }
    }
  }
}
