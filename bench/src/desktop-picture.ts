// Pictures that look like a desktop to a codec: antialiased text in several windows, icons, gradients, a photograph as
// wallpaper. Drawn from a seed, so that every run measures the same pixels.

import type { PixelBuffer, Rect } from '@nearhand/protocol';

const glyphWidth = 8;
const glyphHeight = 16;

/** mulberry32: numbers from 0 up to 1. */
function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

/** Coverage (0 to 1) of each pixel of a letter made of a few strokes. */
function makeGlyph(random: () => number): Float32Array {
  const coverage = new Float32Array(glyphWidth * glyphHeight);
  const strokes = 2 + Math.floor(random() * 2);
  for (let stroke = 0; stroke < strokes; stroke++) {
    const upright = random() < 0.6;
    const x0 = 1 + random() * 5;
    const y0 = upright ? 3 : 4 + random() * 8;
    const x1 = upright ? x0 + (random() < 0.3 ? random() * 3 : 0) : 1 + random() * 5;
    const y1 = upright ? 12 : y0 + (random() < 0.5 ? 0 : random() * 3);
    for (let y = 0; y < glyphHeight; y++) {
      for (let x = 0; x < glyphWidth - 1; x++) {
        const along = ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / ((x1 - x0) ** 2 + (y1 - y0) ** 2 || 1);
        const near = Math.max(0, Math.min(1, along));
        const distance = Math.hypot(x - x0 - near * (x1 - x0), y - y0 - near * (y1 - y0));
        const at = y * glyphWidth + x;
        coverage[at] = Math.max(coverage[at] as number, Math.max(0, Math.min(1, 1.2 - distance)));
      }
    }
  }
  return coverage;
}

export class DesktopPainter {
  readonly picture: PixelBuffer;
  readonly #pixels: Uint32Array;
  readonly #glyphs: Float32Array[];
  readonly #words: number[][];
  #random: () => number;

