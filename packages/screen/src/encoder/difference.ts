// Kernels: where a tile differs from the reference, and copying it out. Pixels are 0x??RRGGBB; the top byte is ignored.

const colourMask = 0xffffff;

/** A place in a picture: rows are `stride` pixels apart. */
export interface PixelPlace {
  readonly pixels: Uint32Array;
  readonly at: number;
  readonly stride: number;
}

/** The smallest rectangle with all differences, relative to the tile; both ends exclusive on the right and bottom. */
export interface Difference {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Compares `width * height` pixels. Returns false, leaving `into` as it was, when they are the same. */
export function findDifference(
  picture: PixelPlace,
  reference: PixelPlace,
  width: number,
  height: number,
  into: Difference,
): boolean {
  const a = picture.pixels;
  const b = reference.pixels;
  let left = width;
  let right = 0;
  let top = -1;
  let bottom = 0;
  for (let y = 0; y < height; y++) {
    const rowA = picture.at + y * picture.stride;
    const rowB = reference.at + y * reference.stride;
    let x = 0;
    while (x < width && (((a[rowA + x] as number) ^ (b[rowB + x] as number)) & colourMask) === 0) x++;
    if (x === width) continue;
    if (top < 0) top = y;
    bottom = y + 1;
    if (x < left) left = x;
    let last = width - 1;
    while (last >= right && (((a[rowA + last] as number) ^ (b[rowB + last] as number)) & colourMask) === 0) last--;
    if (last + 1 > right) right = last + 1;
  }
  if (top < 0) return false;
  into.left = left;
  into.top = top;
  into.right = right;
  into.bottom = bottom;
  return true;
}

/** Copies a rectangle of `picture` without its top byte into `pixels` (packed) and into `reference`. */
export function takePixels(
  picture: PixelPlace,
  reference: PixelPlace,
  width: number,
  height: number,
  pixels: Uint32Array,
): void {
  const a = picture.pixels;
  const b = reference.pixels;
  let i = 0;
  for (let y = 0; y < height; y++) {
    const rowA = picture.at + y * picture.stride;
    const rowB = reference.at + y * reference.stride;
    for (let x = 0; x < width; x++) {
      const pixel = (a[rowA + x] as number) & colourMask;
      pixels[i++] = pixel;
      b[rowB + x] = pixel;
    }
  }
}
