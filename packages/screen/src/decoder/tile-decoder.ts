// Decodes one operation's payload into the surface. Everything is checked before anything is drawn.

import { clearColourTable, createColourTable } from '../tiles/colour-table.ts';
import { decodeIndexed } from '../tiles/indexed.ts';
import { decodeNatural } from '../tiles/natural.ts';
import type { ByteReader } from '../wire/byte-reader.ts';
import { tileSizePx } from '../wire/limits.ts';
import { malformed } from '../wire/malformed.ts';
import { operation } from '../wire/update.ts';
import { type WritableSurface, drawPixels, fillRectangle } from './surface.ts';

export class TileDecoder {
  readonly #table = createColourTable();
  readonly #pixels = new Uint32Array(tileSizePx * tileSizePx);

  /** The sender starts anew. */
  reset(): void {
    clearColourTable(this.#table);
  }

  /** The rectangle lies within the surface and is no larger than a tile. Throws `screen_malformed`. */
  draw(code: number, reader: ByteReader, surface: WritableSurface, at: number, width: number, height: number): void {
    if (code === operation.solid) {
      fillRectangle(surface.pixels, at, surface.widthPx, width, height, reader.colour());
      return;
    }
    const end = this.#read(code, reader, width, height);
    if (end < 0) throw malformed('tokens');
    reader.at = end;
    drawPixels(surface.pixels, at, surface.widthPx, width, height, this.#pixels);
  }

  /** Returns the place after the payload, or -1. */
  #read(code: number, reader: ByteReader, width: number, height: number): number {
    const { bytes, at } = reader;
    switch (code) {
      case operation.indexed:
        return decodeIndexed(bytes, at, bytes.length, this.#table, this.#pixels, width, height);
      case operation.natural:
        return decodeNatural(bytes, at, bytes.length, this.#pixels, width, height);
      default:
        throw malformed('unknown operation');
    }
  }
}
