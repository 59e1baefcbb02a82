// Joins the rectangles of an update's tiles, which come in rows, so that drawing takes few calls.

import type { Rect } from '@nearhand/protocol';

interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Only rectangles that together are a rectangle are joined: the result covers no pixel more. */
export class ChangedRectangles {
  /** Finished, or still growing downwards. */
  readonly #areas: Area[] = [];
  #open: Area | null = null;

  add(x: number, y: number, width: number, height: number): void {
    const open = this.#open;
    if (open && open.y === y && open.height === height && open.x + open.width === x) {
      open.width += width;
      return;
    }
    this.#close();
    this.#open = { x, y, width, height };
  }

  finish(): readonly Rect[] {
    this.#close();
    return this.#areas;
  }

  #close(): void {
    const open = this.#open;
    this.#open = null;
    if (!open) return;
    // Far enough back to find the row above on any sensible picture; missing one costs a drawing call only.
    const oldest = Math.max(0, this.#areas.length - 64);
    for (let i = this.#areas.length - 1; i >= oldest; i--) {
      const above = this.#areas[i] as Area;
      if (above.x === open.x && above.width === open.width && above.y + above.height === open.y) {
        above.height += open.height;
        return;
      }
    }
    this.#areas.push(open);
  }
}
