import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rect } from '@nearhand/protocol';
import { display, drawn, painted, pixelsOf, seen, testDuplication } from '../../testing/test-duplication.ts';
import { within } from '../rectangles.ts';
import { turnedRect, type Turn } from './turned.ts';

const turns: readonly Turn[] = [0, 90, 180, 270];
const whole: Rect = { x: 0, y: 0, width: display.widthPx, height: display.heightPx };
const codes = { accessLost: 0x887a_0026 | 0, deviceRemoved: 0x887a_0005 | 0 } as const;
const methodsOfAFrame = [
  'AcquireNextFrame',
  'GetFrameMoveRects',
  'GetFrameDirtyRects',
  'QueryInterface',
  'ReleaseFrame',
  'Map',
] as const;

/** One that has given its first picture. */
async function watched(turn: Turn = 0) {
  const test = testDuplication({ turn });
  const duplication = await test.open();
  const first = drawn(test.drawing);
  test.graphics.frames.push({ pixels: first });
  expect(duplication.update(test.picture)).toEqual([whole]);
  return { ...test, duplication, first };
}

const anyArea = fc.record({
  x: fc.integer({ min: -10, max: 45 }),
  y: fc.integer({ min: -10, max: 45 }),
  width: fc.integer({ min: -3, max: 60 }),
  height: fc.integer({ min: -3, max: 60 }),
});
const anyMove = fc.record({ x: fc.integer({ min: -9, max: 45 }), y: fc.integer({ min: -9, max: 45 }), to: anyArea });
const anyChange = fc.record({
  painted: fc.array(anyArea, { maxLength: 90 }),
  moved: fc.array(anyMove, { maxLength: 5 }),
});

