// Kernels: a tile's palette indices as tokens, in rows from the top left.
//
//   00nnnnnn  the next n + 1 pixels are as the ones above them (n = 63: more follows, see token-length.ts)
//   01nnnnnn  the next n + 1 pixels are as the one before them (likewise)
//   1iiiiiii  one pixel with index i; i = 127: the index follows as a byte

import { longLength, writeLongLength } from './token-length.ts';

/** Writes the tokens of `width * height` indices; at most two bytes a pixel. Returns the next free place. */
export function encodeIndices(
  indices: Uint8Array,
  width: number,
  height: number,
  output: Uint8Array,
  at: number,
): number {
  const length = width * height;
  let place = at;
  let i = 0;
  while (i < length) {
    let above = i;
    if (i >= width) while (above < length && indices[above] === indices[above - width]) above++;
    let left = i;
    if (i > 0) {
      const previous = indices[i - 1];
      while (left < length && indices[left] === previous) left++;
    }
    const repeatsAbove = above >= left;
    const run = (repeatsAbove ? above : left) - i;
    if (run === 0) {
      const index = indices[i++] as number;
      output[place++] = 128 | Math.min(index, 127);
      if (index >= 127) output[place++] = index;
    } else {
      output[place++] = (repeatsAbove ? 0 : 64) | (Math.min(run, longLength) - 1);
      if (run >= longLength) place = writeLongLength(run - longLength, output, place);
      i += run;
    }
  }
  return place;
}

/**
 * Reads tokens from `input` between `at` and `end` until `width * height` indices, all below `colours`, are known.
 * Returns the place after the last token, or -1 when they are malformed.
 */
export function decodeIndices(
  input: Uint8Array,
  at: number,
  end: number,
  colours: number,
  indices: Uint8Array,
  width: number,
  height: number,
): number {
  const length = width * height;
  let place = at;
  let i = 0;
  while (i < length) {
    if (place >= end) return -1;
    const token = input[place++] as number;
    if (token >= 128) {
      let index = token & 127;
      if (index === 127) {
        if (place >= end) return -1;
        index = input[place++] as number;
      }
      if (index >= colours) return -1;
      indices[i++] = index;
      continue;
    }
    let run = (token & 63) + 1;
    if (run === longLength) {
      let more = 255;
      while (more === 255) {
        if (place >= end) return -1;
        more = input[place++] as number;
        run += more;
      }
    }
    const stop = i + run;
    if (stop > length) return -1;
    if (token < 64) {
      if (i < width) return -1;
      while (i < stop) {
        indices[i] = indices[i - width] as number;
        i++;
      }
    } else {
      if (i === 0) return -1;
      indices.fill(indices[i - 1] as number, i, stop);
      i = stop;
    }
  }
  return place;
}
