// A note that is dragged about the desktop.

import type { Rect } from '@nearhand/protocol';
import { grow } from './canvas.ts';
import type { DemoTexts } from './texts.ts';
import { type Painter, colours } from './theme.ts';
import type { Widget } from './widget.ts';

const shadowPx = 18;

export class NoteCard implements Widget {
  readonly cursor = 'hand';
  readonly #texts: DemoTexts;
  readonly #desktop: Rect;
  #body: Rect;
  #grip: { readonly x: number; readonly y: number } | null = null;

  constructor(body: Rect, desktop: Rect, texts: DemoTexts) {
    this.#body = body;
    this.#desktop = desktop;
    this.#texts = texts;
  }

  get body(): Rect {
    return this.#body;
  }

  get area(): Rect {
    return grow(this.#body, shadowPx + 4);
  }

  paint({ canvas, fonts }: Painter): void {
    const { x, y, width, height } = this.#body;
    canvas.shadow({ x, y: y + 4, width, height }, 10, shadowPx, 0.4);
    canvas.fillRounded(this.#body, 10, colours.note);
    canvas.strokeRounded(this.#body, 10, 1, colours.noteEdge);
    fonts.draw(canvas, this.#texts.cardTitle, { x: x + 20, y: y + 40, font: 'title', colour: colours.noteInk });
    for (const [index, line] of this.#texts.cardLines.entries()) {
      fonts.draw(canvas, line, { x: x + 20, y: y + 72 + index * 22, font: 'text', colour: colours.noteInk });
    }
  }

  press(x: number, y: number): readonly Rect[] {
    this.#grip = { x: x - this.#body.x, y: y - this.#body.y };
    return [];
  }

  drag(x: number, y: number): readonly Rect[] {
    if (!this.#grip) return [];
    const before = this.area;
    const { width, height } = this.#body;
    const within = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
    const left = within(x - this.#grip.x, this.#desktop.x, this.#desktop.x + this.#desktop.width - width);
    const top = within(y - this.#grip.y, this.#desktop.y, this.#desktop.y + this.#desktop.height - height);
    if (left === this.#body.x && top === this.#body.y) return [];
    this.#body = { x: left, y: top, width, height };
    return [before, this.area];
  }

  release(): readonly Rect[] {
    this.#grip = null;
    return [];
  }
}
