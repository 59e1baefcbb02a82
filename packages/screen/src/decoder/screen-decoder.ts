// Turns updates into a picture. What comes in is hostile: nothing outside the surface is touched, and work and memory are
// bounded by the size of the display. After an error only a full update is accepted.

import type { Rect } from '@nearhand/protocol';
import { decompress } from '../compression/decompress.ts';
import { History } from '../compression/history.ts';
import { Inflater } from '../compression/inflate.ts';
import { tileGrid, tileHeight, tileWidth } from '../tiles/grid.ts';
import { ByteReader } from '../wire/byte-reader.ts';
import { maxAreaPx, maxMessageBytes, tileSizePx } from '../wire/limits.ts';
import { malformed } from '../wire/malformed.ts';
import { messageKind, readMessageHeader } from '../wire/message.ts';
import { type UpdateHeader, partOfTile, readUpdateHeader } from '../wire/update.ts';
import { ChangedRectangles } from './changed-rectangles.ts';
import { type Surface, type WritableSurface, clearSurface, createSurface } from './surface.ts';
import { TileDecoder } from './tile-decoder.ts';

export interface DecodedUpdate {
  readonly number: number;
  /** What changed, in pixels; the whole surface after a full update. Do not overlap, cover nothing unchanged tiles hold. */
  readonly rects: readonly Rect[];
  /** `surface` is another one than before. */
  readonly resized: boolean;
  /** Nothing else waited at the sender: this is its picture. */
  readonly complete: boolean;
}

export class ScreenDecoder {
  readonly #tiles = new TileDecoder();
  readonly #inflater = new Inflater();
  readonly #history = new History();
  readonly #maxAreaPx: number;
  #surface: WritableSurface | null = null;
  /** null: waits for a full update. */
  #expected: number | null = null;

  /** `maxAreaPx`: larger displays are refused as malformed. */
  constructor(options: { readonly maxAreaPx?: number } = {}) {
    this.#maxAreaPx = Math.min(options.maxAreaPx ?? maxAreaPx, maxAreaPx);
  }

  /** null before the first full update. Kept and written by this decoder; another object after a change of size. */
  get surface(): Surface | null {
    return this.#surface;
  }

  /** At the start and after an error: updates are ignored until a full one comes. */
  get waitsForFull(): boolean {
    return this.#expected === null;
  }

  /**
   * null: ignored, because a full update must come first. Throws AppError `screen_malformed`, after which the surface
   * may show a part of the update.
   */
  decode(bytes: Uint8Array): DecodedUpdate | null {
    try {
      return this.#decode(bytes);
    } catch (error) {
      this.#expected = null;
      throw error;
    }
  }

  #decode(bytes: Uint8Array): DecodedUpdate | null {
    if (bytes.length > maxMessageBytes) throw malformed('too long');
    const reader = new ByteReader(bytes);
    if (readMessageHeader(reader) !== messageKind.update) throw malformed('not an update');
    const header = readUpdateHeader(reader);
    if (!header.full) {
      if (this.#expected === null) return null;
      if (header.number !== this.#expected) throw malformed(`update ${header.number} instead of ${this.#expected}`);
    }
    if (header.widthPx * header.heightPx > this.#maxAreaPx) throw malformed('size');
    const before = this.#surface;
    if (header.full) {
      this.#tiles.reset();
      this.#history.clear();
    }
    const operations = this.#operations(reader.rest(), header.inflatedBytes);
    const surface = this.#surfaceFor(header);
    const rects = this.#draw(new ByteReader(operations), surface);
    this.#expected = (header.number + 1) >>> 0;
    return {
      number: header.number,
      rects: header.full ? [{ x: 0, y: 0, width: surface.widthPx, height: surface.heightPx }] : rects,
      resized: surface !== before,
      complete: header.complete,
    };
  }

  /** `inflatedBytes`: null if they are not compressed. */
  #operations(bytes: Uint8Array, inflatedBytes: number | null): Uint8Array {
    const history = this.#history;
    const operations = inflatedBytes === null ? bytes : decompress(bytes, inflatedBytes, history.bytes, this.#inflater);
    history.append(operations);
    return operations;
  }

  #surfaceFor(header: UpdateHeader): WritableSurface {
    const surface = this.#surface;
    const sameSize = surface?.widthPx === header.widthPx && surface.heightPx === header.heightPx;
    if (surface && sameSize) {
      if (header.full) clearSurface(surface);
      return surface;
    }
    if (!header.full) throw malformed('size changed without a full update');
    this.#surface = createSurface(header.widthPx, header.heightPx);
    return this.#surface;
  }

  #draw(reader: ByteReader, surface: WritableSurface): readonly Rect[] {
    const grid = tileGrid(surface.widthPx, surface.heightPx);
    const changed = new ChangedRectangles();
    let lastTile = -1;
    while (reader.remaining > 0) {
      const code = reader.u8();
      const column = reader.u8();
      const row = reader.u8();
      const tile = row * grid.columns + column;
      if (column >= grid.columns || row >= grid.rows) throw malformed('tile outside');
      // Rising order: each tile at most once, so the work is bounded by the display.
      if (tile <= lastTile) throw malformed('tiles out of order');
      lastTile = tile;
      let x = 0;
      let y = 0;
      let width = tileWidth(grid, column);
      let height = tileHeight(grid, row);
      if (code & partOfTile) {
        x = reader.u8();
        y = reader.u8();
        const partWidth = reader.u8() + 1;
        const partHeight = reader.u8() + 1;
        if (x + partWidth > width || y + partHeight > height) throw malformed('part outside the tile');
        width = partWidth;
        height = partHeight;
      }
      x += column * tileSizePx;
      y += row * tileSizePx;
      this.#tiles.draw(code & ~partOfTile, reader, surface, y * surface.widthPx + x, width, height);
      changed.add(x, y, width, height);
    }
    return changed.finish();
  }
}
