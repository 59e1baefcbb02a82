// Which tiles may have changed since they were last coded, visited in rounds so that none starves.

import type { Rect } from '@nearhand/protocol';
import { type TileGrid, tileGrid } from '../tiles/grid.ts';
import { tileSizePx } from '../wire/limits.ts';

export class DamageMap {
  readonly grid: TileGrid;
  readonly #marked: Uint8Array;
  #count = 0;
  #next = 0;

  constructor(widthPx: number, heightPx: number) {
    this.grid = tileGrid(widthPx, heightPx);
    this.#marked = new Uint8Array(this.grid.columns * this.grid.rows);
  }

  /** Tiles marked. */
  get count(): number {
    return this.#count;
  }

  markAll(): void {
    this.#marked.fill(1);
    this.#count = this.#marked.length;
  }

  /** Parts outside the display are ignored. */
  mark(rect: Rect): void {
    const { columns, rows } = this.grid;
    const left = Math.max(0, Math.floor(rect.x / tileSizePx));
    const top = Math.max(0, Math.floor(rect.y / tileSizePx));
    const right = Math.min(columns, Math.ceil((rect.x + rect.width) / tileSizePx));
    const bottom = Math.min(rows, Math.ceil((rect.y + rect.height) / tileSizePx));
    for (let row = top; row < bottom; row++) {
      for (let column = left; column < right; column++) {
        const tile = row * columns + column;
        if (this.#marked[tile] === 1) continue;
        this.#marked[tile] = 1;
        this.#count++;
      }
    }
  }

  /** Where the next round goes on; the first marked tile at or after it, -1 at the end of the grid. */
  peek(): number {
    return this.#count === 0 ? -1 : this.#marked.indexOf(1, this.#next);
  }

  /** Removes the mark of the tile `peek` returned. */
  take(tile: number): void {
    this.#marked[tile] = 0;
    this.#count--;
    this.#next = tile + 1;
  }

  /** Starts the next round at the top. */
  rewind(): void {
    this.#next = 0;
  }
}
