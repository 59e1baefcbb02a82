import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shownSize, toRemotePoint } from './viewport.ts';

describe('viewport', () => {
  it('fits without distortion and without enlarging', () => {
    expect(shownSize({ width: 1920, height: 1080 }, { width: 960, height: 900 }, 'fit', 1)).toEqual({
      width: 960,
      height: 540,
    });
    expect(shownSize({ width: 800, height: 600 }, { width: 1600, height: 1200 }, 'fit', 2)).toEqual({
      width: 800,
      height: 600,
    });
    expect(shownSize({ width: 800, height: 600 }, { width: 10, height: 10 }, 'actual', 2)).toEqual({
      width: 400,
      height: 300,
    });
  });

  it('VWR5: the centre of each shown remote pixel leads back to that pixel', () => {
    const size = fc.integer({ min: 1, max: 4000 });
    fc.assert(
      fc.property(
        size,
        size,
        fc.double({ min: 0.05, max: 4, noNaN: true }),
        fc.nat(),
        fc.nat(),
        (width, height, scale, px, py) => {
          const bounds = { x: -100, y: 50, width, height };
          const shown = { left: 7.5, top: 3.25, width: width * scale, height: height * scale };
          const [x, y] = [px % width, py % height];
          const client = { x: shown.left + (x + 0.5) * scale, y: shown.top + (y + 0.5) * scale };
          expect(toRemotePoint(client, shown, { bounds })).toEqual({ x: bounds.x + x, y: bounds.y + y });
        },
      ),
    );
  });

  it('VWR5: outside is clamped to the edge', () => {
    const display = { bounds: { x: 10, y: 20, width: 100, height: 50 } };
    const shown = { left: 0, top: 0, width: 100, height: 50 };
    expect(toRemotePoint({ x: -5, y: 500 }, shown, display)).toEqual({ x: 10, y: 69 });
  });
});
