import { describe, expect, it } from 'vitest';
import { trayPicture } from './tray-picture.ts';
import { tipOf } from './tray.ts';

const states = ['ready', 'connected', 'away'] as const;

describe('what a tray shows', () => {
  it('HST84: each state has a picture of its own, also without colours and small', () => {
    for (const sizePx of [16, 24, 64]) {
      const grey = states.map((state) => {
        const { bgra } = trayPicture(state, sizePx);
        const shades = Array.from({ length: sizePx * sizePx }, (_, at) => {
          const [blue = 0, green = 0, red = 0] = bgra.subarray(at * 4, at * 4 + 3);
          return Math.round((blue + 2 * green + red) / 4 / 64);
        });
        return shades.join('');
      });
      expect(new Set(grey).size).toBe(3);
    }
    const { bgra } = trayPicture('ready', 16);
    expect([bgra[3], bgra[(8 * 16 + 8) * 4 + 3]]).toEqual([expect.toSatisfy((alpha: number) => alpha < 128), 255]);
  });

  it('HST84: a tip is one line that fits, and never half a character', () => {
    const of = (tip: string): string => tipOf({ state: 'ready', tip, menu: [] });
    expect(of(' Ana\r\n is\tconnected ')).toBe('Ana is connected');
    expect(of('x'.repeat(127))).toBe('x'.repeat(127));
    expect(of(`${'x'.repeat(125)}😀😀`)).toBe(`${'x'.repeat(125)}…`);
    expect(of('😀'.repeat(200)).length).toBeLessThanOrEqual(127);
  });
});
