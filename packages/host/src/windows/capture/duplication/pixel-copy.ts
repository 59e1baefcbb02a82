// From the memory of a graphics driver into the picture of a display, turned where the display is.

import type { PixelBuffer, Rect } from '@nearhand/protocol';
import type { Pointer } from '../../../native/library.ts';
import { type Size, type Turn, turnedRow } from './turned.ts';

const pixelBytes = 4;

/** A drawing as it lies in memory. */
export interface Drawing extends Size {
  readonly memory: Pointer;
  /** From one row to the next. */
  readonly rowBytes: number;
}

type Read = (into: Uint8Array, from: Pointer) => void;

/** The area lies within the drawing, the picture is as large as the drawing once turned. */
export function copyArea(drawing: Drawing, area: Rect, turn: Turn, picture: PixelBuffer, read: Read): void {
  const { data } = picture;
  const from = (y: number): Pointer => drawing.memory + BigInt(y * drawing.rowBytes + area.x * pixelBytes);
  const bytes = area.width * pixelBytes;
  if (turn !== 0) return copyTurned(drawing, area, turn, picture, (y, into) => read(into, from(y)));
  if (bytes === picture.strideBytes && bytes === drawing.rowBytes) {
    const start = area.y * bytes;
    return read(data.subarray(start, start + area.height * bytes), from(area.y));
  }
  for (let y = area.y; y < area.y + area.height; y++) {
    const start = y * picture.strideBytes + area.x * pixelBytes;
    read(data.subarray(start, start + bytes), from(y));
  }
}

function copyTurned(
  drawing: Size,
  area: Rect,
  turn: Turn,
  { data }: PixelBuffer,
  readRow: (y: number, into: Uint8Array) => void,
): void {
  const pixels = new Uint32Array(data.buffer, data.byteOffset, data.length / pixelBytes);
  const row = new Uint32Array(area.width);
  const rowBytes = new Uint8Array(row.buffer);
  for (let y = area.y; y < area.y + area.height; y++) {
    readRow(y, rowBytes);
    const { first, step } = turnedRow({ x: area.x, y }, drawing, turn);
    for (let index = 0, at = first; index < row.length; index++, at += step) pixels[at] = row[index] ?? 0;
  }
}
