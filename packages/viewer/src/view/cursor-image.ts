// A remote pointer's shape as a CSS cursor.

import type { CursorShape } from '@nearhand/protocol';

/** Seen instead of a hidden pointer, so that the technician never loses the own one: a small dot. */
const dot =
  "url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='8' height='8'%3E%3Ccircle cx='4' cy='4' r='2.5' fill='%23fff' stroke='%23000'/%3E%3C/svg%3E\") 4 4, default";

/** Browsers ignore cursors above 128 pixels. */
const maxCursorPx = 128;

export function cursorImageUrl(shape: CursorShape): string | null {
  const canvas = document.createElement('canvas');
  canvas.width = shape.widthPx;
  canvas.height = shape.heightPx;
  const context = canvas.getContext('2d');
  if (!context) return null;
  const image = new ImageData(new Uint8ClampedArray(shape.rgba), shape.widthPx, shape.heightPx);
  context.putImageData(image, 0, 0);
  return canvas.toDataURL();
}

/** The value for `style.cursor`. */
export function cursorStyle(shape: CursorShape | null): string {
  if (!shape) return dot;
  if (shape.widthPx > maxCursorPx || shape.heightPx > maxCursorPx) return 'default';
  const url = cursorImageUrl(shape);
  return url ? `url("${url}") ${shape.hotspotX} ${shape.hotspotY}, default` : 'default';
}
