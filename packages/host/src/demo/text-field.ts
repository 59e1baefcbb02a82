// A field of several lines that takes typing: a caret, the arrows, line breaks, deleting. No selection.

import type { Rect } from '@nearhand/protocol';
import type { Fonts } from './font.ts';
import { type Painter, colours } from './theme.ts';
import type { Widget } from './widget.ts';

const linePx = 22;
const paddingPx = 14;
const maximumCharacters = 2000;

interface Line {
  /** Index of the first character. */
  readonly start: number;
  readonly text: readonly string[];
}

export class TextField implements Widget {
  readonly area: Rect;
  readonly body: Rect;
  readonly cursor = 'text';
  readonly #fonts: Fonts;
  readonly #placeholder: string;
  readonly #visibleLines: number;
  #characters: readonly string[] = [];
  #caret = 0;
  #firstLine = 0;

  constructor(area: Rect, fonts: Fonts, placeholder: string) {
    this.area = area;
    this.body = area;
    this.#fonts = fonts;
    this.#placeholder = placeholder;
    this.#visibleLines = Math.floor((area.height - 2 * paddingPx + 4) / linePx);
  }

  get text(): string {
    return this.#characters.join('');
  }

  /** Types at the caret. */
  insert(text: string): readonly Rect[] {
    const added = [...text].filter((character) => character === '\n' || character >= ' ');
    const room = maximumCharacters - this.#characters.length;
    const fitting = added.slice(0, Math.max(0, room));
    if (fitting.length === 0) return [];
    this.#replace(this.#caret, this.#caret, fitting);
    return [this.area];
  }

  /** KeyboardEvent.key of a key that types nothing. */
  pressKey(key: string): readonly Rect[] {
    const before = { caret: this.#caret, length: this.#characters.length };
    if (key === 'Enter') return this.insert('\n');
    if (key === 'Backspace' && this.#caret > 0) this.#replace(this.#caret - 1, this.#caret, []);
    else if (key === 'Delete') this.#replace(this.#caret, this.#caret + 1, []);
    else this.#moveCaret(key);
    this.#follow();
    return before.caret === this.#caret && before.length === this.#characters.length ? [] : [this.area];
  }

  press(x: number, y: number): readonly Rect[] {
    const row = Math.floor((y - this.area.y - paddingPx) / linePx) + this.#firstLine;
    this.#caret = this.#caretAt(row, x - this.area.x - paddingPx);
    return [this.area];
  }

  paint({ canvas, fonts }: Painter): void {
    canvas.fill(this.area, colours.window);
    canvas.fillRounded(this.area, 8, colours.field);
    canvas.strokeRounded(this.area, 8, 2, colours.accent);
    const x = this.area.x + paddingPx;
    const baseline = (row: number): number => this.area.y + paddingPx + row * linePx + 15;
    if (this.#characters.length === 0) {
      fonts.draw(canvas, this.#placeholder, { x: x + 2, y: baseline(0), font: 'text', colour: colours.softInk });
    }
    const lines = this.#lines();
    const shown = lines.slice(this.#firstLine, this.#firstLine + this.#visibleLines);
    for (const [row, line] of shown.entries()) {
      fonts.draw(canvas, line.text.join(''), { x, y: baseline(row), font: 'text', colour: colours.ink });
    }
    const row = this.#caretRow(lines);
    const before = lines[row]?.text.slice(0, this.#caret - (lines[row]?.start ?? 0)) ?? [];
    const caretX = Math.round(x + fonts.widthPx('text', before.join('')));
    const caretY = this.area.y + paddingPx + (row - this.#firstLine) * linePx + 1;
    canvas.fill({ x: caretX, y: caretY, width: 2, height: 18 }, colours.accent);
  }

  #replace(from: number, to: number, added: readonly string[]): void {
    this.#characters = [...this.#characters.slice(0, from), ...added, ...this.#characters.slice(to)];
    this.#caret = from + added.length;
    this.#follow();
  }

  #moveCaret(key: string): void {
    const lines = this.#lines();
    const row = this.#caretRow(lines);
    const line = lines[row];
    if (!line) return;
    const x = this.#fonts.widthPx('text', line.text.slice(0, this.#caret - line.start).join(''));
    if (key === 'ArrowLeft') this.#caret = Math.max(0, this.#caret - 1);
    else if (key === 'ArrowRight') this.#caret = Math.min(this.#characters.length, this.#caret + 1);
    else if (key === 'ArrowUp') this.#caret = this.#caretAt(row - 1, x);
    else if (key === 'ArrowDown') this.#caret = this.#caretAt(row + 1, x);
    else if (key === 'Home') this.#caret = line.start;
    else if (key === 'End') this.#caret = line.start + line.text.length;
  }

  #caretAt(row: number, x: number): number {
    const lines = this.#lines();
    if (row < 0) return 0;
    const line = lines[row];
    if (!line) return this.#characters.length;
    let width = 0;
    for (const [index, character] of line.text.entries()) {
      const advance = this.#fonts.advancePx('text', character);
      if (x < width + advance / 2) return line.start + index;
      width += advance;
    }
    return line.start + line.text.length;
  }

  #caretRow(lines: readonly Line[]): number {
    return lines.findLastIndex((line) => line.start <= this.#caret);
  }

  #follow(): void {
    const row = this.#caretRow(this.#lines());
    this.#firstLine = Math.min(Math.max(this.#firstLine, row - this.#visibleLines + 1), row);
  }

  /** Broken at line breaks, and at the last space that fits. */
  #lines(): readonly Line[] {
    const room = this.area.width - 2 * paddingPx;
    const lines: Line[] = [];
    let start = 0;
    let width = 0;
    let lastSpace = -1;
    for (const [index, character] of this.#characters.entries()) {
      if (character === '\n') {
        lines.push({ start, text: this.#characters.slice(start, index) });
        [start, width, lastSpace] = [index + 1, 0, -1];
        continue;
      }
      width += this.#fonts.advancePx('text', character);
      if (width > room && character !== ' ') {
        const end = lastSpace >= 0 ? lastSpace + 1 : index;
        lines.push({ start, text: this.#characters.slice(start, end) });
        [start, lastSpace] = [end, -1];
        width = this.#fonts.widthPx('text', this.#characters.slice(end, index + 1).join(''));
      }
      if (character === ' ') lastSpace = index;
    }
    lines.push({ start, text: this.#characters.slice(start) });
    return lines;
  }
}
