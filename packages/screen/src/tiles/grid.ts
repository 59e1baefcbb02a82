// The grid of tiles over a display: columns, rows, and the size of the tiles at the edges.

import { tileSizePx } from '../wire/limits.ts';

export interface TileGrid {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly columns: number;
  readonly rows: number;
}

export function tileGrid(widthPx: number, heightPx: number): TileGrid {
  return {
    widthPx,
    heightPx,
    columns: Math.ceil(widthPx / tileSizePx),
    rows: Math.ceil(heightPx / tileSizePx),
  };
}

export function tileWidth(grid: TileGrid, column: number): number {
  return Math.min(tileSizePx, grid.widthPx - column * tileSizePx);
}

export function tileHeight(grid: TileGrid, row: number): number {
  return Math.min(tileSizePx, grid.heightPx - row * tileSizePx);
}
