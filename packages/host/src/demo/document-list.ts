// A list longer than its window: scrolls with the wheel, a click chooses a line.

import type { Rect } from '@nearhand/protocol';
import type { Colour } from './canvas.ts';
import type { DemoTexts } from './texts.ts';
import { type Painter, colours } from './theme.ts';
import type { Widget } from './widget.ts';

const rowPx = 44;
const notchPx = 66;
const years = [2025, 2024] as const;
const iconColours: readonly Colour[] = [
  [79, 70, 229],
  [14, 148, 136],
  [225, 120, 40],
];

export class DocumentList implements Widget {
  readonly area: Rect;
  readonly body: Rect;
  readonly cursor = 'arrow';
  readonly #rows: readonly string[];
  #offsetPx = 0;
  #chosen = -1;

  constructor(area: Rect, texts: DemoTexts) {
    this.area = area;
    this.body = area;
    const month = new Intl.DateTimeFormat(texts.locale, { month: 'long', timeZone: 'UTC' });
    this.#rows = years.flatMap((year) =>
      Array.from({ length: 12 }, (_, index) => {
        const kind = texts.documentKinds[index % texts.documentKinds.length] ?? '';
        return `${kind} – ${month.format(Date.UTC(year, 11 - index, 15))} ${year}`;
      }),
    );
  }

  paint(painter: Painter): void {
    const { canvas } = painter;
    canvas.within(this.area, () => {
      canvas.fill(this.area, colours.window);
      for (const [index, name] of this.#rows.entries()) {
        const y = this.area.y + index * rowPx - this.#offsetPx;
        if (y + rowPx > this.area.y && y < this.area.y + this.area.height) this.#paintRow(painter, index, name, y);
      }
      this.#paintScrollbar(painter);
    });
  }

  press(_x: number, y: number): readonly Rect[] {
    this.#chosen = Math.floor((y - this.area.y + this.#offsetPx) / rowPx);
    return [this.area];
  }

  scroll(notches: number): readonly Rect[] {
    const most = this.#rows.length * rowPx - this.area.height;
    const offset = Math.min(most, Math.max(0, Math.round(this.#offsetPx + notches * notchPx)));
    if (offset === this.#offsetPx) return [];
    this.#offsetPx = offset;
    return [this.area];
  }

  #paintRow({ canvas, fonts }: Painter, index: number, name: string, y: number): void {
    const { x, width } = this.area;
    const row = { x: x + 8, y: y + 2, width: width - 28, height: rowPx - 4 };
    if (index === this.#chosen) canvas.fillRounded(row, 8, colours.accentSoft);
    const icon = iconColours[index % iconColours.length] ?? colours.accent;
    canvas.fillRounded({ x: x + 20, y: y + 10, width: 20, height: 24 }, 4, icon);
    for (const line of [17, 22, 27]) {
      canvas.fill({ x: x + 25, y: y + line, width: line === 27 ? 6 : 10, height: 2 }, colours.white);
    }
    const font = index === this.#chosen ? 'strong' : 'text';
    fonts.draw(canvas, name, { x: x + 54, y: y + rowPx / 2 + 5, font, colour: colours.ink });
  }

  #paintScrollbar({ canvas }: Painter): void {
    const { x, y, width, height } = this.area;
    const total = this.#rows.length * rowPx;
    const thumb = Math.round((height * height) / total);
    const top = y + Math.round((this.#offsetPx * height) / total);
    canvas.fillRounded({ x: x + width - 12, y: top + 2, width: 6, height: thumb - 4 }, 3, [196, 201, 218]);
  }
}
