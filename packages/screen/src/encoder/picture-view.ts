// A captured picture as 32-bit pixels, without copying where its memory allows that.

import type { PixelBuffer } from '@nearhand/protocol';
import { maxAreaPx, maxSidePx } from '../wire/limits.ts';

export interface PictureView {
  readonly pixels: Uint32Array;
  /** Pixels from one row to the next. */
  readonly stride: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Throws RangeError when the buffer does not hold what it says, or is larger than a display may be. */
export function viewPicture(picture: PixelBuffer): PictureView {
  const { widthPx, heightPx, strideBytes, data } = picture;
  const fits = widthPx >= 1 && heightPx >= 1 && widthPx <= maxSidePx && heightPx <= maxSidePx;
  if (!fits || widthPx * heightPx > maxAreaPx) throw new RangeError('Not the size of a display');
  const rowBytes = widthPx * 4;
  if (strideBytes < rowBytes || data.length < strideBytes * (heightPx - 1) + rowBytes) {
    throw new RangeError('The picture is shorter than its size says');
  }
  if (data.byteOffset % 4 === 0 && strideBytes % 4 === 0) {
    const pixels = new Uint32Array(data.buffer, data.byteOffset, Math.floor(data.length / 4));
    return { pixels, stride: strideBytes / 4, widthPx, heightPx };
  }
  const copy = new Uint8Array(rowBytes * heightPx);
  for (let y = 0; y < heightPx; y++) {
    copy.set(data.subarray(y * strideBytes, y * strideBytes + rowBytes), y * rowBytes);
  }
  return { pixels: new Uint32Array(copy.buffer), stride: widthPx, widthPx, heightPx };
}
