// The demo computer's scene: what stands where, in which order it is drawn, and which thing gets the input.

import type { PixelBuffer, Rect } from '@nearhand/protocol';
import { Canvas, contains, intersection } from './canvas.ts';
import { ClickButton } from './click-button.ts';
import { ClockFace } from './clock-face.ts';
import type { CursorName } from './cursors.ts';
import { DocumentList } from './document-list.ts';
import { Fonts } from './font.ts';
import { NoteCard } from './note-card.ts';
import { TextField } from './text-field.ts';
import type { DemoTexts } from './texts.ts';
import { type Painter, colours, paintWindow, titleBarPx } from './theme.ts';
import type { Widget } from './widget.ts';

export const sceneSize = { widthPx: 1280, heightPx: 800 } as const;

const desktop: Rect = { x: 0, y: 40, width: sceneSize.widthPx, height: sceneSize.heightPx - 40 };
const places = {
  welcome: { x: 56, y: 84, width: 620, height: 440 },
  field: { x: 88, y: 268, width: 556, height: 152 },
  button: { x: 88, y: 444, width: 556, height: 44 },
  clock: { x: 728, y: 84, width: 496, height: 176 },
  clockFace: { x: 752, y: 144, width: 448, height: 100 },
  documents: { x: 728, y: 300, width: 496, height: 440 },
  list: { x: 729, y: 300 + titleBarPx + 1, width: 494, height: 440 - titleBarPx - 13 },
  card: { x: 88, y: 580, width: 250, height: 132 },
} as const satisfies Record<string, Rect>;

export class Scene {
  readonly field: TextField;
  readonly #painter: Painter;
  readonly #texts: DemoTexts;
  readonly #clock: ClockFace;
  /** What never changes, drawn once. */
  readonly #backdrop: PixelBuffer;
  /** From the back to the front. */
  readonly #widgets: readonly Widget[];
  #grabbed: Widget | null = null;

  constructor(picture: PixelBuffer, texts: DemoTexts, nowMs: number) {
    const fonts = new Fonts();
    this.#texts = texts;
    this.#painter = { canvas: new Canvas(picture), fonts };
    this.field = new TextField(places.field, fonts, texts.placeholder);
    this.#clock = new ClockFace(places.clockFace, texts.locale, nowMs);
    const buttonPx = Math.round(fonts.widthPx('strong', texts.button)) + 48;
    this.#widgets = [
      this.#clock,
      this.field,
      new ClickButton(places.button, buttonPx, texts),
      new DocumentList(places.list, texts),
      new NoteCard(places.card, desktop, texts),
    ];
    this.#paintBackdrop();
    this.#backdrop = { ...picture, data: picture.data.slice() };
    this.paint([{ x: 0, y: 0, width: picture.widthPx, height: picture.heightPx }]);
  }

  /** Draws these areas anew. */
  paint(areas: readonly Rect[]): void {
    const { canvas } = this.#painter;
    for (const area of areas) {
      canvas.within(area, () => {
        canvas.copyFrom(this.#backdrop, area);
        for (const widget of this.#widgets) {
          const part = intersection(widget.area, area);
          if (part.width > 0 && part.height > 0) widget.paint(this.#painter);
        }
      });
    }
  }

  showTime(nowMs: number): readonly Rect[] {
    return this.#clock.show(nowMs);
  }

  press(x: number, y: number): readonly Rect[] {
    this.#grabbed = this.#widgetAt(x, y);
    return this.#grabbed?.press?.(x, y) ?? [];
  }

  move(x: number, y: number): readonly Rect[] {
    return this.#grabbed?.drag?.(x, y) ?? [];
  }

  release(x: number, y: number): readonly Rect[] {
    const widget = this.#grabbed;
    this.#grabbed = null;
    return widget?.release?.(x, y) ?? [];
  }

  scroll(x: number, y: number, notches: number): readonly Rect[] {
    return this.#widgetAt(x, y)?.scroll?.(notches) ?? [];
  }

  cursorAt(x: number, y: number): CursorName {
    return (this.#grabbed ?? this.#widgetAt(x, y))?.cursor ?? 'arrow';
  }

  #widgetAt(x: number, y: number): Widget | null {
    return this.#widgets.findLast((widget) => contains(widget.body, x, y)) ?? null;
  }

  #paintBackdrop(): void {
    const { canvas, fonts } = this.#painter;
    const { widthPx, heightPx } = sceneSize;
    canvas.fillGradient({ x: 0, y: 0, width: widthPx, height: heightPx }, colours.skyTop, colours.skyBottom);
    for (const [x, y, radius] of [
      [1180, 120, 420],
      [240, 760, 360],
      [700, 900, 520],
    ] as const) {
      canvas.fillCircle(x, y, radius, colours.glow);
    }
    canvas.fill({ x: 0, y: 0, width: widthPx, height: 40 }, colours.bar);
    canvas.fillCircle(28, 20, 7, colours.white);
    canvas.fillCircle(28, 20, 3.5, colours.accent);
    fonts.draw(canvas, this.#texts.computer, { x: 48, y: 25, font: 'strong', colour: colours.white });
    const noticeX = widthPx - 24 - fonts.widthPx('text', this.#texts.notice);
    fonts.draw(canvas, this.#texts.notice, { x: noticeX, y: 25, font: 'text', colour: [255, 255, 255, 0.8] });
    paintWindow(this.#painter, places.welcome, this.#texts.computer);
    fonts.draw(canvas, this.#texts.welcomeTitle, { x: 88, y: 172, font: 'title', colour: colours.ink });
    for (const [index, line] of this.#texts.welcomeLines.entries()) {
      fonts.draw(canvas, line, { x: 88, y: 206 + index * 24, font: 'text', colour: colours.softInk });
    }
    paintWindow(this.#painter, places.clock, this.#texts.clockTitle);
    paintWindow(this.#painter, places.documents, this.#texts.documentsTitle);
  }
}