  constructor(widthPx: number, heightPx: number) {
    this.#pixels = new Uint32Array(widthPx * heightPx);
    this.picture = { widthPx, heightPx, strideBytes: widthPx * 4, data: new Uint8Array(this.#pixels.buffer) };
    this.#random = randomFrom(1);
    this.#glyphs = Array.from({ length: 60 }, () => makeGlyph(this.#random));
    this.#words = Array.from({ length: 800 }, () =>
      Array.from({ length: 1 + Math.floor(this.#random() * 9) }, () => Math.floor(this.#random() ** 1.7 * 60)),
    );
  }

  fill(rect: Rect, colour: number): void {
    const { widthPx } = this.picture;
    for (let y = rect.y; y < rect.y + rect.height; y++) {
      this.#pixels.fill(colour, y * widthPx + rect.x, y * widthPx + rect.x + rect.width);
    }
  }

  /** Smooth noise in several sizes, and grain: a photograph, as far as prediction is concerned. */
  photograph(rect: Rect, seed: number): void {
    const random = randomFrom(seed);
    const lattice = Float32Array.from({ length: 64 * 64 * 3 }, () => random());
    const at = (x: number, y: number, channel: number): number =>
      lattice[(((y & 63) << 6) | (x & 63)) * 3 + channel] as number;
    const smooth = (x: number, y: number, channel: number): number => {
      const [left, top] = [Math.floor(x), Math.floor(y)];
      const [u, v] = [x - left, y - top];
      const upper = at(left, top, channel) * (1 - u) + at(left + 1, top, channel) * u;
      return upper * (1 - v) + (at(left, top + 1, channel) * (1 - u) + at(left + 1, top + 1, channel) * u) * v;
    };
    for (let y = 0; y < rect.height; y++) {
      for (let x = 0; x < rect.width; x++) {
        const grain = (random() - 0.5) * 6;
        let colour = 0;
        for (let channel = 0; channel < 3; channel++) {
          const large = smooth(x / 240, y / 240, channel) * 150;
          const small = smooth(x / 45, y / 45, 0) * 60 + smooth(x / 9, y / 9, 0) * 25;
          colour = (colour << 8) | Math.max(0, Math.min(255, Math.round(large + small + grain)));
        }
        this.#pixels[(rect.y + y) * this.picture.widthPx + rect.x + x] = colour;
      }
    }
  }

  gradient(rect: Rect, from: number, to: number): void {
    for (let y = 0; y < rect.height; y++) {
      const mix = y / rect.height;
      const channel = (shift: number): number =>
        Math.round(((from >> shift) & 255) * (1 - mix) + ((to >> shift) & 255) * mix) << shift;
      this.fill({ ...rect, y: rect.y + y, height: 1 }, channel(16) | channel(8) | channel(0));
    }
  }

  /** Lines of words; each word takes the next of `colours` now and then. */
  text(rect: Rect, seed: number, background: number, colours: readonly number[]): void {
    this.#random = randomFrom(seed);
    for (let y = rect.y; y + glyphHeight <= rect.y + rect.height; y += glyphHeight + 4) {
      const end = rect.x + rect.width * (this.#random() < 0.2 ? this.#random() : 0.92);
      let x = rect.x + (this.#random() < 0.3 ? 32 : 0);
      while (x < end - 10 * glyphWidth) {
        const word = this.#words[Math.floor(this.#random() ** 2 * this.#words.length)] ?? [];
        const colour = colours[Math.floor(this.#random() ** 2 * colours.length)] ?? 0;
        for (const glyph of word) this.#glyph(glyph, (x += glyphWidth) - glyphWidth, y, background, colour);
        x += glyphWidth;
      }
    }
  }

  icon(x: number, y: number, seed: number): void {
    const random = randomFrom(seed);
    const base = Math.floor(random() * 0x1000000);
    this.gradient({ x, y, width: 24, height: 24 }, base, (base >> 1) & 0x7f7f7f);
    this.fill({ x: x + 6, y: y + 5 + Math.floor(random() * 5), width: 12, height: 4 }, 0xffffff);
  }

  #glyph(glyph: number, x: number, y: number, background: number, colour: number): void {
    const coverage = this.#glyphs[glyph] as Float32Array;
    for (let i = 0; i < coverage.length; i++) {
      const part = coverage[i] as number;
      if (part === 0) continue;
      const at = (y + Math.floor(i / glyphWidth)) * this.picture.widthPx + x + (i % glyphWidth);
      const mix = (shift: number): number =>
        Math.round(((background >> shift) & 255) * (1 - part) + ((colour >> shift) & 255) * part) << shift;
      this.#pixels[at] = mix(16) | mix(8) | mix(0);
    }
  }
}

/** A document to scroll in: where it is, and how to draw it `byPx` further down. */
export const documentArea: Rect = { x: 100, y: 130, width: 1000, height: 800 };

/** 1920x1080: a photograph as wallpaper, a browser with a document, an editor, a bar with icons. */
export function paintDesktop(): DesktopPainter {
  const desktop = new DesktopPainter(1920, 1080);
  paintWindows(desktop, null);
  return desktop;
}

/** `wallpaper`: its colour; null: a photograph. */
export function paintWindows(desktop: DesktopPainter, wallpaper: number | null): void {
  const wall = { x: 0, y: 0, width: 1920, height: 1040 };
  if (wallpaper === null) desktop.photograph(wall, 7);
  else desktop.fill(wall, wallpaper);
  desktop.fill({ x: 0, y: 1040, width: 1920, height: 40 }, 0x20242c);
  for (let i = 0; i < 20; i++) desktop.icon(12 + i * 44, 1048, i);
  desktop.gradient({ x: 80, y: 60, width: 1040, height: 32 }, 0xf0f2f5, 0xd8dce2);
  desktop.fill({ x: 80, y: 92, width: 1040, height: 858 }, 0xffffff);
  for (let i = 0; i < 8; i++) desktop.icon(90 + i * 36, 98, 40 + i);
  desktop.text(documentArea, 3, 0xffffff, [0x202124, 0x202124, 0x1a56c4]);
  desktop.gradient({ x: 1000, y: 140, width: 860, height: 28 }, 0x3a3f4b, 0x2c313a);
  desktop.fill({ x: 1000, y: 168, width: 860, height: 800 }, 0x1e2127);
  desktop.text(
    { x: 1060, y: 180, width: 790, height: 780 },
    5,
    0x1e2127,
    [0xabb2bf, 0xc678dd, 0x98c379, 0x61afef, 0xe5c07b],
  );
}
