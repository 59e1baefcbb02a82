// Sender's side of the pointer's shape: each shape crosses the wire once as long as the receiver remembers it.

import { type Bytes, equalBytes } from '@nearhand/base';
import type { CursorShape } from '@nearhand/protocol';
import { encodeCursorMessage } from '../wire/cursor.ts';
import { cursorCacheSize, maxCursorSidePx } from '../wire/limits.ts';

export class CursorEncoder {
  /** What the receiver remembers, oldest first; must follow CursorDecoder's cache exactly. */
  readonly #known = new Map<number, CursorShape>();

  /** null: the pointer is hidden. What exceeds 256 pixels to the right and below is cut off. */
  encode(shape: CursorShape | null): Bytes {
    if (!shape || shape.widthPx < 1 || shape.heightPx < 1) return encodeCursorMessage({ kind: 'hidden' });
    const fitting = fit(shape);
    const id = shapeHash(fitting);
    const known = this.#known.get(id);
    if (known && sameShape(known, fitting)) return encodeCursorMessage({ kind: 'use', id });
    this.#known.delete(id);
    this.#known.set(id, fitting);
    if (this.#known.size > cursorCacheSize) this.#known.delete(firstKey(this.#known));
    return encodeCursorMessage({ kind: 'define', id, shape: fitting });
  }

  /** The receiver is another one, or has started anew. */
  reset(): void {
    this.#known.clear();
  }
}

export function firstKey(map: ReadonlyMap<number, unknown>): number {
  for (const key of map.keys()) return key;
  return -1;
}

/** A copy, so that the owner may use its memory again. */
function fit(shape: CursorShape): CursorShape {
  const widthPx = Math.min(shape.widthPx, maxCursorSidePx);
  const heightPx = Math.min(shape.heightPx, maxCursorSidePx);
  const rgba = new Uint8Array(widthPx * heightPx * 4);
  for (let y = 0; y < heightPx; y++) {
    const at = y * shape.widthPx * 4;
    rgba.set(shape.rgba.subarray(at, at + widthPx * 4), y * widthPx * 4);
  }
  const hotspotX = clamp(shape.hotspotX, widthPx - 1);
  const hotspotY = clamp(shape.hotspotY, heightPx - 1);
  return { widthPx, heightPx, hotspotX, hotspotY, rgba };
}

function clamp(value: number, max: number): number {
  return Math.max(0, Math.min(value, max));
}

function sameShape(a: CursorShape, b: CursorShape): boolean {
  return (
    a.widthPx === b.widthPx &&
    a.heightPx === b.heightPx &&
    a.hotspotX === b.hotspotX &&
    a.hotspotY === b.hotspotY &&
    equalBytes(a.rgba, b.rgba)
  );
}

/** FNV-1a, 32 bits; collisions are harmless, because the shapes themselves are compared. */
function shapeHash(shape: CursorShape): number {
  let hash = 0x811c9dc5;
  const add = (byte: number): void => {
    hash = Math.imul(hash ^ byte, 0x01000193);
  };
  [shape.widthPx & 255, shape.heightPx & 255, shape.hotspotX, shape.hotspotY].forEach(add);
  for (const byte of shape.rgba) add(byte);
  return hash >>> 0;
}
