// Decodes one operation's payload into the surface. Everything is checked before anything is drawn.

import { maxColours } from '../tiles/colour-index.ts';
import { decodeNatural } from '../tiles/natural.ts';
import { decodeIndices } from '../tiles/palette.ts';
import type { ByteReader } from '../wire/byte-reader.ts';
import { tileSizePx } from '../wire/limits.ts';
import { malformed } from '../wire/malformed.ts';
import { operation } from '../wire/update.ts';
import { type WritableSurface, drawIndices, drawPixels, fillRectangle, surfacePixel } from './surface.ts';

const tilePixels = tileSizePx * tileSizePx;

export class TileDecoder {
  readonly #palette = new Uint32Array(maxColours);
  readonly #indices = new Uint8Array(tilePixels);
  readonly #pixels = new Uint32Array(tilePixels);

  /** The rectangle lies within the surface and is no larger than a tile. Throws `screen_malformed`. */
  draw(code: number, reader: ByteReader, surface: WritableSurface, at: number, width: number, height: number): void {
    const stride = surface.widthPx;
    switch (code) {
      case operation.solid:
        fillRectangle(surface.pixels, at, stride, width, height, reader.colour());
        return;
      case operation.palette:
        this.#readPalette(reader, width, height);
        drawIndices(surface.pixels, at, stride, width, height, this.#indices, this.#palette);
        return;
      case operation.natural:
        reader.at = within(decodeNatural(reader.bytes, reader.at, reader.bytes.length, this.#pixels, width, height));
        drawPixels(surface.pixels, at, stride, width, height, this.#pixels);
        return;
      default:
        throw malformed('unknown operation');
    }
  }

  #readPalette(reader: ByteReader, width: number, height: number): void {
    const colours = reader.u8() + 1;
    if (colours < 2) throw malformed('palette of one');
    for (let i = 0; i < colours; i++) this.#palette[i] = surfacePixel(reader.colour());
    const { bytes } = reader;
    reader.at = within(decodeIndices(bytes, reader.at, bytes.length, colours, this.#indices, width, height));
  }
}

function within(place: number): number {
  if (place < 0) throw malformed('tokens');
  return place;
}
