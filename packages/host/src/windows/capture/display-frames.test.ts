import { silentLogger } from '@nearhand/base';
import type { Rect } from '@nearhand/protocol';
import { describe, expect, it } from 'vitest';
import { drawn, pixelsOf, testDuplication } from '../testing/test-duplication.ts';
import { DisplayFrames } from './display-frames.ts';
import { Duplications } from './duplication/duplications.ts';

const whole: Rect = { x: 0, y: 0, width: 40, height: 30 };
const gdiRect: Rect = { x: 1, y: 1, width: 1, height: 1 };

function subject() {
  const { graphics, clock, place, drawing, open } = testDuplication();
  const gdi = { made: 0, disposed: 0, sees: true, hasMemory: true, colour: 1 };
  const duplications = new Duplications({
    clock,
    logger: silentLogger,
    memory: new Map(),
    open: (_place, signal) => open(signal),
  });
  const frames = new DisplayFrames({
    clock,
    place,
    duplications,
    createGdi(_bounds, picture) {
      if (!gdi.hasMemory) throw new Error('no memory');
      gdi.made++;
      return {
        update() {
          if (gdi.sees) pixelsOf(picture).fill(gdi.colour);
          return gdi.sees ? [gdiRect] : null;
        },
        dispose: () => gdi.disposed++,
      };
    },
  });
  /** Until what was begun by a look has come to its end. */
  const opened = async (): Promise<void> => void (await duplications.refusalOf(place));
  async function lookLongEnough(): Promise<void> {
    frames.update();
    clock.advance(500);
    frames.update();
    await opened();
  }
  async function duplicating(): Promise<void> {
    await lookLongEnough();
    graphics.frames.push({ pixels: drawn(drawing) });
    expect(frames.update()).toEqual([whole]);
  }
  return { graphics, clock, drawing, gdi, duplications, frames, opened, lookLongEnough, duplicating };
}

describe('the picture of a display', () => {
  it('HST110: it comes from GDI at once; a single look starts no graphics device', async () => {
    const { graphics, frames, gdi, clock } = subject();
    expect(frames.update()).toEqual([gdiRect]);
    clock.advance(499);
    expect(frames.update()).toEqual([gdiRect]);
    frames.dispose();
    // Whatever was begun has gone on by then.
    await new Promise(setImmediate);
    expect([gdi.made, gdi.disposed, graphics.called]).toEqual([1, 1, []]);
  });

  it('HST110 HST111: duplication takes over with its first picture, until then GDI goes on', async () => {
    const { graphics, drawing, frames, gdi, lookLongEnough } = subject();
    await lookLongEnough();
    expect([frames.update(), frames.askingIsFree]).toEqual([[gdiRect], false]);
    graphics.frames.push({ pixels: drawn(drawing) });
    expect(frames.update()).toEqual([whole]);
    expect([pixelsOf(frames.picture), gdi.disposed, frames.askingIsFree]).toEqual([drawn(drawing), 1, true]);
    expect([frames.update(), frames.busyIntervalMs]).toEqual([[], 16]);
    frames.dispose();
    expect([graphics.kept, frames.update()]).toEqual([[], null]);
  });

  it('HST113: GDI goes on in the look that finds duplication ended, tells everything, and it is opened anew', async () => {
    const { graphics, clock, drawing, frames, gdi, duplicating, opened } = subject();
    await duplicating();
    const { picture } = frames;
    graphics.refusals.set('AcquireNextFrame', 0x887a_0026 | 0);
    expect(frames.update()).toEqual([whole]);
    expect([gdi.made, pixelsOf(picture)[5], frames.askingIsFree, graphics.kept]).toEqual([2, 1, false, []]);
    expect(frames.update()).toEqual([gdiRect]);
    graphics.refusals.clear();
    clock.advance(1000);
    frames.update();
    await opened();
    graphics.frames.push({ pixels: drawn(drawing, 9) });
    expect(frames.update()).toEqual([whole]);
    expect([frames.picture === picture, pixelsOf(picture)]).toEqual([true, drawn(drawing, 9)]);
    frames.dispose();
    expect([graphics.kept, gdi.disposed]).toEqual([[], 2]);
  });

  it('HST113: while a question of Windows hides the desktop nothing is opened, and all is told once it is seen again', async () => {
    const { graphics, clock, frames, gdi, duplicating, opened } = subject();
    await duplicating();
    graphics.refusals.set('AcquireNextFrame', 0x887a_0026 | 0);
    gdi.sees = false;
    const asked = (): number => graphics.called.filter((name) => name === 'CreateDXGIFactory1').length;
    const before = asked();
    for (let look = 0; look < 100; look++) {
      expect(frames.update()).toBeNull();
      clock.advance(1000);
    }
    await opened();
    expect(asked()).toBe(before);
    gdi.sees = true;
    expect(frames.update()).toEqual([whole]);
    await opened();
    expect(asked()).toBe(before + 1);
    frames.dispose();
  });

  it('HST113: without memory for GDI the picture stands still until there is some', async () => {
    const { graphics, frames, gdi, duplicating } = subject();
    await duplicating();
    graphics.refusals.set('AcquireNextFrame', 0x887a_0005 | 0);
    gdi.hasMemory = false;
    expect([frames.update(), frames.update()]).toEqual([null, null]);
    gdi.hasMemory = true;
    expect(frames.update()).toEqual([whole]);
    frames.dispose();
  });

  it('HST113: after five breaks GDI stays', async () => {
    const { graphics, clock, drawing, frames, opened, duplicating } = subject();
    await duplicating();
    for (let time = 1; time <= 5; time++) {
      graphics.refusals.set('AcquireNextFrame', 0x887a_0026 | 0);
      frames.update();
      graphics.refusals.clear();
      clock.advance(1000);
      frames.update();
      await opened();
    }
    graphics.frames.push({ pixels: drawn(drawing, 3) });
    expect([frames.update(), frames.askingIsFree, graphics.kept]).toEqual([[gdiRect], false, []]);
    frames.dispose();
  });

  it('HST114: left while it is being opened, it gives back what arrives', async () => {
    const { graphics, clock, frames, opened } = subject();
    frames.update();
    clock.advance(500);
    frames.update();
    frames.dispose();
    await opened();
    expect(graphics.called).toContain('DuplicateOutput');
    expect(graphics.kept).toEqual([]);
  });
});
