import { expect, it } from 'vitest';
import { WishedPlace } from './wished-place.ts';

const screen = { x: 0, y: 20, width: 1000, height: 700 };

it('HST123: a window that had to move goes back to where it was meant to be', () => {
  const place = new WishedPlace();
  expect(place.inside(screen, { x: 300, y: 200, width: 400, height: 300 })).toEqual({ x: 300, y: 200 });
  expect(place.inside(screen, { x: 300, y: 200, width: 400, height: 600 })).toEqual({ x: 300, y: 120 });
  expect(place.inside(screen, { x: 300, y: 120, width: 400, height: 650 })).toEqual({ x: 300, y: 70 });
  expect(place.inside(screen, { x: 300, y: 70, width: 400, height: 300 })).toEqual({ x: 300, y: 200 });
});

it('HST123: what somebody moved is meant to be there', () => {
  const place = new WishedPlace();
  place.inside(screen, { x: 300, y: 200, width: 400, height: 600 });
  expect(place.inside(screen, { x: 50, y: 400, width: 400, height: 600 })).toEqual({ x: 50, y: 120 });
  expect(place.inside(screen, { x: 50, y: 120, width: 400, height: 100 })).toEqual({ x: 50, y: 400 });
});

it('HST123: a move that the system has not made yet is none of somebody’s', () => {
  const place = new WishedPlace();
  place.inside(screen, { x: 300, y: 200, width: 400, height: 600 });
  expect(place.inside(screen, { x: 300, y: 200, width: 400, height: 300 })).toEqual({ x: 300, y: 200 });
});

it('HST120: on a smaller screen it is inside, from its top left corner', () => {
  const place = new WishedPlace();
  place.inside(screen, { x: 500, y: 200, width: 400, height: 300 });
  const small = { x: 0, y: 20, width: 640, height: 400 };
  expect(place.inside(small, { x: 500, y: 200, width: 400, height: 300 })).toEqual({ x: 240, y: 120 });
  expect(place.inside({ ...small, width: 300 }, { x: 240, y: 120, width: 400, height: 500 })).toEqual({ x: 0, y: 20 });
  expect(place.inside(screen, { x: 0, y: 20, width: 400, height: 300 })).toEqual({ x: 500, y: 200 });
});
