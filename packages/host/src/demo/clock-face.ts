// The time in large digits, and the date below. Only what differs is drawn anew.

import type { Rect } from '@nearhand/protocol';
import { type Painter, colours } from './theme.ts';
import type { Widget } from './widget.ts';

const digitPx = 34;
const colonPx = 18;
const heightPx = 52;

export class ClockFace implements Widget {
  readonly area: Rect;
  readonly body: Rect;
  readonly cursor = 'arrow';
  readonly #locale: string;
  #time = '';
  #date = '';

  constructor(area: Rect, locale: string, nowMs: number) {
    this.area = area;
    this.body = area;
    this.#locale = locale;
    this.show(nowMs);
  }

  /** Returns where something changed. */
  show(nowMs: number): readonly Rect[] {
    const now = new Date(nowMs);
    const time = [now.getHours(), now.getMinutes(), now.getSeconds()]
      .map((part) => String(part).padStart(2, '0'))
      .join(':');
    const date = new Intl.DateTimeFormat(this.#locale, { dateStyle: 'full' }).format(now);
    const changed = this.#cells().filter((_, index) => time[index] !== this.#time[index]);
    if (date !== this.#date) changed.push(this.area);
    [this.#time, this.#date] = [time, date];
    return changed;
  }

  paint({ canvas, fonts }: Painter): void {
    canvas.fill(this.area, colours.window);
    const cells = this.#cells();
    for (const [index, character] of [...this.#time].entries()) {
      const cell = cells[index];
      if (!cell) continue;
      const x = cell.x + (cell.width - fonts.widthPx('clock', character)) / 2;
      const colour = character === ':' ? colours.softInk : colours.ink;
      fonts.draw(canvas, character, { x, y: cell.y + heightPx - 8, font: 'clock', colour });
    }
    const x = this.area.x + (this.area.width - fonts.widthPx('text', this.#date)) / 2;
    fonts.draw(canvas, this.#date, { x, y: this.area.y + heightPx + 30, font: 'text', colour: colours.softInk });
  }

  #cells(): Rect[] {
    const total = 6 * digitPx + 2 * colonPx;
    let x = this.area.x + Math.round((this.area.width - total) / 2);
    return [...'00:00:00'].map((character) => {
      const width = character === ':' ? colonPx : digitPx;
      const cell = { x, y: this.area.y, width, height: heightPx };
      x += width;
      return cell;
    });
  }
}