describe('the duplication of an output', () => {
  it('HST111: nothing is told before Windows has given a picture, which is told whole whatever it says changed', async () => {
    const { graphics, picture, drawing, open } = testDuplication();
    const duplication = await open();
    expect(duplication.update(picture)).toBeNull();
    graphics.frames.push({ pixels: drawn(drawing), isPointerOnly: true });
    expect(duplication.update(picture)).toBeNull();
    graphics.frames.push({ pixels: drawn(drawing), painted: [{ x: 1, y: 1, width: 2, height: 2 }] });
    expect(duplication.update(picture)).toEqual([whole]);
    expect(pixelsOf(picture)).toEqual(drawn(drawing));
  });

  it('HST112: a still screen, a pointer that moves and a frame without areas are no change', async () => {
    const { graphics, picture, duplication, first } = await watched();
    expect(duplication.update(picture)).toEqual([]);
    graphics.frames.push({ pixels: first, isPointerOnly: true }, { pixels: first, metadataBytes: 64 });
    expect([duplication.update(picture), duplication.update(picture)]).toEqual([[], []]);
    const still = { x: 3, y: 3, to: { x: 3, y: 3, width: 9, height: 9 } };
    graphics.frames.push({ pixels: first, moved: [still] });
    expect(duplication.update(picture)).toEqual([]);
    expect([graphics.frames.length, graphics.holdsFrame]).toEqual([0, false]);
  });

  it('HST112: a frame that does not say what changed, or too much of it, is told whole', async () => {
    const { graphics, picture, drawing, duplication } = await watched();
    for (const metadataBytes of [0, 0xffff_ffff]) {
      graphics.frames.push({ pixels: drawn(drawing, metadataBytes), metadataBytes });
      expect(duplication.update(picture)).toEqual([whole]);
      expect(pixelsOf(picture)).toEqual(drawn(drawing, metadataBytes));
    }
  });

  it.each(turns)(
    'HST112: turned by %i, what is painted is told where it is seen, and nothing else is',
    async (turn) => {
      const { graphics, picture, drawing, duplication, first } = await watched(turn);
      expect(pixelsOf(picture)).toEqual(seen(first, drawing, turn));
      const next = painted(first, drawing, { x: 2, y: 1, width: 5, height: 3 }, 0xff_8000);
      graphics.frames.push({ pixels: next, painted: [{ x: 2, y: 1, width: 5, height: 3 }] });
      const expected = { 0: [2, 1, 5, 3], 90: [36, 2, 3, 5], 180: [33, 26, 5, 3], 270: [1, 23, 3, 5] } as const;
      const [x, y, width, height] = expected[turn];
      expect(duplication.update(picture)).toEqual([{ x, y, width, height }]);
      expect(pixelsOf(picture)).toEqual(seen(next, drawing, turn));
    },
  );

  it('HST112: moved or painted, one over the other or outside the display: nothing is lost, all of it is inside', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...turns), fc.array(anyChange, { maxLength: 4 }), async (turn, changes) => {
        const { graphics, picture, drawing, duplication, first } = await watched(turn);
        const copy = pixelsOf(picture).slice();
        let pixels = first;
        for (const [index, change] of changes.entries()) {
          const moved = change.moved.filter(({ x, y, to }) => x !== to.x || y !== to.y);
          const areas = [...change.painted, ...moved.flatMap(({ x, y, to }) => [to, { ...to, x, y }])];
          for (const area of within(drawing.widthPx, drawing.heightPx, areas)) {
            pixels = painted(pixels, drawing, area, 1000 + index);
          }
          graphics.frames.push({ pixels, ...change });
          const told = duplication.update(picture) ?? [];
          expect(within(display.widthPx, display.heightPx, told)).toEqual(told);
          for (const { x, y, width, height } of told) {
            for (let row = y; row < y + height; row++) {
              const start = row * display.widthPx + x;
              copy.set(pixelsOf(picture).subarray(start, start + width), start);
            }
          }
        }
        expect(copy).toEqual(seen(pixels, drawing, turn));
        duplication.dispose();
        expect(graphics.kept).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('HST111: a copy that is not done yet is read at a later look, which comes soon', async () => {
    const { graphics, picture, drawing, duplication, first } = await watched();
    const calmMs = duplication.lookInMs;
    const next = painted(first, drawing, { x: 0, y: 0, width: 4, height: 4 }, 7);
    graphics.frames.push({ pixels: next, painted: [{ x: 0, y: 0, width: 4, height: 4 }] });
    graphics.stillDrawing = 2;
    expect([duplication.update(picture), duplication.update(picture)]).toEqual([[], []]);
    expect([duplication.lookInMs < calmMs, graphics.holdsFrame]).toEqual([true, false]);
    expect(duplication.update(picture)).toEqual([{ x: 0, y: 0, width: 4, height: 4 }]);
    expect(pixelsOf(picture)).toEqual(next);
  });

  it('HST113: a copy that is never done ends the duplication', async () => {
    const { graphics, picture, clock, drawing, duplication } = await watched();
    graphics.frames.push({ pixels: drawn(drawing, 2), metadataBytes: 0 });
    graphics.stillDrawing = Number.POSITIVE_INFINITY;
    expect(duplication.update(picture)).toEqual([]);
    clock.advance(1500);
    expect(() => duplication.update(picture)).toThrow('Map: 0x887a000a');
  });

  it.each(methodsOfAFrame)('HST113 HST114: lost in %s it ends, and everything is given back', async (method) => {
    for (const code of Object.values(codes)) {
      const { graphics, picture, drawing, duplication } = await watched();
      const area = { x: 0, y: 0, width: 1, height: 1 };
      graphics.frames.push({ pixels: drawn(drawing, 3), painted: [area], moved: [{ x: 5, y: 5, to: area }] });
      graphics.refusals.set(method, code);
      expect(() => duplication.update(picture)).toThrow(`${method}: 0x${(code >>> 0).toString(16)}`);
      if (method !== 'ReleaseFrame') expect([graphics.holdsFrame, graphics.textures.isMapped]).toEqual([false, false]);
      duplication.dispose();
      duplication.dispose();
      expect(graphics.kept).toEqual([]);
      expect(() => duplication.update(picture)).toThrow('given back');
    }
  });

  it('HST113 HST114: without memory for a copy, or with rows too short for one, it ends as well', async () => {
    const withoutMemory = testDuplication();
    const first = await withoutMemory.open();
    withoutMemory.graphics.frames.push({ pixels: drawn(withoutMemory.drawing) });
    withoutMemory.graphics.refusals.set('CreateTexture2D', 0x8007_000e | 0);
    expect(() => first.update(withoutMemory.picture)).toThrow('CreateTexture2D: 0x8007000e');
    const tooShort = await watched();
    tooShort.graphics.textures.rowBytes = display.widthPx * 4 - 1;
    tooShort.graphics.frames.push({ pixels: drawn(tooShort.drawing, 4), metadataBytes: 0 });
    expect(() => tooShort.duplication.update(tooShort.picture)).toThrow('no such memory');
    expect([withoutMemory.graphics.holdsFrame, tooShort.graphics.textures.isMapped]).toEqual([false, false]);
    first.dispose();
    tooShort.duplication.dispose();
    expect([withoutMemory.graphics.kept, tooShort.graphics.kept]).toEqual([[], []]);
  });

  it('HST113: a frame of another size or format than the display is not read', async () => {
    const { graphics, picture, duplication, first } = await watched();
    graphics.frames.push(
      { pixels: first.slice(display.widthPx), metadataBytes: 0 },
      { pixels: first, format: 10, metadataBytes: 0 },
    );
    expect(() => duplication.update(picture)).toThrow('a frame of 40x29 in format 87');
    expect(() => duplication.update(picture)).toThrow('a frame of 40x30 in format 10');
    expect([pixelsOf(picture), graphics.holdsFrame]).toEqual([first, false]);
  });

  it('turns an area there and back', () => {
    fc.assert(
      fc.property(anyArea, fc.constantFrom(...turns), (area, turn) => {
        const size = { widthPx: 40, heightPx: 30 };
        const other = turn % 180 === 0 ? size : { widthPx: 30, heightPx: 40 };
        const back = turns[(4 - turn / 90) % 4] ?? 0;
        expect(turnedRect(turnedRect(area, size, turn), other, back)).toEqual(area);
      }),
    );
  });
});
