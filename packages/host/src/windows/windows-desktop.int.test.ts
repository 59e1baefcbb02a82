// The contract on Windows, which here is Wine: the desktop is opened by a program under Wine, the hands on the screen are
// those of its X display. Then what only Windows has.

import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { InputMessage, Modifiers } from '@nearhand/protocol';
import { type DesktopUnderTest, describeDesktop } from '../contract/desktop-contract.ts';
import type { Desktop } from '../ports.ts';
import {
  type TestWindow,
  type WineDesktop,
  firstDifference,
  openRemoteDesktop,
  openTestWindow,
  startWineDesktop,
  takeScreenshot,
} from '../testing/index.ts';

const size = { widthPx: 640, heightPx: 480 };

describe('the contract under Wine', () => {
  let windows: WineDesktop;
  let brush: TestWindow;
  beforeAll(async () => {
    windows = await startWineDesktop(size);
    const { displayName } = windows.wine.xvfb;
    brush = await openTestWindow({ displayName, bounds: { x: 630, y: 470, width: 1, height: 1 } });
  });
  afterAll(() => {
    brush?.dispose();
    windows?.dispose();
  });

  function openSubject(): Promise<DesktopUnderTest> {
    const { link } = windows;
    link.call('resize', size.widthPx, size.heightPx);
    const desktop = openRemoteDesktop(link);
    return Promise.resolve({
      desktop,
      paint: (rect, colour) => brush.paintRoot(rect, colour),
      resize: (widthPx, heightPx) => Promise.resolve(link.call('resize', widthPx, heightPx)),
      heldDown: () => Promise.resolve(link.call('keysDown')),
      programs: {
        copy: async (text) => link.call('copy', text, null),
        copySecret: async (text) => link.call('copy', text, 'excluded'),
        paste: async () => link.call('paste'),
      },
      lose: null,
      dispose: () => desktop.dispose(),
    });
  }

  describeDesktop(openSubject);
});

const none: Modifiers = {
  shift: false,
  control: false,
  alt: false,
  meta: false,
  altGraph: false,
  capsLock: false,
  numLock: false,
};

