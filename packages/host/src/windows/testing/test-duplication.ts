// An output with a picture of its own behind the fake graphics driver, for tests of desktop duplication.

import { ManualClock } from '@nearhand/base';
import type { PixelBuffer, Rect } from '@nearhand/protocol';
import { type OutputPlace, openDuplication } from '../capture/duplication/open-duplication.ts';
import type { OutputDuplication } from '../capture/duplication/output-duplication.ts';
import { type Size, type Turn, turnedSize } from '../capture/duplication/turned.ts';
import { emptyPicture } from '../capture/frame-source.ts';
import { FakeGraphics, type FakeOutput } from './fake-graphics.ts';

/** As it is seen, before any turning is undone. */
export const display: Size = { widthPx: 40, heightPx: 30 };
const rotations: Readonly<Record<Turn, number>> = { 0: 1, 90: 2, 180: 3, 270: 4 };

export interface TestDuplication {
  readonly graphics: FakeGraphics;
  readonly clock: ManualClock;
  readonly place: OutputPlace;
  /** What Windows draws. */
  readonly drawing: Size;
  readonly picture: PixelBuffer;
  open(signal?: AbortSignal): Promise<OutputDuplication>;
}

export function testDuplication({ turn = 0 }: { readonly turn?: Turn } = {}): TestDuplication {
  const bounds = { x: -40, y: 10, width: display.widthPx, height: display.heightPx };
  const other: FakeOutput = { device: String.raw`\\.\DISPLAY1`, bounds: { x: 0, y: 0, width: 64, height: 48 } };
  const output: FakeOutput = { device: String.raw`\\.\DISPLAY2`, bounds, rotation: rotations[turn] };
  const drawing = turnedSize(display, turn);
  const graphics = new FakeGraphics([other, output], drawing);
  const clock = new ManualClock();
  const place = { device: output.device, bounds };
  return {
    graphics,
    clock,
    place,
    drawing,
    picture: emptyPicture(display.widthPx, display.heightPx),
    open: (signal = new AbortController().signal) => openDuplication({ calls: graphics, clock }, place, signal),
  };
}

/** Every pixel another one. */
export function drawn({ widthPx, heightPx }: Size, seed = 1): Uint32Array {
  return Uint32Array.from({ length: widthPx * heightPx }, (_, index) => (index * 2_654_435_761 + seed) >>> 0);
}

/** A rectangle of the drawing in one colour. */
export function painted(pixels: Uint32Array, { widthPx }: Size, area: Rect, colour: number): Uint32Array {
  const next = pixels.slice();
  for (let y = area.y; y < area.y + area.height; y++)
    next.fill(colour, y * widthPx + area.x, y * widthPx + area.x + area.width);
  return next;
}

/** The drawing as it is seen: pixel by pixel, another way than the code under test goes. */
export function seen(pixels: Uint32Array, drawing: Size, turn: Turn): Uint32Array {
  let [size, now] = [drawing, pixels];
  for (let quarter = 0; quarter < turn / 90; quarter++) {
    const { widthPx, heightPx } = size;
    const turnedOnce = new Uint32Array(now.length);
    for (let y = 0; y < heightPx; y++) {
      // What was the top row is the column at the right.
      for (let x = 0; x < widthPx; x++) turnedOnce[x * heightPx + (heightPx - 1 - y)] = now[y * widthPx + x] ?? 0;
    }
    [size, now] = [{ widthPx: heightPx, heightPx: widthPx }, turnedOnce];
  }
  return now;
}

export function pixelsOf({ data }: PixelBuffer): Uint32Array {
  return new Uint32Array(data.buffer, data.byteOffset, data.length / 4);
}
