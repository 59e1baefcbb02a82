// Colours and distances of the demo computer, in one place.

import type { Canvas, Colour } from './canvas.ts';
import type { Fonts } from './font.ts';
import type { Rect } from '@nearhand/protocol';

export const colours = {
  skyTop: [49, 46, 129],
  skyBottom: [14, 116, 144],
  glow: [255, 255, 255, 0.05],
  bar: [15, 18, 40, 0.55],
  white: [255, 255, 255],
  window: [255, 255, 255],
  windowBar: [244, 245, 250],
  line: [226, 229, 239],
  ink: [30, 34, 54],
  softInk: [106, 112, 138],
  accent: [79, 70, 229],
  accentDark: [55, 48, 163],
  accentSoft: [238, 240, 255],
  field: [250, 251, 254],
  note: [254, 240, 168],
  noteEdge: [245, 214, 92],
  noteInk: [92, 70, 8],
} as const satisfies Record<string, Colour>;

export const titleBarPx = 40;
const cornerPx = 12;

export interface Painter {
  readonly canvas: Canvas;
  readonly fonts: Fonts;
}

/** A window's frame and title bar; what it shows is drawn over it. */
export function paintWindow({ canvas, fonts }: Painter, rect: Rect, title: string): void {
  canvas.shadow({ ...rect, y: rect.y + 6 }, cornerPx, 28, 0.35);
  canvas.fillRounded(rect, cornerPx, colours.window);
  canvas.within({ ...rect, height: titleBarPx }, () => canvas.fillRounded(rect, cornerPx, colours.windowBar));
  canvas.fill({ x: rect.x, y: rect.y + titleBarPx, width: rect.width, height: 1 }, colours.line);
  const middle = rect.y + titleBarPx / 2;
  const dots: readonly Colour[] = [
    [255, 107, 107],
    [255, 196, 61],
    [64, 201, 124],
  ];
  for (const [index, colour] of dots.entries()) canvas.fillCircle(rect.x + 22 + index * 20, middle, 5.5, colour);
  const x = rect.x + (rect.width - fonts.widthPx('strong', title)) / 2;
  fonts.draw(canvas, title, { x, y: middle + 5, font: 'strong', colour: colours.ink });
}