describe('a desktop of Windows beside its notepad', () => {
  let windows: WineDesktop;
  let desktop: Desktop;
  beforeAll(async () => {
    windows = await startWineDesktop(size);
    desktop = openRemoteDesktop(windows.link);
    windows.wine.start('notepad');
    await until(() => windows.link.call('textOf', 'Notepad') === '' && desktop.windows?.titlesWithFocus().length !== 0);
    windows.link.call('place', 'Notepad', { x: 0, y: 0, width: size.widthPx, height: 400 });
  });
  afterAll(() => {
    desktop?.dispose();
    windows?.dispose();
  });
  beforeEach(() => windows.link.call('clearText', 'Notepad'));

  const text = (): string | null => windows.link.call('textOf', 'Notepad');
  const send = (message: InputMessage): void => desktop.input?.inject(message);
  function press(code: string, key: string, modifiers: Partial<Modifiers> = {}): void {
    send({ type: 'key.down', code, key, modifiers: { ...none, ...modifiers }, repeat: false });
    send({ type: 'key.up', code });
  }
  const button = (down: boolean, x: number, y: number): void =>
    send({ type: 'pointer.button', button: 'left', down, x, y });
  /** Wine may take a movement back when its display tells of the one before: a hand that goes on moving does not notice. */
  async function moveTo(x: number, y: number, hasArrived: () => boolean): Promise<void> {
    await until(() => {
      send({ type: 'pointer.move', x, y });
      return hasArrived();
    });
  }

  it('HST72: what shall not go into the history of Windows is not read either', async () => {
    windows.link.call('copy', 'correct horse', 'notInHistory');
    expect(await desktop.clipboard?.readText(1000)).toBeNull();
    windows.link.call('copy', 'no secret', null);
    expect(await desktop.clipboard?.readText(1000)).toBe('no secret');
  });

  it('HST11: a text arrives whatever the layout: umlauts, the euro sign, characters of two units', async () => {
    const typed = 'Grüße: 5 €, ÄÖÜß, naïve, Ελλάδα, 😀';
    send({ type: 'text.type', text: typed });
    await untilEqual(text, typed);
  });

  it('HST10: keys type their characters, with Shift or AltGr held or not', async () => {
    press('KeyA', 'a');
    send({ type: 'key.down', code: 'ShiftLeft', key: 'Shift', modifiers: { ...none, shift: true }, repeat: false });
    press('KeyB', 'B', { shift: true });
    press('Digit7', '/', { shift: true });
    send({ type: 'key.up', code: 'ShiftLeft' });
    press('Semicolon', 'ö');
    send({
      type: 'key.down',
      code: 'ControlLeft',
      key: 'Control',
      modifiers: { ...none, control: true },
      repeat: false,
    });
    send({
      type: 'key.down',
      code: 'AltRight',
      key: 'AltGraph',
      modifiers: { ...none, altGraph: true },
      repeat: false,
    });
    press('KeyE', '€', { altGraph: true });
    press('KeyQ', '@', { altGraph: true });
    send({ type: 'key.up', code: 'AltRight' });
    send({ type: 'key.up', code: 'ControlLeft' });
    press('KeyZ', 'y');
    await untilEqual(text, 'aB/ö€@y');
    expect(windows.link.call('keysDown')).toBe(0);
  });

  it('HST17 HST18: named keys and the keypad arrive as themselves', async () => {
    send({ type: 'text.type', text: 'ab' });
    press('ArrowLeft', 'ArrowLeft');
    press('Numpad7', '7');
    press('NumpadDecimal', '.');
    press('Numpad1', 'End');
    press('Enter', 'Enter');
    press('NumpadAdd', '+');
    press('Home', 'Home');
    press('Delete', 'Delete');
    await untilEqual(text, 'a7.b\r\n');
  });

  it('HST16: shortcuts are meant by their letter', async () => {
    send({ type: 'text.type', text: 'one two' });
    const control = { control: true };
    send({
      type: 'key.down',
      code: 'ControlLeft',
      key: 'Control',
      modifiers: { ...none, control: true },
      repeat: false,
    });
    // A French keyboard has A where others have Q.
    press('KeyQ', 'a', control);
    press('KeyC', 'c', control);
    press('KeyV', 'v', control);
    press('KeyV', 'v', control);
    send({ type: 'key.up', code: 'ControlLeft' });
    await untilEqual(text, 'one twoone two');
  });

  it('HST20: a shortcut says which keys are held even when their press got lost', async () => {
    send({ type: 'text.type', text: 'gone' });
    press('KeyA', 'a', { control: true });
    press('KeyX', 'x', { control: true });
    await untilEqual(text, '');
    expect(windows.link.call('keysDown')).toBe(0);
  });

  it('HST23: a drag selects, a click puts the caret elsewhere', async () => {
    send({ type: 'text.type', text: 'mmmmmmmmmmmmmmmmmmmm' });
    await untilEqual(text, 'mmmmmmmmmmmmmmmmmmmm');
    const selection = (): readonly [number, number] => windows.link.call('selectionOf', 'Notepad');
    button(true, 8, 52);
    await moveTo(88, 52, () => selection()[1] - selection()[0] > 3);
    button(false, 88, 52);
    // Elsewhere than the drag began: twice at one place would be a double click.
    await moveTo(48, 52, () => windows.link.call('pointer').join() === '48,52');
    button(true, 48, 52);
    button(false, 48, 52);
    await until(() => selection()[0] === selection()[1] && selection()[0] > 1 && selection()[0] < 20);
    expect(text()).toBe('mmmmmmmmmmmmmmmmmmmm');
  });

  it('HST26: titles are told from the innermost window to the outermost', () => {
    expect(desktop.windows?.titlesAt(100, 200)).toEqual([expect.stringContaining('Notepad')]);
    expect(desktop.windows?.titlesWithFocus()).toEqual([expect.stringContaining('Notepad')]);
    expect(desktop.windows?.titlesAt(100, 450)).toEqual([]);
  });

  it('HST27: what the mouse of the computer does is told, injected movements are not', async () => {
    const seen: { x: number; y: number }[] = [];
    desktop.input?.onLocalPointer?.on((place) => seen.push(place));
    const brush = await openTestWindow({
      displayName: windows.wine.xvfb.displayName,
      bounds: { x: 0, y: 470, width: 1, height: 1 },
    });
    onTestFinished(() => brush.dispose());
    for (let x = 10; x < 60; x++) send({ type: 'pointer.move', x, y: 300 });
    brush.moveRealMouse(222, 111);
    await until(() => seen.some(({ x, y }) => x === 222 && y === 111));
    expect(seen.filter(({ y }) => y === 300)).toEqual([]);
  });

  it('HST28: the picture equals a screenshot of the display where the desktop lies', async () => {
    send({ type: 'text.type', text: 'A picture of words.' });
    await untilEqual(text, 'A picture of words.');
    const capture = desktop.capture.open(desktop.displays.list()[0]?.id ?? '');
    // The caret blinks between two looks.
    await until(() => firstDifference(capture.grab().picture, takeScreenshot(windows.wine.xvfb.displayName)) === null);
    const { picture } = capture.grab();
    expect([picture.widthPx, picture.heightPx]).toEqual([size.widthPx, size.heightPx]);
    expect(new Set(new Uint32Array(picture.data.slice().buffer)).size).toBeGreaterThan(3);
    capture.dispose();
  });

  it('HST30: a still screen costs little', async () => {
    const capture = desktop.capture.open(desktop.displays.list()[0]?.id ?? '');
    capture.grab();
    const before = windows.link.call('cpuMs');
    await new Promise((resolve) => setTimeout(resolve, 2000));
    expect((windows.link.call('cpuMs') - before) / 2000).toBeLessThan(0.35);
    capture.dispose();
  });

  it('HST31: grabs and events take no lasting memory', () => {
    const capture = desktop.capture.open(desktop.displays.list()[0]?.id ?? '');
    const work = (rounds: number): void => {
      for (let round = 0; round < rounds; round++) {
        for (let x = 0; x < 20; x++) send({ type: 'pointer.move', x, y: 300 + (round % 50) });
        capture.grab();
      }
    };
    work(30);
    const before = windows.link.call('memoryBytes');
    work(60);
    expect((windows.link.call('memoryBytes') - before) / 1e6).toBeLessThan(40);
    capture.dispose();
  });

  it('HST115: Wine has no desktop duplication: trying it ends nothing, GDI goes on, and the reason is told', () => {
    const capture = desktop.capture.open(desktop.displays.list()[0]?.id ?? '');
    expect(windows.link.call('captureWay')).toEqual({
      name: 'GDI',
      whyNotQuicker: 'Display 1: DuplicateOutput: 0x80004001',
    });
    const { picture } = capture.grab();
    expect([picture.widthPx, picture.heightPx]).toEqual([size.widthPx, size.heightPx]);
    capture.dispose();
  });

  it('HST35: beside an ordinary program nothing comes between', () => {
    expect(desktop.obstacles?.current()).toBeNull();
  });

  it('tells what the system is', () => {
    expect(desktop.info).toMatchObject({ system: 'windows', systemName: expect.stringContaining('Windows 10') });
  });
});

const limitMs = 20_000;

/** Until something seen from outside is so; the programs beside are other processes. */
async function until(isSo: () => boolean): Promise<void> {
  const endMs = performance.now() + limitMs;
  while (!isSo()) {
    if (performance.now() > endMs) throw new Error('It did not come to be.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function untilEqual<T>(read: () => T, expected: T): Promise<void> {
  await until(() => read() === expected).catch(() => expect(read()).toBe(expected));
}
