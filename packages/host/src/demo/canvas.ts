// Drawing into a picture in memory: flat, rounded and soft shapes with smooth edges, all within a clip rectangle.
// Knows nothing of the scene.

import type { PixelBuffer, Rect } from '@nearhand/protocol';

/** Red, green, blue (0 to 255), and how opaque (0 to 1, 1 when left out). */
export type Colour = readonly [red: number, green: number, blue: number, opacity?: number];

export class Canvas {
  readonly picture: PixelBuffer;
  #clip: Rect;

  constructor(picture: PixelBuffer) {
    this.picture = picture;
    this.#clip = { x: 0, y: 0, width: picture.widthPx, height: picture.heightPx };
  }

  /** Draws only inside the rectangle while `work` runs. */
  within(rect: Rect, work: () => void): void {
    const outer = this.#clip;
    this.#clip = intersection(outer, rect);
    if (this.#clip.width > 0 && this.#clip.height > 0) work();
    this.#clip = outer;
  }

  fill(rect: Rect, colour: Colour): void {
    const [red, green, blue, opacity = 1] = colour;
    if (opacity < 1) return this.#each(rect, () => 1, colour);
    const area = intersection(this.#clip, rect);
    const { data, strideBytes } = this.picture;
    const row = new Uint8Array(area.width * 4);
    for (let at = 0; at < row.length; at += 4) row.set([blue, green, red], at);
    for (let y = area.y; y < area.y + area.height; y++) data.set(row, y * strideBytes + area.x * 4);
  }

  /** From the colour at the top to the one at the bottom. */
  fillGradient(rect: Rect, top: Colour, bottom: Colour): void {
    const mix = (a: number, b: number, part: number): number => Math.round(a + (b - a) * part);
    for (let row = 0; row < rect.height; row++) {
      const part = row / Math.max(1, rect.height - 1);
      this.fill({ ...rect, y: rect.y + row, height: 1 }, [
        mix(top[0], bottom[0], part),
        mix(top[1], bottom[1], part),
        mix(top[2], bottom[2], part),
      ]);
    }
  }

  fillRounded(rect: Rect, radius: number, colour: Colour): void {
    const middle = { ...rect, y: rect.y + radius, height: rect.height - 2 * radius };
    const coverage = (x: number, y: number): number => 0.5 - distanceToRounded(x, y, rect, radius);
    this.fill(middle, colour);
    this.#each({ ...rect, height: radius }, coverage, colour);
    this.#each({ ...rect, y: middle.y + middle.height, height: radius }, coverage, colour);
  }

  /** A line of `thickness` pixels just inside the edge. */
  strokeRounded(rect: Rect, radius: number, thickness: number, colour: Colour): void {
    this.#each(
      rect,
      (x, y) => {
        const distance = distanceToRounded(x, y, rect, radius);
        return Math.min(0.5 - distance, distance + thickness + 0.5);
      },
      colour,
    );
  }

  /** Darkens softly around a rounded rectangle, up to `reach` pixels away; not its middle, which something covers. */
  shadow(rect: Rect, radius: number, reach: number, opacity: number): void {
    const hole = grow(rect, -radius);
    const right = hole.x + hole.width;
    const bottom = hole.y + hole.height;
    const margin = radius + reach;
    const bands: readonly Rect[] = [
      { x: hole.x - margin, y: hole.y - margin, width: hole.width + 2 * margin, height: margin },
      { x: hole.x - margin, y: bottom, width: hole.width + 2 * margin, height: margin },
      { x: hole.x - margin, y: hole.y, width: margin, height: hole.height },
      { x: right, y: hole.y, width: margin, height: hole.height },
    ];
    const coverage = (x: number, y: number): number => {
      const part = 1 - Math.max(0, distanceToRounded(x, y, rect, radius)) / reach;
      return part <= 0 ? 0 : opacity * part * part;
    };
    for (const band of bands) this.#each(band, coverage, [10, 14, 30]);
  }

  fillCircle(centreX: number, centreY: number, radius: number, colour: Colour): void {
    const left = Math.floor(centreX - radius) - 1;
    const top = Math.floor(centreY - radius) - 1;
    const size = Math.ceil(radius * 2) + 3;
    this.#each(
      { x: left, y: top, width: size, height: size },
      (x, y) => radius + 0.5 - Math.hypot(x + 0.5 - centreX, y + 0.5 - centreY),
      colour,
    );
  }

  /** Blends a colour through a mask of `rect.width` times `rect.height` values of 0 to 255. */
  stamp(mask: Uint8Array, rect: Rect, colour: Colour): void {
    this.#each(rect, (x, y) => (mask[(y - rect.y) * rect.width + x - rect.x] ?? 0) / 255, colour);
  }

  /** Takes the pixels over from a picture of the same size. */
  copyFrom(source: PixelBuffer, rect: Rect): void {
    const area = intersection(this.#clip, rect);
    for (let y = area.y; y < area.y + area.height; y++) {
      const start = y * source.strideBytes + area.x * 4;
      this.picture.data.set(source.data.subarray(start, start + area.width * 4), start);
    }
  }

  /** `coverage` says how much of a pixel is inside: below 0 none, above 1 all. */
  #each(rect: Rect, coverage: (x: number, y: number) => number, colour: Colour): void {
    const area = intersection(this.#clip, rect);
    const { data, strideBytes } = this.picture;
    const [red, green, blue, opacity = 1] = colour;
    for (let y = area.y; y < area.y + area.height; y++) {
      for (let x = area.x; x < area.x + area.width; x++) {
        const part = Math.min(1, Math.max(0, coverage(x, y))) * opacity;
        if (part === 0) continue;
        const at = y * strideBytes + x * 4;
        data[at] = blend(data[at] ?? 0, blue, part);
        data[at + 1] = blend(data[at + 1] ?? 0, green, part);
        data[at + 2] = blend(data[at + 2] ?? 0, red, part);
      }
    }
  }
}

function blend(under: number, over: number, part: number): number {
  return Math.round(under + (over - under) * part);
}

/** From the middle of the pixel to the edge; negative inside. */
function distanceToRounded(x: number, y: number, rect: Rect, radius: number): number {
  const halfWidth = rect.width / 2;
  const halfHeight = rect.height / 2;
  const outX = Math.abs(x + 0.5 - rect.x - halfWidth) - halfWidth + radius;
  const outY = Math.abs(y + 0.5 - rect.y - halfHeight) - halfHeight + radius;
  return Math.hypot(Math.max(outX, 0), Math.max(outY, 0)) + Math.min(Math.max(outX, outY), 0) - radius;
}

export function intersection(a: Rect, b: Rect): Rect {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(0, Math.min(a.x + a.width, b.x + b.width) - x),
    height: Math.max(0, Math.min(a.y + a.height, b.y + b.height) - y),
  };
}

export function grow(rect: Rect, by: number): Rect {
  return { x: rect.x - by, y: rect.y - by, width: rect.width + 2 * by, height: rect.height + 2 * by };
}

export function contains(rect: Rect, x: number, y: number): boolean {
  return x >= rect.x && y >= rect.y && x < rect.x + rect.width && y < rect.y + rect.height;
}
