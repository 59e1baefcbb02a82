// A button that counts how often it was clicked.

import type { Rect } from '@nearhand/protocol';
import { contains } from './canvas.ts';
import type { DemoTexts } from './texts.ts';
import { type Painter, colours } from './theme.ts';
import type { Widget } from './widget.ts';

const labelGapPx = 20;

export class ClickButton implements Widget {
  readonly area: Rect;
  readonly body: Rect;
  readonly cursor = 'arrow';
  readonly #texts: DemoTexts;
  #clicks = 0;
  #pressed = false;

  constructor(area: Rect, widthPx: number, texts: DemoTexts) {
    this.area = area;
    this.body = { ...area, width: widthPx };
    this.#texts = texts;
  }

  paint({ canvas, fonts }: Painter): void {
    canvas.fill(this.area, colours.window);
    canvas.fillRounded(this.body, 8, this.#pressed ? colours.accentDark : colours.accent);
    const baseline = this.body.y + this.body.height / 2 + 5;
    const x = this.body.x + (this.body.width - fonts.widthPx('strong', this.#texts.button)) / 2;
    fonts.draw(canvas, this.#texts.button, { x, y: baseline, font: 'strong', colour: colours.white });
    const label = this.body.x + this.body.width + labelGapPx;
    const colour = this.#clicks === 0 ? colours.softInk : colours.ink;
    fonts.draw(canvas, this.#texts.clicks(this.#clicks), { x: label, y: baseline, font: 'text', colour });
  }

  press(): readonly Rect[] {
    this.#pressed = true;
    return [this.body];
  }

  release(x: number, y: number): readonly Rect[] {
    this.#pressed = false;
    if (!contains(this.body, x, y)) return [this.body];
    this.#clicks++;
    return [this.area];
  }
}
