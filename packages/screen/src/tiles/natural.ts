// Kernels: tiles with many colours, lossless. Each pixel is predicted from its neighbours (the median predictor of
// LOCO-I, ISO 14495-1) and the difference written with tokens in the manner of QOI (qoiformat.org).
//
//   00nnnnnn            the next n + 1 pixels are as predicted (n = 63: more follows, see token-length.ts)
//   01rrggbb            differences of -2 to 1
//   10gggggg rrrrbbbb   green -32 to 31; red and blue less green, each -8 to 7
//   11iiiiii            the colour seen last at place i of the cache (i below 63)
//   11111111 u24        any colour

import { longLength, writeLongLength } from './token-length.ts';

/** Colours seen lately, by `cachePlace`; zero at the start of each tile. */
const cacheSize = 64;

function cachePlace(pixel: number): number {
  return Math.imul(pixel, 0x9e3779b1) >>> 26;
}

/** The value between: left + above - aboveLeft, held between left and above. */
function median(left: number, above: number, aboveLeft: number): number {
  const low = left < above ? left : above;
  const high = left < above ? above : left;
  if (aboveLeft >= high) return low;
  if (aboveLeft <= low) return high;
  return left + above - aboveLeft;
}

function predict(left: number, above: number, aboveLeft: number): number {
  if (left === aboveLeft) return above;
  if (above === aboveLeft) return left;
  return (
    (median((left >>> 16) & 255, (above >>> 16) & 255, (aboveLeft >>> 16) & 255) << 16) |
    (median((left >>> 8) & 255, (above >>> 8) & 255, (aboveLeft >>> 8) & 255) << 8) |
    median(left & 255, above & 255, aboveLeft & 255)
  );
}

/** Pixels before the tile's edge: the first row is predicted from the left, the first column from above. */
function predictAt(pixels: Uint32Array, i: number, x: number, width: number): number {
  if (i < width) return x === 0 ? 0 : (pixels[i - 1] as number);
  const above = pixels[i - width] as number;
  return x === 0 ? above : predict(pixels[i - 1] as number, above, pixels[i - width - 1] as number);
}

/** Sign-extends the low byte. */
function signed(value: number): number {
  return (value << 24) >> 24;
}

/** Writes the tokens of `width * height` pixels (0xRRGGBB); at most four bytes a pixel. Returns the next free place. */
export function encodeNatural(
  pixels: Uint32Array,
  width: number,
  height: number,
  output: Uint8Array,
  at: number,
): number {
  const cache = new Uint32Array(cacheSize);
  let place = at;
  let run = 0;
  let i = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const pixel = pixels[i] as number;
      const predicted = predictAt(pixels, i, x, width);
      if (pixel === predicted) {
        run++;
        continue;
      }
      if (run > 0) place = writeRun(run, output, place);
      run = 0;
      place = writeDifference(pixel, predicted, cache, output, place);
    }
  }
  return run > 0 ? writeRun(run, output, place) : place;
}

function writeRun(run: number, output: Uint8Array, at: number): number {
  output[at] = Math.min(run, longLength) - 1;
  return run >= longLength ? writeLongLength(run - longLength, output, at + 1) : at + 1;
}

function writeDifference(pixel: number, predicted: number, cache: Uint32Array, output: Uint8Array, at: number): number {
  const red = signed((pixel >>> 16) - (predicted >>> 16));
  const green = signed((pixel >>> 8) - (predicted >>> 8));
  const blue = signed(pixel - predicted);
  const slot = cachePlace(pixel);
  if (((red + 2) | (green + 2) | (blue + 2)) >>> 2 === 0) {
    cache[slot] = pixel;
    output[at] = 64 | ((red + 2) << 4) | ((green + 2) << 2) | (blue + 2);
    return at + 1;
  }
  if (slot !== 63 && cache[slot] === pixel) {
    output[at] = 192 | slot;
    return at + 1;
  }
  cache[slot] = pixel;
  const redLess = signed(red - green);
  const blueLess = signed(blue - green);
  if ((green + 32) >>> 6 === 0 && ((redLess + 8) | (blueLess + 8)) >>> 4 === 0) {
    output[at] = 128 | (green + 32);
    output[at + 1] = ((redLess + 8) << 4) | (blueLess + 8);
    return at + 2;
  }
  output[at] = 255;
  output[at + 1] = pixel >>> 16;
  output[at + 2] = pixel >>> 8;
  output[at + 3] = pixel;
  return at + 4;
}

/** Adds differences to the channels of a prediction, each modulo 256. */
function addTo(predicted: number, red: number, green: number, blue: number): number {
  return (
    (((predicted + (red << 16)) & 0xff0000) | ((predicted + (green << 8)) & 0xff00) | ((predicted + blue) & 0xff)) >>> 0
  );
}

/**
 * Reads tokens from `input` between `at` and `end` until `width * height` pixels (0xRRGGBB) are known.
 * Returns the place after the last token, or -1 when they are malformed.
 */
export function decodeNatural(
  input: Uint8Array,
  at: number,
  end: number,
  pixels: Uint32Array,
  width: number,
  height: number,
): number {
  const cache = new Uint32Array(cacheSize);
  let place = at;
  let run = 0;
  let i = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const predicted = predictAt(pixels, i, x, width);
      if (run > 0) {
        run--;
        pixels[i] = predicted;
        continue;
      }
      if (place >= end) return -1;
      const token = input[place++] as number;
      if (token < 64) {
        run = token;
        if (run === longLength - 1) {
          let more = 255;
          while (more === 255) {
            if (place >= end) return -1;
            more = input[place++] as number;
            run += more;
          }
        }
        pixels[i] = predicted;
        continue;
      }
      let pixel: number;
      if (token < 128) {
        pixel = addTo(predicted, ((token >>> 4) & 3) - 2, ((token >>> 2) & 3) - 2, (token & 3) - 2);
      } else if (token < 192) {
        if (place >= end) return -1;
        const second = input[place++] as number;
        const green = (token & 63) - 32;
        pixel = addTo(predicted, green + (second >>> 4) - 8, green, green + (second & 15) - 8);
      } else if (token < 255) {
        pixels[i] = cache[token & 63] as number;
        continue;
      } else {
        if (place + 3 > end) return -1;
        pixel = ((input[place] as number) << 16) | ((input[place + 1] as number) << 8) | (input[place + 2] as number);
        place += 3;
      }
      cache[cachePlace(pixel)] = pixel;
      pixels[i] = pixel;
    }
  }
  return run === 0 ? place : -1;
}
