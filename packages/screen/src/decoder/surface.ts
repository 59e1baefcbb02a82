// The decoded picture in memory, and the kernels that write into it. RGBA, alpha always 255; assumes a little-endian
// processor, as every browser and Node run on.

/** Red, green, blue, 255 for each pixel, rows without gaps: what ImageData takes. */
export interface Surface {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

export interface WritableSurface extends Surface {
  /** The same memory as 0xAABBGGRR. */
  readonly pixels: Uint32Array;
}

const black = 0xff000000;

export function createSurface(widthPx: number, heightPx: number): WritableSurface {
  const rgba = new Uint8ClampedArray(widthPx * heightPx * 4);
  const pixels = new Uint32Array(rgba.buffer);
  pixels.fill(black);
  return { widthPx, heightPx, rgba, pixels };
}

export function clearSurface(surface: WritableSurface): void {
  surface.pixels.fill(black);
}

/** From 0xRRGGBB. */
function surfacePixel(colour: number): number {
  return (black | ((colour & 0xff) << 16) | (colour & 0xff00) | (colour >>> 16)) >>> 0;
}

export function fillRectangle(
  surface: Uint32Array,
  at: number,
  stride: number,
  width: number,
  height: number,
  colour: number,
): void {
  const pixel = surfacePixel(colour);
  for (let y = 0; y < height; y++) surface.fill(pixel, at + y * stride, at + y * stride + width);
}

/** `pixels` are 0xRRGGBB. */
export function drawPixels(
  surface: Uint32Array,
  at: number,
  stride: number,
  width: number,
  height: number,
  pixels: Uint32Array,
): void {
  let i = 0;
  for (let y = 0; y < height; y++) {
    const row = at + y * stride;
    for (let x = 0; x < width; x++) {
      const pixel = pixels[i++] as number;
      surface[row + x] = black | ((pixel & 0xff) << 16) | (pixel & 0xff00) | (pixel >>> 16);
    }
  }
}

/** A copy of one rectangle, for a canvas's putImageData. Must lie within the surface. */
export function copyRectangle(
  surface: Surface,
  x: number,
  y: number,
  width: number,
  height: number,
): Uint8ClampedArray<ArrayBuffer> {
  const copy = new Uint8ClampedArray(width * height * 4);
  for (let row = 0; row < height; row++) {
    const at = ((y + row) * surface.widthPx + x) * 4;
    copy.set(surface.rgba.subarray(at, at + width * 4), row * width * 4);
  }
  return copy;
}
