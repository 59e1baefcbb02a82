import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxZoom, moveCrop, placeCrop, placeOf, wholeCrop, zoomCrop, zoomOf } from './crop.ts';

const wide = { width: 400, height: 300 };

describe('crop', () => {
  it('PRO7: begins with as much as fits, in the middle', () => {
    expect([wholeCrop(wide), wholeCrop({ width: 10, height: 30 })]).toEqual([
      { x: 50, y: 0, side: 300 },
      { x: 0, y: 10, side: 10 },
    ]);
  });

  it('PRO7: zooms about its middle and says how far', () => {
    const near = zoomCrop(wholeCrop(wide), wide, 2);
    expect([near, zoomOf(near, wide)]).toEqual([{ x: 125, y: 75, side: 150 }, 2]);
    expect(zoomCrop(near, wide, 1)).toEqual(wholeCrop(wide));
    expect(zoomOf(zoomCrop(near, wide, 100), wide)).toBeCloseTo(maxZoom);
  });

  it('PRO7: is put anywhere between the edges', () => {
    const near = zoomCrop(wholeCrop(wide), wide, 2);
    const put = placeCrop(near, wide, { x: 1, y: 0.25 });
    expect([put, placeOf(put, wide)]).toEqual([
      { x: 250, y: 37.5, side: 150 },
      { x: 1, y: 0.25 },
    ]);
    expect(placeOf(wholeCrop(wide), wide)).toEqual({ x: 0.5, y: 0.5 });
  });

  it('PRO7: never leaves the picture', () => {
    const size = fc.record({ width: fc.integer({ min: 1, max: 5000 }), height: fc.integer({ min: 1, max: 5000 }) });
    const step = fc.record({ zoom: fc.double({ min: 0, max: 20, noNaN: true }), dx: fc.integer(), dy: fc.integer() });
    fc.assert(
      fc.property(size, fc.array(step), (picture, steps) => {
        let crop = wholeCrop(picture);
        for (const { zoom, dx, dy } of steps) crop = moveCrop(zoomCrop(crop, picture, zoom), picture, dx, dy);
        expect(Math.min(crop.x, crop.y)).toBeGreaterThanOrEqual(0);
        expect(crop.x + crop.side).toBeLessThanOrEqual(picture.width + 1e-6);
        expect(crop.y + crop.side).toBeLessThanOrEqual(picture.height + 1e-6);
      }),
    );
  });
});
