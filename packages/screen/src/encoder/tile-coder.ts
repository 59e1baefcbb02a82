// Codes the pixels of one rectangle inside a tile in the mode that costs least: one colour, palette, or natural.

import { createColourIndex, indexColours } from '../tiles/colour-index.ts';
import { encodeNatural } from '../tiles/natural.ts';
import { encodeIndices } from '../tiles/palette.ts';
import { tileSizePx } from '../wire/limits.ts';
import { operation } from '../wire/update.ts';

const tilePixels = tileSizePx * tileSizePx;

/** With no more colours than this a palette is taken without trying the other mode. */
const certainlyPalette = 24;

/** The longest payload: natural, with a full token for every pixel. */
export const maxPayloadBytes = tilePixels * 4 + 64;

export class TileCoder {
  readonly #index = createColourIndex(tilePixels);
  readonly #natural = new Uint8Array(maxPayloadBytes);

  /** Payload length of the last call. */
  lengthBytes = 0;

  /**
   * Writes the payload for `width * height` pixels (0xRRGGBB) at `at`, where `maxPayloadBytes` must be free.
   * Returns the operation's code.
   */
  code(pixels: Uint32Array, width: number, height: number, output: Uint8Array, at: number): number {
    const colours = indexColours(pixels, width * height, this.#index);
    if (colours === 1) {
      this.lengthBytes = writeColour(pixels[0] as number, output, at) - at;
      return operation.solid;
    }
    if (colours === 0) {
      this.lengthBytes = encodeNatural(pixels, width, height, output, at) - at;
      return operation.natural;
    }
    this.lengthBytes = this.#palette(colours, width, height, output, at) - at;
    if (colours <= certainlyPalette) return operation.palette;
    const naturalBytes = encodeNatural(pixels, width, height, this.#natural, 0);
    if (naturalBytes >= this.lengthBytes) return operation.palette;
    output.set(this.#natural.subarray(0, naturalBytes), at);
    this.lengthBytes = naturalBytes;
    return operation.natural;
  }

  #palette(colours: number, width: number, height: number, output: Uint8Array, at: number): number {
    let place = at;
    output[place++] = colours - 1;
    for (let i = 0; i < colours; i++) place = writeColour(this.#index.colours[i] as number, output, place);
    return encodeIndices(this.#index.indices, width, height, output, place);
  }
}

function writeColour(colour: number, output: Uint8Array, at: number): number {
  output[at] = colour >>> 16;
  output[at + 1] = colour >>> 8;
  output[at + 2] = colour;
  return at + 3;
}
