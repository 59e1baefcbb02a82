// Where the remote display lies on the page: scaling and the way from page coordinates to remote pixels. Pure arithmetic.

import type { Display } from '@nearhand/protocol';

export type ViewMode = 'fit' | 'actual';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Size in CSS pixels at which a display is shown.
 * `fit` never enlarges beyond one remote pixel per CSS pixel; `actual` maps one remote pixel to one device pixel.
 */
export function shownSize(display: Size, available: Size, mode: ViewMode, devicePixelRatio: number): Size {
  if (mode === 'actual') {
    return { width: display.width / devicePixelRatio, height: display.height / devicePixelRatio };
  }
  const scale = Math.min(1, available.width / display.width, available.height / display.height);
  return { width: display.width * scale, height: display.height * scale };
}

/** Page coordinates to remote pixels of the whole desktop, clamped to the display. */
export function toRemotePoint(
  client: { readonly x: number; readonly y: number },
  shown: { readonly left: number; readonly top: number; readonly width: number; readonly height: number },
  display: Pick<Display, 'bounds'>,
): { x: number; y: number } {
  const { bounds } = display;
  const inside = (value: number, size: number, pixels: number) =>
    Math.min(pixels - 1, Math.max(0, Math.floor(size > 0 ? (value / size) * pixels : 0)));
  return {
    x: bounds.x + inside(client.x - shown.left, shown.width, bounds.width),
    y: bounds.y + inside(client.y - shown.top, shown.height, bounds.height),
  };
}
