// Fonts and colours: the system's message font in three sizes, and pairs of colours for what stands out.

import type { Pointer } from '../../native/library.ts';
import { measureParagraph, metrics, type Windowing } from './native/windowing.ts';

export type Tone = 'plain' | 'quiet' | 'problem' | 'notice' | 'words' | 'avatar' | 'live';

/** 0xRRGGBB, the same in either order. */
export const plainGround = 0xffffff;

export interface Colours {
  /** 0xBBGGRR, as Windows writes it. */
  readonly text: number;
  readonly ground: number;
  readonly brush: Pointer;
}

export class Win32Look {
  readonly body: Pointer;
  readonly bold: Pointer;
  readonly heading: Pointer;
  readonly colours: Readonly<Record<Tone, Colours>>;
  readonly #windowing: Windowing;
  readonly #scale: number;

  constructor(windowing: Windowing) {
    this.#windowing = windowing;
    this.#scale = windowing.dpi() / 96;
    const all = new Uint8Array(metrics.bytes);
    new DataView(all.buffer).setUint32(0, metrics.bytes, true);
    windowing.parameters(metrics.get, metrics.bytes, all, 0);
    const font = (size: number, weight: number): Pointer => {
      const description = all.slice(metrics.messageFont, metrics.messageFont + metrics.fontBytes);
      const view = new DataView(description.buffer);
      view.setInt32(metrics.height, Math.round(view.getInt32(metrics.height, true) * size), true);
      view.setInt32(metrics.weight, weight, true);
      return windowing.createFont(description);
    };
    this.body = font(1.2, 400);
    this.bold = font(1.2, 700);
    this.heading = font(1.7, 700);
    const pair = (text: number, ground: number): Colours => ({ text, ground, brush: windowing.createBrush(ground) });
    this.colours = {
      plain: pair(0x1e1d1c, plainGround),
      quiet: pair(0x5c5a57, plainGround),
      problem: pair(0x181d8c, 0xebecfd),
      notice: pair(0x00304d, 0xe1f3fd),
      words: pair(0x3b3206, 0xf5f2e4),
      avatar: pair(0xffffff, 0x60563f),
      live: pair(0xffffff, 0x0847b5),
    };
  }

  /** Pixels for a length at 96 dots an inch. */
  px(length: number): number {
    return Math.round(length * this.#scale);
  }

  /** The height of a text that wraps within a width. */
  heightOf(text: string, font: Pointer, widthPx: number): number {
    return this.#measure(text, font, widthPx)[3] ?? 0;
  }

  /** Of a line to type into or to choose from, with the system's frame. */
  lineBox(font: Pointer, paddingAt96: number): number {
    return this.heightOf('X', font, 1000) + 2 * this.px(paddingAt96);
  }

  widthOf(text: string, font: Pointer): number {
    return this.#measure(text, font, 10_000)[2] ?? 0;
  }

  #measure(text: string, font: Pointer, widthPx: number): Int32Array {
    const rect = Int32Array.of(0, 0, widthPx, 0);
    const dc = this.#windowing.getDc(null);
    if (dc === null) return rect;
    const before = this.#windowing.selectObject(dc, font);
    this.#windowing.drawText(dc, text === '' ? ' ' : text, -1, rect, measureParagraph);
    this.#windowing.selectObject(dc, before);
    this.#windowing.releaseDc(null, dc);
    return rect;
  }
}
