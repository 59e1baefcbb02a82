// The icon in the tray: the product's mark, and a badge where it is not simply ready, so that no state is told by its
// colour alone. Drawn by distance, smooth at any size. Pure.

import type { RoundPicture } from './round-picture.ts';
import type { TrayState } from './tray.ts';

/** The mark's own coordinates. */
const side = 32;
const corner = 8;
const strokeHalf = 2;
const badge = { x: 24, y: 24, edge: 8, fill: 6.2 } as const;
/** Looks at each pixel this often in each direction. */
const samples = 4;

type Colour = readonly [red: number, green: number, blue: number];
const white: Colour = [255, 255, 255];
const light: Colour = [0x8f, 0xd6, 0xe0];
const grounds: Readonly<Record<TrayState, Colour>> = {
  ready: [0x0c, 0x60, 0x70],
  connected: [0xb5, 0x47, 0x08],
  away: [0x5f, 0x68, 0x6d],
};

/** `bgra` as of other pictures: multiplied by alpha. */
export function trayPicture(state: TrayState, sizePx: number): RoundPicture {
  const bgra = new Uint8Array(sizePx * sizePx * 4);
  for (let y = 0; y < sizePx; y++) {
    for (let x = 0; x < sizePx; x++) {
      const [red, green, blue, count] = sampled(state, x, y, side / sizePx);
      const all = samples * samples;
      bgra.set([Math.round(blue / all), Math.round(green / all), Math.round(red / all)], (y * sizePx + x) * 4);
      bgra[(y * sizePx + x) * 4 + 3] = Math.round((255 * count) / all);
    }
  }
  return { sizePx, bgra };
}

function sampled(state: TrayState, x: number, y: number, scale: number): [number, number, number, number] {
  const sum: [number, number, number, number] = [0, 0, 0, 0];
  for (let down = 0; down < samples; down++) {
    for (let across = 0; across < samples; across++) {
      const at = (pixel: number, part: number): number => (pixel + (part + 0.5) / samples) * scale;
      const colour = colourAt(state, at(x, across), at(y, down));
      if (colour === null) continue;
      for (const channel of [0, 1, 2] as const) sum[channel] += colour[channel];
      sum[3]++;
    }
  }
  return sum;
}

/** null: nothing is there. */
function colourAt(state: TrayState, x: number, y: number): Colour | null {
  if (state !== 'ready') {
    const distance = Math.hypot(x - badge.x, y - badge.y);
    if (distance < badge.edge) return badgeColour(state, x, y, distance);
  }
  if (distanceToSquare(x, y) > 0) return null;
  if (Math.min(line(x, y, 6.5, 13.25, 22.5), upperArc(x, y), line(x, y, 16, 13.25, 16.5)) < strokeHalf) return white;
  if (Math.min(line(x, y, 16, 16.5, 18.75), lowerArc(x, y), line(x, y, 25.5, 9.5, 18.75)) < strokeHalf) return light;
  return grounds[state];
}

/** A full disc for somebody, a bar for nobody. */
function badgeColour(state: TrayState, x: number, y: number, distance: number): Colour {
  if (distance > badge.fill) return white;
  if (state === 'connected') return grounds.connected;
  return Math.abs(y - badge.y) < 1.6 && Math.abs(x - badge.x) < 4 ? white : grounds.away;
}

function distanceToSquare(x: number, y: number): number {
  const inner = side / 2 - corner;
  const [across, down] = [Math.abs(x - side / 2) - inner, Math.abs(y - side / 2) - inner];
  return Math.hypot(Math.max(across, 0), Math.max(down, 0)) - corner;
}

/** From an upright line. */
function line(x: number, y: number, atX: number, from: number, to: number): number {
  return Math.hypot(x - atX, y - Math.min(to, Math.max(from, y)));
}

const arcRadius = 4.75;

function upperArc(x: number, y: number): number {
  return y > 13.25 ? side : Math.abs(Math.hypot(x - 11.25, y - 13.25) - arcRadius);
}

function lowerArc(x: number, y: number): number {
  return y < 18.75 ? side : Math.abs(Math.hypot(x - 20.75, y - 18.75) - arcRadius);
}
