// Whether the technician sees what lies on a display, pixel for pixel.

import { firstDifference, takeScreenshot } from '@nearhand/host/testing';
import type { Picture } from './viewer.ts';

/** For `waitForPictureThat`. */
export function equalsDisplay(displayName: string): (picture: Picture) => boolean {
  return ({ rgba, width: widthPx, height: heightPx }) => {
    const data = Buffer.from(rgba);
    // A screenshot has blue first.
    for (let at = 0; at < data.length; at += 4) [data[at], data[at + 2]] = [rgba[at + 2] ?? 0, rgba[at] ?? 0];
    const shown = { widthPx, heightPx, strideBytes: widthPx * 4, data };
    return firstDifference(shown, takeScreenshot(displayName)) === null;
  };
}
