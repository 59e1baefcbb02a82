// Lists of rectangles that say what changed. Pure.

import type { Rect } from '@nearhand/protocol';

/** More than so many are told as the one that holds them. */
export function atMost(maximum: number, rects: readonly Rect[]): readonly Rect[] {
  if (rects.length <= maximum) return rects;
  const left = Math.min(...rects.map((rect) => rect.x));
  const top = Math.min(...rects.map((rect) => rect.y));
  const right = Math.max(...rects.map((rect) => rect.x + rect.width));
  const bottom = Math.max(...rects.map((rect) => rect.y + rect.height));
  return [{ x: left, y: top, width: right - left, height: bottom - top }];
}

/** Their parts within a picture of this size; nothing of those outside. */
export function within(widthPx: number, heightPx: number, rects: readonly Rect[]): readonly Rect[] {
  return rects.flatMap(({ x, y, width, height }) => {
    const [left, top] = [Math.max(0, x), Math.max(0, y)];
    const [right, bottom] = [Math.min(widthPx, x + width), Math.min(heightPx, y + height)];
    return right > left && bottom > top ? [{ x: left, y: top, width: right - left, height: bottom - top }] : [];
  });
}
