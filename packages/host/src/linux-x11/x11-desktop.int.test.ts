// The contract on a real X server, then what only X11 has.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { type Disposable, DisposableStore } from '@nearhand/base';
import type { CursorShape, Modifiers } from '@nearhand/protocol';
import { type DesktopUnderTest, describeDesktop } from '../contract/desktop-contract.ts';
import type { Desktop } from '../ports.ts';
import {
  type TestWindow,
  type Xvfb,
  firstDifference,
  openClipboardPrograms,
  openTestWindow,
  resizeXvfb,
  startXvfb,
  takeScreenshot,
  xrandr,
} from '../testing/index.ts';
import { XConnection } from './connection.ts';
import { xlibProcess } from './native/xlib-process.ts';
import { openX11Desktop } from './open-desktop.ts';

const run = promisify(execFile);

function downCount(window: TestWindow): number {
  const down = window.seen.filter((event) => event.what.endsWith('down')).length;
  return down - window.seen.filter((event) => event.what.endsWith('up')).length;
}

async function openSubject(): Promise<DesktopUnderTest> {
  const xvfb = await startXvfb({ widthPx: 640, heightPx: 480 });
  const window = await openTestWindow({ displayName: xvfb.displayName, bounds: { x: 0, y: 0, width: 20, height: 20 } });
  const desktop = openX11Desktop({ displayName: xvfb.displayName });
  const store = new DisposableStore();
  const programs = openClipboardPrograms(xvfb);
  for (const item of [xvfb, window, programs, desktop]) store.add(item);
  return {
    desktop,
    paint: (rect, colour) => window.paintRoot(rect, colour),
    resize: (widthPx, heightPx) => resizeXvfb(xvfb, widthPx, heightPx),
    async heldDown() {
      window.catchUp();
      return downCount(window);
    },
    programs,
    lose: () => xvfb.kill(),
    dispose: () => store.dispose(),
  };
}

describeDesktop(openSubject);

const modifiers: Modifiers = {
  shift: false,
  control: false,
  alt: false,
  meta: false,
  altGraph: false,
  capsLock: false,
  numLock: false,
};

