// Kernels: pixels of interfaces as tokens, in rows from the top left.
//
//   0 to 191       one pixel with the colour at this place of the colour table
//   192 to 207 u8  one pixel with the colour at place 192 + 256 * (token - 192) + u8
//   208 to 231     1 to 24 pixels as the one before them (231: more follows, see token-length.ts)
//   232 to 254     1 to 23 pixels, each as the one above it (254: likewise)
//   255 u24        one pixel with this colour, which enters the table

import type { ColourFinder } from './colour-finder.ts';
import { type ColourTable, farPrefixes, insertColour, nearPlaces } from './colour-table.ts';
import { writeLongLength } from './token-length.ts';

const left = nearPlaces + farPrefixes;
const longLeft = 24;
const above = left + longLeft;
const longAbove = 23;
const newColour = 255;

/**
 * Writes the tokens of `width * height` pixels (0xRRGGBB), at most four bytes a pixel, and brings the table up to date.
 * Returns the next free place, or -1 as soon as more than `maxNewColours` had to enter the table.
 */
export function encodeIndexed(
  pixels: Uint32Array,
  width: number,
  height: number,
  finder: ColourFinder,
  maxNewColours: number,
  output: Uint8Array,
  at: number,
): number {
  const length = width * height;
  finder.mark();
  let place = at;
  let i = 0;
  while (i < length) {
    const pixel = pixels[i] as number;
    let run = i;
    if (i > 0) {
      const previous = pixels[i - 1] as number;
      while (run < length && pixels[run] === previous) run++;
    }
    let runAbove = i;
    if (i >= width) while (runAbove < length && pixels[runAbove] === pixels[runAbove - width]) runAbove++;
    if (runAbove > run) {
      place = writeRun(above, longAbove, runAbove - i, output, place);
      i = runAbove;
    } else if (run > i) {
      place = writeRun(left, longLeft, run - i, output, place);
      i = run;
    } else {
      i++;
      const known = finder.find(pixel);
      if (known >= 0) {
        place = writePlace(known, output, place);
        continue;
      }
      if (finder.entered === maxNewColours) return -1;
      finder.insert(pixel);
      output[place] = newColour;
      output[place + 1] = pixel >>> 16;
      output[place + 2] = pixel >>> 8;
      output[place + 3] = pixel;
      place += 4;
    }
  }
  return place;
}

function writePlace(known: number, output: Uint8Array, at: number): number {
  if (known < nearPlaces) {
    output[at] = known;
    return at + 1;
  }
  const far = known - nearPlaces;
  output[at] = nearPlaces + (far >>> 8);
  output[at + 1] = far;
  return at + 2;
}

function writeRun(token: number, long: number, run: number, output: Uint8Array, at: number): number {
  if (run < long) {
    output[at] = token + run - 1;
    return at + 1;
  }
  output[at] = token + long - 1;
  return writeLongLength(run - long, output, at + 1);
}

/**
 * Reads tokens from `input` between `at` and `end` until `width * height` pixels (0xRRGGBB) are known, and brings the
 * table up to date. Returns the place after the last token, or -1 when they are malformed.
 */
export function decodeIndexed(
  input: Uint8Array,
  at: number,
  end: number,
  table: ColourTable,
  pixels: Uint32Array,
  width: number,
  height: number,
): number {
  const { colours } = table;
  const length = width * height;
  let place = at;
  let i = 0;
  while (i < length) {
    if (place >= end) return -1;
    const token = input[place++] as number;
    if (token < nearPlaces) {
      pixels[i++] = colours[token] as number;
      continue;
    }
    if (token < left) {
      if (place >= end) return -1;
      pixels[i++] = colours[nearPlaces + ((token - nearPlaces) << 8) + (input[place++] as number)] as number;
      continue;
    }
    if (token === newColour) {
      if (place + 3 > end) return -1;
      const colour =
        ((input[place] as number) << 16) | ((input[place + 1] as number) << 8) | (input[place + 2] as number);
      place += 3;
      insertColour(table, colour);
      pixels[i++] = colour;
      continue;
    }
    let stop = i + (token < above ? token - left : token - above) + 1;
    if (token === above - 1 || token === newColour - 1) {
      let more = 255;
      while (more === 255) {
        if (place >= end) return -1;
        more = input[place++] as number;
        stop += more;
      }
    }
    if (stop > length || i < (token < above ? 1 : width)) return -1;
    if (token < above) {
      pixels.fill(pixels[i - 1] as number, i, stop);
      i = stop;
    } else {
      for (; i < stop; i++) pixels[i] = pixels[i - width] as number;
    }
  }
  return place;
}
