// The square that is cut out of a picture: moved and zoomed, never beyond the picture's edges. Lengths in its pixels.

export interface Crop {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

export const maxZoom = 6;

/** As large as it can be, in the middle. */
export function wholeCrop({ width, height }: PictureSize): Crop {
  const side = Math.min(width, height);
  return { x: (width - side) / 2, y: (height - side) / 2, side };
}

export function moveCrop(crop: Crop, size: PictureSize, dx: number, dy: number): Crop {
  return {
    x: between(crop.x + dx, size.width - crop.side),
    y: between(crop.y + dy, size.height - crop.side),
    side: crop.side,
  };
}

/** Where it lies: 0 at the left or the top, 1 at the right or the bottom; a half where it cannot be moved. */
export function placeOf({ x, y, side }: Crop, { width, height }: PictureSize): { x: number; y: number } {
  return { x: width > side ? x / (width - side) : 0.5, y: height > side ? y / (height - side) : 0.5 };
}

export function placeCrop(crop: Crop, size: PictureSize, place: { x: number; y: number }): Crop {
  return moveCrop(
    { x: 0, y: 0, side: crop.side },
    size,
    place.x * (size.width - crop.side),
    place.y * (size.height - crop.side),
  );
}

export function zoomOf(crop: Crop, size: PictureSize): number {
  return Math.min(size.width, size.height) / crop.side;
}

/** About its middle. `zoom`: 1 to `maxZoom`. */
export function zoomCrop(crop: Crop, size: PictureSize, zoom: number): Crop {
  const side = Math.min(size.width, size.height) / Math.min(maxZoom, Math.max(1, zoom));
  const grown = (crop.side - side) / 2;
  return moveCrop({ x: crop.x + grown, y: crop.y + grown, side }, size, 0, 0);
}

function between(value: number, max: number): number {
  return Math.min(Math.max(0, value), Math.max(0, max));
}
