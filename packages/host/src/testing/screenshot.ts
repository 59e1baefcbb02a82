// A picture of a whole display, to compare with what somebody else shows of it.

import type { PixelBuffer } from '@nearhand/protocol';
import { XConnection } from '../linux-x11/connection.ts';
import { createScreenImage } from '../linux-x11/screen-image.ts';

/** The caller owns the picture. Throws AppError `desktop_unavailable` when the display cannot be opened. */
export function takeScreenshot(displayName: string): PixelBuffer {
  const connection = new XConnection(displayName);
  try {
    const { x11 } = connection.libraries;
    const width = x11.displayWidth(connection.display, connection.screen);
    const height = x11.displayHeight(connection.display, connection.screen);
    const bounds = { x: 0, y: 0, width, height };
    const image = createScreenImage(connection, bounds);
    image.read(bounds, 0, height);
    const picture = { ...image.picture, data: image.picture.data.slice() };
    image.dispose();
    return picture;
  } finally {
    connection.dispose();
  }
}

/** Where two pictures first differ in red, green or blue; null when nowhere. */
export function firstDifference(a: PixelBuffer, b: PixelBuffer): { readonly x: number; readonly y: number } | null {
  const widthPx = Math.min(a.widthPx, b.widthPx);
  const heightPx = Math.min(a.heightPx, b.heightPx);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const inA = y * a.strideBytes + x * 4;
      const inB = y * b.strideBytes + x * 4;
      const same =
        a.data[inA] === b.data[inB] && a.data[inA + 1] === b.data[inB + 1] && a.data[inA + 2] === b.data[inB + 2];
      if (!same) return { x, y };
    }
  }
  return a.widthPx === b.widthPx && a.heightPx === b.heightPx ? null : { x: widthPx, y: heightPx };
}
