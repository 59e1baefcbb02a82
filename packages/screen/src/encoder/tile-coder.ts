// Codes the pixels of one rectangle inside a tile in the mode that costs least: one colour, indexed, or natural.

import { ColourFinder } from '../tiles/colour-finder.ts';
import { encodeIndexed } from '../tiles/indexed.ts';
import { encodeNatural } from '../tiles/natural.ts';
import { tileSizePx } from '../wire/limits.ts';
import { operation } from '../wire/update.ts';

const tilePixels = tileSizePx * tileSizePx;

/** With no more new colours than this a tile is taken as indexed without trying the other mode. */
const certainlyIndexed = 24;
/** With more it is natural without trying further. */
const maxNewColours = 160;

/** The longest payload: a full token for every pixel. */
export const maxPayloadBytes = tilePixels * 4 + 64;

export class TileCoder {
  readonly #colours = new ColourFinder();
  readonly #natural = new Uint8Array(maxPayloadBytes);

  /** Payload length of the last call. */
  lengthBytes = 0;

  /** The receiver starts anew. */
  reset(): void {
    this.#colours.reset();
  }

  /**
   * Writes the payload for `width * height` pixels (0xRRGGBB) at `at`, where `maxPayloadBytes` must be free.
   * Returns the operation's code.
   */
  code(pixels: Uint32Array, width: number, height: number, output: Uint8Array, at: number): number {
    if (isOneColour(pixels, width * height)) {
      const colour = pixels[0] as number;
      output[at] = colour >>> 16;
      output[at + 1] = colour >>> 8;
      output[at + 2] = colour;
      this.lengthBytes = 3;
      return operation.solid;
    }
    const colours = this.#colours;
    const indexedEnd = encodeIndexed(pixels, width, height, colours, maxNewColours, output, at);
    this.lengthBytes = indexedEnd - at;
    if (indexedEnd >= 0 && colours.entered <= certainlyIndexed) return operation.indexed;
    const naturalBytes = encodeNatural(pixels, width, height, this.#natural, 0);
    if (indexedEnd >= 0 && this.lengthBytes <= naturalBytes) return operation.indexed;
    colours.undo();
    output.set(this.#natural.subarray(0, naturalBytes), at);
    this.lengthBytes = naturalBytes;
    return operation.natural;
  }
}

function isOneColour(pixels: Uint32Array, length: number): boolean {
  const colour = pixels[0];
  let i = 1;
  while (i < length && pixels[i] === colour) i++;
  return i === length;
}