describe('the X11 desktop alone', () => {
  const store: Disposable[] = [];
  afterEach(() => {
    for (const item of store.splice(0).toReversed()) item.dispose();
  });

  async function open(options: Parameters<typeof startXvfb>[0] = {}): Promise<{ xvfb: Xvfb; desktop: Desktop }> {
    const xvfb = await startXvfb(options);
    store.push(xvfb);
    const desktop = openX11Desktop({ displayName: xvfb.displayName });
    store.push(desktop);
    return { xvfb, desktop };
  }

  async function openWindow(xvfb: Xvfb, title = 'Test'): Promise<TestWindow> {
    const bounds = { x: 100, y: 100, width: 300, height: 200 };
    const window = await openTestWindow({ displayName: xvfb.displayName, bounds, title });
    store.push(window);
    return window;
  }

  it('HST22: also with an Xlib that would end the process', async () => {
    const xvfb = await startXvfb();
    store.push(xvfb);
    const libraries = xlibProcess();
    const old = { ...libraries, x11: { ...libraries.x11, setIoErrorExitHandler: null } };
    const connection = new XConnection(xvfb.displayName, old);
    const lost = new Promise<Error>((resolve) => connection.onLost.on(resolve));
    await xvfb.kill();
    expect(await lost).toBeInstanceOf(Error);
    connection.flush();
    connection.drain();
    connection.dispose();
    expect(connection.closed).toBe(true);
  });

  it('HST75: a program that has the clipboard and does not answer keeps nobody waiting', async () => {
    const { xvfb, desktop } = await open();
    const programs = openClipboardPrograms(xvfb);
    store.push(programs);
    await programs.takeInSilence();
    const reading = desktop.clipboard?.readText(1000);
    const window = await openWindow(xvfb);
    desktop.input?.inject({ type: 'pointer.move', x: 150, y: 150 });
    await window.until((seen) => seen.length > 0);
    expect(await reading).toBeNull();
    await programs.copy('another program');
    expect(await desktop.clipboard?.readText(1000)).toBe('another program');
  });

  it('HST22: a clipboard whose display is gone neither reads nor writes', async () => {
    const { xvfb, desktop } = await open();
    await xvfb.kill();
    expect([await desktop.clipboard?.readText(1000), await desktop.clipboard?.writeText('a')]).toEqual([null, false]);
  });

  it('HST23: buttons, wheel and drag arrive as they were made', async () => {
    const { xvfb, desktop } = await open();
    const window = await openWindow(xvfb);
    const { input } = desktop;
    window.forget();
    for (const button of ['left', 'middle', 'right', 'back', 'forward'] as const) {
      input?.inject({ type: 'pointer.button', button, down: true, x: 200, y: 150 });
      input?.inject({ type: 'pointer.button', button, down: false, x: 200, y: 150 });
    }
    input?.inject({ type: 'pointer.wheel', x: 200, y: 150, dx: 1, dy: 2 });
    input?.inject({ type: 'pointer.wheel', x: 200, y: 150, dx: -1, dy: -1 });
    for (let index = 0; index < 10; index++) input?.inject({ type: 'pointer.wheel', x: 200, y: 150, dx: 0, dy: 0.1 });
    const seen = await window.until((events) => events.filter((event) => event.what === 'button up').length >= 11);
    const downs = seen.filter((event) => event.what === 'button down').map((event) => event.detail);
    expect(downs).toEqual([1, 2, 3, 8, 9, 5, 5, 7, 4, 6, 5]);
  });

  it('HST23: a drag keeps the button down along its way', async () => {
    const { xvfb, desktop } = await open();
    const window = await openWindow(xvfb);
    window.forget();
    desktop.input?.inject({ type: 'pointer.button', button: 'left', down: true, x: 120, y: 120 });
    for (let x = 130; x <= 150; x += 10) desktop.input?.inject({ type: 'pointer.move', x, y: 125 });
    desktop.input?.inject({ type: 'pointer.button', button: 'left', down: false, x: 160, y: 130 });
    const seen = await window.until((events) => events.some((event) => event.what === 'button up'));
    const moves = seen.filter((event) => event.what === 'move' && event.x > 120);
    expect(moves.map(({ x, y, state }) => [x, y, state & 0x100])).toEqual([
      [130, 125, 0x100],
      [140, 125, 0x100],
      [150, 125, 0x100],
      [160, 130, 0x100],
    ]);
  });

  it('HST24: a key is released by its code, whatever the layout has become', async () => {
    const { xvfb, desktop } = await open();
    const window = await openWindow(xvfb);
    window.forget();
    desktop.input?.inject({ type: 'key.down', code: 'KeyQ', key: 'q', modifiers, repeat: false });
    await window.until((events) => events.length === 1);
    await run('setxkbmap', ['-display', xvfb.displayName, '-layout', 'fr']);
    desktop.input?.inject({ type: 'key.up', code: 'KeyQ' });
    const seen = await window.until((events) => events.length === 2);
    expect(seen.map(({ what, detail }) => [what, detail])).toEqual([
      ['key down', 24],
      ['key up', 24],
    ]);
  });

  it('HST17: modifiers arrive as what they are, wherever the layout has them', async () => {
    const { xvfb, desktop } = await open();
    const window = await openWindow(xvfb);
    await run('setxkbmap', ['-display', xvfb.displayName, '-layout', 'de']);
    const pressed = async (code: string, key: string): Promise<number | undefined> => {
      window.forget();
      desktop.input?.inject({ type: 'key.down', code, key, modifiers, repeat: false });
      desktop.input?.inject({ type: 'key.up', code });
      const seen = await window.until((events) => events.length === 2);
      return seen[0]?.detail;
    };
    const [leftAlt, level3, leftSuper, rightControl] = [64, 108, 133, 105];
    expect(await pressed('AltRight', 'AltGraph')).toBe(level3);
    expect(await pressed('AltRight', 'Alt')).toBe(leftAlt);
    expect(await pressed('MetaLeft', 'Meta')).toBe(leftSuper);
    expect(await pressed('ControlRight', 'Control')).toBe(rightControl);
    expect(await pressed('CapsLock', 'Control')).toBe(37);
  });

  it('HST25: the shape of the pointer is told when it changes', async () => {
    const { xvfb, desktop } = await open();
    const window = await openWindow(xvfb);
    const text = 152;
    const before = desktop.cursor?.current();
    const changed = new Promise<CursorShape | null>((resolve) => desktop.cursor?.onChanged.on(resolve));
    window.setCursor(text);
    desktop.input?.inject({ type: 'pointer.move', x: 150, y: 150 });
    const shape = await changed;
    expect(before).not.toBeNull();
    expect(shape && shape.rgba.length === shape.widthPx * shape.heightPx * 4).toBe(true);
    expect(shape?.rgba.some((value, index) => index % 4 === 3 && value === 255)).toBe(true);
    expect(Buffer.from(shape?.rgba ?? [])).not.toEqual(Buffer.from(before?.rgba ?? []));
  });

  it('HST26: windows are told by their titles, at a point and with the keyboard', async () => {
    const { xvfb, desktop } = await open();
    await openWindow(xvfb, 'Nearhand – été');
    expect(desktop.windows?.titlesAt(150, 150)).toEqual(['Nearhand – été']);
    expect(desktop.windows?.titlesAt(5, 5)).toEqual([]);
    expect(desktop.windows?.titlesWithFocus()).toEqual(['Nearhand – été']);
  });

  it('HST27: the person at the computer moving the pointer is told, injected movements are not', async () => {
    const { xvfb, desktop } = await open();
    const window = await openWindow(xvfb);
    const local = desktop.input?.onLocalPointer;
    const seen: { x: number; y: number }[] = [];
    const moved = new Promise<void>((resolve) => {
      local?.on((position) => {
        seen.push(position);
        resolve();
      });
    });
    desktop.input?.inject({ type: 'pointer.move', x: 20, y: 20 });
    window.moveRealMouse(333, 222);
    await moved;
    expect(seen).toEqual([{ x: 333, y: 222 }]);
  });

  it('HST6: several monitors are several displays, each captured by itself', async () => {
    const { xvfb, desktop } = await open({ widthPx: 1000, heightPx: 500 });
    const window = await openWindow(xvfb);
    await xrandr(xvfb, '--setmonitor', 'left', '500/130x500/130+0+0', 'screen');
    await xrandr(xvfb, '--setmonitor', 'right', '500/130x500/130+500+0', 'none');
    const changed = new Promise((resolve) => desktop.displays.onChanged.on(resolve));
    await resizeXvfb(xvfb, 1000, 400);
    await changed;
    const displays = desktop.displays.list();
    expect(displays.map(({ name, bounds }) => [name, bounds.x])).toEqual([
      ['left', 0],
      ['right', 500],
    ]);
    const right = desktop.capture.open(displays[1]?.id ?? '');
    right.grab();
    const damaged = new Promise((resolve) => right.onDamage.on(() => resolve(null)));
    window.paintRoot({ x: 490, y: 300, width: 30, height: 10 }, 0xff0000);
    await damaged;
    expect(right.grab().damage).toEqual([{ x: 0, y: 300, width: 20, height: 10 }]);
  });

  it.for([
    ['through shared memory', []],
    ['without shared memory', ['MIT-SHM']],
  ] as const)('HST28: a picture of the display is exact, down to the pixel, %s', async ([, without]) => {
    const { xvfb, desktop } = await open({ without });
    const window = await openWindow(xvfb);
    for (let index = 0; index < 200; index++) {
      const rect = { x: (index * 97) % 1200, y: (index * 61) % 760, width: 1 + (index % 60), height: 1 + (index % 35) };
      window.paintRoot(rect, (index * 0x01_23_45) & 0xffffff);
    }
    const [display] = desktop.displays.list();
    const { picture } = desktop.capture.open(display?.id ?? '').grab();
    expect(firstDifference(picture, takeScreenshot(xvfb.displayName))).toBeNull();
  });

  it('HST29: a display without 24 or 32 bit colour is refused in plain words', async () => {
    const { desktop } = await open({ depth: 16 });
    const [display] = desktop.displays.list();
    expect(() => desktop.capture.open(display?.id ?? '')).toThrow(
      expect.objectContaining({ code: 'desktop_unavailable' }),
    );
  });

  it('HST29: a display that cannot tell what changes is refused in plain words', async () => {
    await expect(open({ without: ['DAMAGE'] })).rejects.toMatchObject({ code: 'desktop_unavailable' });
  });

  it('HST33: abilities that the display lacks are absent', async () => {
    const { desktop } = await open({ without: ['XTEST', 'RANDR'] });
    expect(desktop.input).toBeNull();
    expect(desktop.displays.list().map(({ bounds }) => [bounds.width, bounds.height])).toEqual([[1280, 800]]);
  });

  it('HST29: a display that is not there is refused in plain words', () => {
    expect(() => openX11Desktop({ displayName: ':65000' })).toThrow(
      expect.objectContaining({ code: 'desktop_unavailable' }),
    );
  });

  it('HST30: a still display costs no CPU', async () => {
    const { desktop } = await open();
    const [display] = desktop.displays.list();
    desktop.capture.open(display?.id ?? '').grab();
    const before = process.cpuUsage();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(50);
  });

  it('HST31: two thousand grabs and half a million events take no lasting memory', { timeout: 120_000 }, async () => {
    const { xvfb, desktop } = await open({ widthPx: 800, heightPx: 600 });
    const window = await openWindow(xvfb);
    const [display] = desktop.displays.list();
    const capture = desktop.capture.open(display?.id ?? '');
    const work = async (rounds: number): Promise<void> => {
      for (let round = 0; round < rounds; round++) {
        window.paintRoot({ x: round % 700, y: round % 500, width: 40, height: 40 }, round * 999);
        for (let index = 0; index < 250; index++) {
          desktop.input?.inject({ type: 'pointer.move', x: index, y: round % 500 });
        }
        capture.grab();
        window.forget();
        if (round % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
    };
    await work(200);
    const before = process.memoryUsage().rss;
    await work(2000);
    expect((process.memoryUsage().rss - before) / 1e6).toBeLessThan(40);
  });
});
