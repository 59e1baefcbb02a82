// Where a window is meant to be, and where it is put so that all of it is seen: with less in it, or on a larger screen again,
// it goes back. Pure.

import type { Rect } from '@nearhand/protocol';

type Place = Pick<Rect, 'x' | 'y'>;

export class WishedPlace {
  #wished: Place = { x: 0, y: 0 };
  /** Where it was and was put last: anywhere else somebody has moved it to, and means it to be. */
  #known: readonly Place[] = [];

  /** Where to put it, with `now` its place; the top left corner is inside even if the rest is not. */
  inside(area: Rect, { width, height, ...now }: Rect): Place {
    if (!this.#known.some(({ x, y }) => x === now.x && y === now.y)) this.#wished = now;
    const put = {
      x: Math.max(area.x, Math.min(this.#wished.x, area.x + area.width - width)),
      y: Math.max(area.y, Math.min(this.#wished.y, area.y + area.height - height)),
    };
    this.#known = [now, put];
    return put;
  }
}
