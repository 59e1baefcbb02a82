// Somebody's picture as the window systems draw it: scaled and cut to a disc, whose edge is smooth. Pure.

import { smallPictureBytes, smallPictureSizePx } from '@nearhand/protocol';

export interface RoundPicture {
  readonly sizePx: number;
  /** Four bytes a pixel: blue, green, red, alpha; the colours are multiplied by alpha. */
  readonly bgra: Uint8Array;
}

/** `base64`: a small picture of the protocol's. Null where it is none. */
export function roundPicture(base64: string, sizePx: number): RoundPicture | null {
  const rgb = Buffer.from(base64, 'base64');
  if (rgb.length !== smallPictureBytes) return null;
  const bgra = new Uint8Array(sizePx * sizePx * 4);
  for (let y = 0; y < sizePx; y++) {
    for (let x = 0; x < sizePx; x++) {
      const cover = coverage(x, y, sizePx);
      if (cover === 0) continue;
      const at = (y * sizePx + x) * 4;
      for (let channel = 0; channel < 3; channel++) {
        bgra[at + 2 - channel] = Math.round(mean(rgb, channel, spanOf(x, sizePx), spanOf(y, sizePx)) * cover);
      }
      bgra[at + 3] = Math.round(255 * cover);
    }
  }
  return { sizePx, bgra };
}

/**
 * On an opaque ground of this colour (0xRRGGBB), and therefore without alpha: Windows' own controls would copy a bitmap
 * that has any, for us to free.
 */
export function laidOn({ sizePx, bgra }: RoundPicture, ground: number): RoundPicture {
  const laid = bgra.slice();
  for (let at = 0; at < laid.length; at += 4) {
    const rest = 255 - (bgra[at + 3] ?? 0);
    for (let channel = 0; channel < 3; channel++) {
      const below = (ground >> (8 * channel)) & 0xff;
      laid[at + channel] = (bgra[at + channel] ?? 0) + Math.round((below * rest) / 255);
    }
    laid[at + 3] = 0;
  }
  return { sizePx, bgra: laid };
}

/** How much of a pixel lies in the disc: 0 to 1. */
function coverage(x: number, y: number, sizePx: number): number {
  const radius = sizePx / 2;
  const distance = Math.hypot(x + 0.5 - radius, y + 0.5 - radius);
  return Math.min(1, Math.max(0, radius - distance + 0.5));
}

type Span = readonly [from: number, to: number];

/** Which part of the picture's width a pixel stands for. */
function spanOf(index: number, sizePx: number): Span {
  const step = smallPictureSizePx / sizePx;
  return [index * step, (index + 1) * step];
}

function mean(rgb: Uint8Array, channel: number, across: Span, down: Span): number {
  let sum = 0;
  let weight = 0;
  for (const [row, height] of parts(down)) {
    for (const [column, width] of parts(across)) {
      sum += (rgb[(row * smallPictureSizePx + column) * 3 + channel] ?? 0) * width * height;
      weight += width * height;
    }
  }
  return sum / weight;
}

/** The whole pixels that a span touches, and how much of each. */
function parts([from, to]: Span): readonly (readonly [index: number, share: number])[] {
  const found: (readonly [number, number])[] = [];
  for (let index = Math.floor(from); index < Math.min(Math.ceil(to), smallPictureSizePx); index++) {
    found.push([index, Math.min(to, index + 1) - Math.max(from, index)]);
  }
  return found;
}
