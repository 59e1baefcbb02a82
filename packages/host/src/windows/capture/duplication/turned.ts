// Displays that stand on their side: Windows draws them as the hardware does, and they are seen turned clockwise. From
// places in that drawing to places on the display. Pure.

import type { Rect } from '@nearhand/protocol';

export interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Clockwise. */
export type Turn = 0 | 90 | 180 | 270;

/** By DXGI_MODE_ROTATION; unspecified is as it is. undefined: there is none such. */
export function turnOf(rotation: number): Turn | undefined {
  const turns: readonly Turn[] = [0, 0, 90, 180, 270];
  return turns[rotation];
}

/** Of the drawing, for a display of this size, and the reverse. */
export function turnedSize({ widthPx, heightPx }: Size, turn: Turn): Size {
  return turn === 90 || turn === 270 ? { widthPx: heightPx, heightPx: widthPx } : { widthPx, heightPx };
}

/** Where an area of a drawing of this size is seen. */
export function turnedRect({ x, y, width, height }: Rect, drawing: Size, turn: Turn): Rect {
  const [right, bottom] = [drawing.widthPx - x - width, drawing.heightPx - y - height];
  if (turn === 90) return { x: bottom, y: x, width: height, height: width };
  if (turn === 180) return { x: right, y: bottom, width, height };
  if (turn === 270) return { x: y, y: right, width: height, height: width };
  return { x, y, width, height };
}

/** Which pixel of the display the first one of a row of the drawing is, and how far apart the next ones are. */
export function turnedRow(
  { x, y }: { readonly x: number; readonly y: number },
  drawing: Size,
  turn: Turn,
): { readonly first: number; readonly step: number } {
  const { widthPx } = turnedSize(drawing, turn);
  const at = turnedRect({ x, y, width: 1, height: 1 }, drawing, turn);
  const steps = { 0: 1, 90: widthPx, 180: -1, 270: -widthPx } as const;
  return { first: at.y * widthPx + at.x, step: steps[turn] };
}
