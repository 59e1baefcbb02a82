import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rect } from '@nearhand/protocol';
import { changedRects } from './frame-comparison.ts';

const [widthPx, heightPx] = [200, 150];
const place = fc.record({
  x: fc.integer({ min: 0, max: widthPx - 1 }),
  y: fc.integer({ min: 0, max: heightPx - 1 }),
});

function changedPicture(places: readonly { x: number; y: number }[]) {
  const before = new Uint8Array(widthPx * heightPx * 4).fill(7);
  const after = before.slice();
  for (const { x, y } of places) after[(y * widthPx + x) * 4 + 1] = 8;
  return { before, after };
}

const holds = (rect: Rect, { x, y }: { x: number; y: number }): boolean =>
  x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height;

describe('comparing two pictures', () => {
  it('HST5: every change is in a rectangle, and every edge of a rectangle touches one', () => {
    fc.assert(
      fc.property(fc.array(place, { maxLength: 12 }), (places) => {
        const { before, after } = changedPicture(places);
        const rects = changedRects(before, after, widthPx);
        expect(places.every((each) => rects.some((rect) => holds(rect, each)))).toBe(true);
        for (const rect of rects) {
          const inside = places.filter((each) => holds(rect, each));
          expect(Math.min(...inside.map(({ x }) => x))).toBe(rect.x);
          expect(Math.max(...inside.map(({ x }) => x))).toBe(rect.x + rect.width - 1);
        }
      }),
    );
  });

  it('HST2: what is far apart is told apart, what touches is one', () => {
    const { before, after } = changedPicture([
      { x: 3, y: 3 },
      { x: 190, y: 3 },
    ]);
    expect(changedRects(before, after, widthPx)).toEqual([
      { x: 3, y: 3, width: 1, height: 1 },
      { x: 190, y: 3, width: 1, height: 1 },
    ]);
    const line = changedPicture(Array.from({ length: 100 }, (_, index) => ({ x: 50 + index, y: 70 })));
    expect(changedRects(line.before, line.after, widthPx)).toEqual([{ x: 50, y: 70, width: 100, height: 1 }]);
  });

  it('HST1: equal pictures have no changes', () => {
    const { before } = changedPicture([]);
    expect(changedRects(before, before.slice(), widthPx)).toEqual([]);
  });
});
