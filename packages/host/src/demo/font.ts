// The letters of the demo computer: how wide a text is and how it is drawn. Only what the generated data has; an unknown
// character becomes a box.

import { inflateRawSync } from 'node:zlib';
import type { Canvas, Colour } from './canvas.ts';
import { coverage, fontGlyphs } from './generated/font-data.ts';

export type FontName = keyof typeof fontGlyphs;

interface Glyph {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
  readonly advancePx: number;
  /** Where its coverage begins. */
  readonly offset: number;
}

export class Fonts {
  readonly #coverage = new Uint8Array(inflateRawSync(Buffer.from(coverage, 'base64')));
  readonly #fonts = new Map<FontName, ReadonlyMap<number, Glyph>>();

  constructor() {
    let offset = 0;
    for (const [name, font] of Object.entries(fontGlyphs)) {
      const glyphs = new Map<number, Glyph>();
      for (const line of font.glyphs.split(',')) {
        const [codePoint = 0, width = 0, height = 0, left = 0, top = 0, advance = 0] = line.split(' ').map(Number);
        glyphs.set(codePoint, { width, height, left, top, advancePx: advance / 10, offset });
        offset += width * height;
      }
      this.#fonts.set(name as FontName, glyphs);
    }
  }

  advancePx(font: FontName, character: string): number {
    const glyph = this.#glyph(font, character);
    return glyph ? glyph.advancePx : fontGlyphs[font].sizePx * 0.7;
  }

  widthPx(font: FontName, text: string): number {
    let width = 0;
    for (const character of text) width += this.advancePx(font, character);
    return width;
  }

  /** `y` is the line the letters stand on. Returns where the text ends. */
  draw(
    canvas: Canvas,
    text: string,
    at: { readonly x: number; readonly y: number; readonly font: FontName; readonly colour: Colour },
  ): number {
    let x = at.x;
    for (const character of text) {
      const glyph = this.#glyph(at.font, character);
      if (glyph) {
        const bits = this.#coverage.subarray(glyph.offset, glyph.offset + glyph.width * glyph.height);
        canvas.stamp(
          bits,
          { x: Math.round(x) + glyph.left, y: at.y - glyph.top, width: glyph.width, height: glyph.height },
          at.colour,
        );
      } else {
        const size = fontGlyphs[at.font].sizePx;
        canvas.fill(
          {
            x: Math.round(x) + 1,
            y: at.y - Math.round(size * 0.7),
            width: Math.round(size * 0.5),
            height: Math.round(size * 0.7),
          },
          at.colour,
        );
      }
      x += this.advancePx(at.font, character);
    }
    return x;
  }

  #glyph(font: FontName, character: string): Glyph | undefined {
    return this.#fonts.get(font)?.get(character.codePointAt(0) ?? 0);
  }
}
