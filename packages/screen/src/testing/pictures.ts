// Pictures for tests: random ones with the content of interfaces and of photographs.

import type { PixelBuffer, Rect } from '@nearhand/protocol';

/** A small generator with a seed (mulberry32): numbers from 0 up to 1. */
export function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

export function pictureOf(widthPx: number, heightPx: number): PixelBuffer {
  return { widthPx, heightPx, strideBytes: widthPx * 4, data: new Uint8Array(widthPx * heightPx * 4) };
}

/** A picture with some rectangles of each kind of content. */
export function randomPicture(widthPx: number, heightPx: number, seed: number): PixelBuffer {
  const picture = pictureOf(widthPx, heightPx);
  drawDamage(picture, seed);
  drawDamage(picture, seed + 1);
  return picture;
}

/** Changes some rectangles; returns damage that covers them, overstates, overlaps and exceeds the edges. */
export function drawDamage(picture: PixelBuffer, seed: number): Rect[] {
  const random = randomFrom(seed);
  const within = (max: number): number => Math.floor(random() * max);
  const damage: Rect[] = [];
  const count = within(5);
  for (let i = 0; i < count; i++) {
    const x = within(picture.widthPx);
    const y = within(picture.heightPx);
    const width = 1 + within(picture.widthPx - x);
    const height = 1 + within(picture.heightPx - y);
    fill(picture, { x, y, width, height }, within(5), random);
    damage.push({ x: x - within(20), y: y - within(20), width: width + 40, height: height + 40 });
  }
  return damage;
}

/** Kinds of content: 0 one colour, 1 few colours, 2 some colours, 3 a gradient, 4 noise. */
function fill(picture: PixelBuffer, rect: Rect, kind: number, random: () => number): void {
  const colours = Array.from({ length: [1, 3, 200, 1, 1][kind] ?? 1 }, () => Math.floor(random() * 0x1000000));
  for (let y = rect.y; y < rect.y + rect.height; y++) {
    for (let x = rect.x; x < rect.x + rect.width; x++) {
      let colour = colours[Math.floor(random() * colours.length)] as number;
      if (kind === 3) colour = (x & 255) | ((y & 255) << 8) | (((x + y) & 255) << 16);
      if (kind === 4) colour = Math.floor(random() * 0x1000000);
      const at = y * picture.strideBytes + x * 4;
      picture.data[at] = colour;
      picture.data[at + 1] = colour >>> 8;
      picture.data[at + 2] = colour >>> 16;
      picture.data[at + 3] = random() * 255;
    }
  }
}

/** As the decoder holds it: RGBA, alpha 255. */
export function asRgba(picture: PixelBuffer): Uint8ClampedArray {
  const { widthPx, heightPx, strideBytes, data } = picture;
  const rgba = new Uint8ClampedArray(widthPx * heightPx * 4);
  for (let y = 0, i = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++, i += 4) {
      const at = y * strideBytes + x * 4;
      rgba[i] = data[at + 2] as number;
      rgba[i + 1] = data[at + 1] as number;
      rgba[i + 2] = data[at] as number;
      rgba[i + 3] = 255;
    }
  }
  return rgba;
}
