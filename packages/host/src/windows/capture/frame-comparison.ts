// What differs between two pictures of the same size, as rectangles around exactly the pixels that do. Knows nothing of
// screens.

import type { Rect } from '@nearhand/protocol';

/** Changes further apart than this are told apart. */
const cellPx = 64;

interface Change {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Rows of `widthPx` four-byte pixels without gaps; `before` and `after` begin at a multiple of four bytes. */
export function changedRects(before: Uint8Array, after: Uint8Array, widthPx: number): Rect[] {
  const old = bytesOf(before);
  const now = bytesOf(after);
  if (old.equals(now)) return [];
  const strideBytes = widthPx * 4;
  const heightPx = before.length / strideBytes;
  const pixels = { old: wordsOf(before), now: wordsOf(after) };
  const rects: Rect[] = [];
  for (let top = 0; top < heightPx; top += cellPx) {
    const bottom = Math.min(heightPx, top + cellPx);
    const [start, end] = [top * strideBytes, bottom * strideBytes];
    if (old.compare(now, start, end, start, end) === 0) continue;
    const cells: (Change | undefined)[] = [];
    for (let y = top; y < bottom; y++) compareRow({ old, now, pixels, widthPx, y, cells });
    addRects(cells, rects);
  }
  return rects;
}

interface Row {
  readonly old: Buffer;
  readonly now: Buffer;
  readonly pixels: { readonly old: Uint32Array; readonly now: Uint32Array };
  readonly widthPx: number;
  readonly y: number;
  readonly cells: (Change | undefined)[];
}

function compareRow({ old, now, pixels, widthPx, y, cells }: Row): void {
  const first = y * widthPx;
  if (old.compare(now, first * 4, (first + widthPx) * 4, first * 4, (first + widthPx) * 4) === 0) return;
  for (let x = 0, column = 0; x < widthPx; x += cellPx, column++) {
    const end = Math.min(widthPx, x + cellPx);
    const [from, to] = [(first + x) * 4, (first + end) * 4];
    if (old.compare(now, from, to, from, to) === 0) continue;
    let left = x;
    while (pixels.old[first + left] === pixels.now[first + left]) left++;
    let right = end;
    while (pixels.old[first + right - 1] === pixels.now[first + right - 1]) right--;
    const change = cells[column];
    if (change === undefined) cells[column] = { left, top: y, right, bottom: y + 1 };
    else {
      change.left = Math.min(change.left, left);
      change.right = Math.max(change.right, right);
      change.bottom = y + 1;
    }
  }
}

/** Neighbours that touch and are equally high become one. */
function addRects(cells: readonly (Change | undefined)[], rects: Rect[]): void {
  let last: Change | null = null;
  const finish = (): void => {
    if (last === null) return;
    const { left, top, right, bottom } = last;
    rects.push({ x: left, y: top, width: right - left, height: bottom - top });
  };
  for (const cell of cells) {
    if (cell === undefined) continue;
    if (last !== null && last.right === cell.left && last.top === cell.top && last.bottom === cell.bottom) {
      last.right = cell.right;
      continue;
    }
    finish();
    last = cell;
  }
  finish();
}

function bytesOf({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}

function wordsOf({ buffer, byteOffset, length }: Uint8Array): Uint32Array {
  return new Uint32Array(buffer, byteOffset, length / 4);
}
