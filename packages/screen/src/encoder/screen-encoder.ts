// Turns a display's pictures into updates. It keeps a copy of what it has sent, so a repaint with the same content costs
// nothing. It decides nothing about time: see pacing/.

import type { Bytes } from '@nearhand/base';
import type { PixelBuffer, Rect } from '@nearhand/protocol';
import { compress } from '../compression/compress.ts';
import { History } from '../compression/history.ts';
import { tileHeight, tileWidth } from '../tiles/grid.ts';
import { maxPartBytes, tileSizePx } from '../wire/limits.ts';
import { ByteWriter } from '../wire/byte-writer.ts';
import { operation, partOfTile, updateHeaderBytes, writeUpdateHeader } from '../wire/update.ts';
import { DamageMap } from './damage-map.ts';
import { type Difference, findDifference, takePixels } from './difference.ts';
import { type PictureView, viewPicture } from './picture-view.ts';
import { TileCoder, maxPayloadBytes } from './tile-coder.ts';

export interface EncodedUpdate {
  readonly number: number;
  readonly bytes: Bytes;
  /** The first part of a whole picture. */
  readonly full: boolean;
  /** Nothing else waits to be coded: with this one the receiver has the last picture. */
  readonly complete: boolean;
}

export interface PartLimits {
  /** Before compression; at least one tile is coded whatever it says. At most, and by default, 256 KiB. */
  readonly maxBytes?: number;
  /** Tiles looked at in one call, which bounds its time: 128 tiles of 64 pixels take a few milliseconds. */
  readonly maxTiles?: number;
}

/** Kept free for one more operation (code, place, rectangle, payload) and the header. */
const reservedBytes = 7 + maxPayloadBytes + updateHeaderBytes + 4;

export class ScreenEncoder {
  readonly #coder = new TileCoder();
  readonly #history = new History();
  readonly #operations = new Uint8Array(maxPartBytes);
  readonly #pixels = new Uint32Array(tileSizePx * tileSizePx);
  readonly #difference: Difference = { left: 0, top: 0, right: 0, bottom: 0 };
  #picture: PictureView | null = null;
  #damage = new DamageMap(1, 1);
  /** What the receiver has once it has drawn everything: 0xRRGGBB, all black after a full update's header. */
  #reference = new Uint32Array(0);
  #full = true;
  /** Whether the receiver was told that it has everything. */
  #completed = false;
  #number = 0;
  /** In the update being made. */
  #naturalBytes = 0;

  /** Whether `next` may still find something to send. */
  get pending(): boolean {
    return this.#picture !== null && (!this.#completed || this.#damage.count > 0);
  }

  /**
   * The display as it is now. `damage` says where it may differ from the picture before; it may overlap, overstate and
   * exceed the edges. The buffer is read by `next` and must stay as it is until the next call of `update`. What was not
   * coded of the picture before is replaced by this one. Throws RangeError on an impossible picture.
   */
  update(picture: PixelBuffer, damage: readonly Rect[]): void {
    const view = viewPicture(picture);
    const { grid } = this.#damage;
    const sizeChanged = grid.widthPx !== view.widthPx || grid.heightPx !== view.heightPx;
    const first = this.#picture === null;
    this.#picture = view;
    if (first || sizeChanged) {
      this.#damage = new DamageMap(view.widthPx, view.heightPx);
      this.#reference = new Uint32Array(view.widthPx * view.heightPx);
      this.refresh();
    } else {
      for (const rect of damage) this.#damage.mark(rect);
    }
  }

  /** Forgets what was sent: the whole of the last picture is coded again. */
  refresh(): void {
    this.#full = true;
    this.#completed = false;
    this.#reference.fill(0);
    this.#coder.reset();
    this.#history.clear();
    this.#damage.markAll();
    this.#damage.rewind();
  }

  /**
   * The next part of what changed. null: nothing to send among the tiles looked at; ask again while `pending`.
   * Numbers start at 1.
   */
  next(limits: PartLimits = {}): EncodedUpdate | null {
    const picture = this.#picture;
    if (!picture) return null;
    const maxBytes = Math.min(limits.maxBytes ?? maxPartBytes, maxPartBytes - reservedBytes);
    let tilesLeft = limits.maxTiles ?? Infinity;
    let length = 0;
    this.#naturalBytes = 0;
    while (tilesLeft-- > 0 && (length === 0 || length < maxBytes)) {
      const tile = this.#damage.peek();
      if (tile < 0) {
        // The tiles of one update come in order, so going round the grid ends it.
        this.#damage.rewind();
        if (length > 0 || this.#damage.count === 0) break;
        continue;
      }
      this.#damage.take(tile);
      length = this.#codeTile(picture, tile, length);
    }
    const complete = this.#damage.count === 0;
    if (length === 0 && !this.#full && (!complete || this.#completed)) return null;
    return this.#finish(length, complete);
  }

  /** Writes one tile's operation at `at` if it differs from what was sent. Returns the next free place. */
  #codeTile(picture: PictureView, tile: number, at: number): number {
    const { grid } = this.#damage;
    const column = tile % grid.columns;
    const row = (tile - column) / grid.columns;
    const tileWidthPx = tileWidth(grid, column);
    const tileHeightPx = tileHeight(grid, row);
    const { pixels, stride } = picture;
    const pictureAt = row * tileSizePx * stride + column * tileSizePx;
    const referenceStride = grid.widthPx;
    const referenceAt = row * tileSizePx * referenceStride + column * tileSizePx;
    const reference = this.#reference;
    const area = this.#difference;
    if (
      !findDifference(
        { pixels, at: pictureAt, stride },
        { pixels: reference, at: referenceAt, stride: referenceStride },
        tileWidthPx,
        tileHeightPx,
        area,
      )
    ) {
      return at;
    }
    const { left, top } = area;
    const width = area.right - left;
    const height = area.bottom - top;
    takePixels(
      { pixels, at: pictureAt + top * stride + left, stride },
      { pixels: reference, at: referenceAt + top * referenceStride + left, stride: referenceStride },
      width,
      height,
      this.#pixels,
    );
    const whole = width === tileWidthPx && height === tileHeightPx;
    const output = this.#operations;
    output[at + 1] = column;
    output[at + 2] = row;
    if (!whole) output.set([left, top, width - 1, height - 1], at + 3);
    const payloadAt = at + (whole ? 3 : 7);
    const code = this.#coder.code(this.#pixels, width, height, output, payloadAt);
    output[at] = whole ? code : code | partOfTile;
    if (code === operation.natural) this.#naturalBytes += this.#coder.lengthBytes;
    return payloadAt + this.#coder.lengthBytes;
  }

  #finish(length: number, complete: boolean): EncodedUpdate {
    const grid = this.#damage.grid;
    const full = this.#full;
    const number = (this.#number + 1) >>> 0;
    const stored = this.#operations.subarray(0, length);
    const compressed = compress(stored, this.#history.bytes, this.#naturalBytes > length / 2);
    this.#history.append(stored);
    const body = compressed ?? stored;
    const writer = new ByteWriter(updateHeaderBytes + 4 + body.length);
    writeUpdateHeader(writer, {
      number,
      widthPx: grid.widthPx,
      heightPx: grid.heightPx,
      full,
      complete,
      inflatedBytes: compressed ? length : null,
    });
    writer.append(body);
    this.#number = number;
    this.#full = false;
    this.#completed = complete;
    return { number, bytes: writer.finish(), full, complete };
  }
}
