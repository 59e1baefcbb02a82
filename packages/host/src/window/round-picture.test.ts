import { smallPictureBytes, smallPictureSizePx } from '@nearhand/protocol';
import { describe, expect, it } from 'vitest';
import { laidOn, roundPicture } from './round-picture.ts';

/** Left half red, right half blue. */
const halves = Buffer.alloc(smallPictureBytes);
for (let pixel = 0; pixel < smallPictureSizePx ** 2; pixel++) {
  halves[pixel * 3 + (pixel % smallPictureSizePx < smallPictureSizePx / 2 ? 0 : 2)] = 200;
}

const pixelAt = (bgra: Uint8Array, index: number) => Array.from(bgra.subarray(index * 4, index * 4 + 4));

describe('a round picture', () => {
  it('HST78: is scaled to any size and cut to a disc with a smooth edge', () => {
    for (const sizePx of [30, 44, 48, 96, 131]) {
      const bgra = roundPicture(halves.toString('base64'), sizePx)?.bgra ?? new Uint8Array();
      const pixel = (x: number, y: number) => pixelAt(bgra, y * sizePx + x);
      const middle = Math.floor(sizePx / 2);
      expect(bgra).toHaveLength(sizePx ** 2 * 4);
      expect([pixel(3, middle), pixel(sizePx - 4, middle)]).toEqual([
        [0, 0, 200, 255],
        [200, 0, 0, 255],
      ]);
      expect([pixel(0, 0), pixel(sizePx - 1, sizePx - 1)]).toEqual([
        [0, 0, 0, 0],
        [0, 0, 0, 0],
      ]);
      const alphas = new Set(bgra.filter((_, at) => at % 4 === 3));
      expect(alphas.size).toBeGreaterThan(4);
    }
  });

  it('HST78: on a ground it is opaque, without alpha, and the ground is around it', () => {
    const round = roundPicture(halves.toString('base64'), 40);
    const bgra = round === null ? new Uint8Array() : laidOn(round, 0x102030).bgra;
    expect(pixelAt(bgra, 0)).toEqual([0x30, 0x20, 0x10, 0]);
    expect(pixelAt(bgra, 20 * 40 + 3)).toEqual([0, 0, 200, 0]);
    expect(bgra.filter((byte, at) => at % 4 === 3 && byte !== 0)).toHaveLength(0);
  });

  it('HST78: what is no such picture is none', () => {
    for (const text of ['', 'AAAA', '%%%', halves.subarray(3).toString('base64')]) {
      expect(roundPicture(text, 48)).toBeNull();
    }
  });
});
