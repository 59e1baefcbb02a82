// GTK windows on a virtual display, with real keys and the real mouse.

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { silentLogger } from '@nearhand/base';
import { smallPictureBytes } from '@nearhand/protocol';
import { contentWith, describeWindows } from '../../contract/window-contract.ts';
import { openX11Desktop } from '../../linux-x11/open-desktop.ts';
import {
  areaOfColour,
  closeNearhandWindow,
  focusNearhandWindow,
  nearhandWindows,
  openTestWindow,
  openTypist,
  resizeXvfb,
  startXvfb,
  type Typist,
  type Xvfb,
} from '../../testing/index.ts';
import type { WindowContent, WindowEvent } from '../content.ts';
import type { NativeWindow, WindowSystem } from '../window-port.ts';
import { startGtkWindows } from './gtk-windows.ts';

const primary = 0x0c6070;
const live = 0xb54708;

let xvfb: Xvfb;
let typist: Typist;
let system: WindowSystem;

beforeAll(async () => {
  xvfb = await startXvfb({ widthPx: 1024, heightPx: 768 });
  typist = openTypist(xvfb.displayName);
  // GTK opens one display in a process, for ever.
  const started = startGtkWindows({ displayName: xvfb.displayName, logger: silentLogger });
  if (started === null) throw new Error('Is libgtk-3-0 installed?');
  system = started;
});
afterAll(async () => {
  system.dispose();
  await until(
    'no window',
    () => nearhandWindows(xvfb.displayName),
    (windows) => windows.length === 0,
  );
  typist.dispose();
  xvfb.dispose();
});

function until<T>(what: string, look: () => T, fits: (seen: T) => boolean): Promise<T> {
  return vi.waitFor(
    () => {
      const seen = look();
      if (!fits(seen)) throw new Error(`Not yet: ${what}. Seen: ${JSON.stringify(seen)}`);
      return seen;
    },
    { timeout: 15_000, interval: 20 },
  );
}

async function openWindow(content: WindowContent): Promise<{ window: NativeWindow; events: WindowEvent[] }> {
  const window = await system.open(content);
  const events: WindowEvent[] = [];
  window.onEvent.on((event) => events.push(event));
  await until(
    'a window',
    () => nearhandWindows(xvfb.displayName),
    (windows) => windows.length > 0,
  );
  return { window, events };
}

async function closed(window: NativeWindow): Promise<void> {
  window.dispose();
  await until(
    'nothing',
    () => nearhandWindows(xvfb.displayName),
    (windows) => windows.length === 0,
  );
}

describeWindows(async () => {
  let opened: Awaited<ReturnType<typeof openWindow>> | null = null;
  return {
    async open(content) {
      // What is still on its way off the screen would be given the keyboard in its place.
      await until(
        'nothing',
        () => nearhandWindows(xvfb.displayName),
        (windows) => windows.length === 0,
      );
      opened = await openWindow(content);
      await until('the keyboard', () => focusNearhandWindow(xvfb.displayName), Boolean);
    },
    async show(content) {
      opened?.window.show(content);
      // Another window is drawn after it, and takes the keyboard while it is there.
      const other = await system.open(contentWith([]));
      other.dispose();
      await until(
        'one window',
        () => nearhandWindows(xvfb.displayName),
        (windows) => windows.length === 1,
      );
      focusNearhandWindow(xvfb.displayName);
    },
    events: (fits) => until('events', () => [...(opened?.events ?? [])], fits),
    tap: (...codes) => typist.tap(...codes),
    dispose: () => opened?.window.dispose(),
  };
});

const question = contentWith([
  { kind: 'heading', text: 'May she?' },
  {
    kind: 'buttons',
    buttons: [
      { id: 'deny', label: 'Deny', role: 'plain', enabled: true },
      { id: 'allow', label: 'Allow', role: 'primary', enabled: true },
    ],
  },
]);
const violet = 0x7a1fa2;
const picture = (colour: number): string =>
  Buffer.alloc(smallPictureBytes, Uint8Array.of(colour >> 16, (colour >> 8) & 0xff, colour & 0xff)).toString('base64');
const indicator = { text: 'Ana is connected', end: { id: 'end', label: 'End session' }, open: 'Show window' };

describe('GTK', () => {
  it('HST60: a button is pressed with the mouse', async () => {
    const { window, events } = await openWindow(question);
    const area = await until(
      'the button',
      () => areaOfColour(xvfb.displayName, primary),
      (seen) => seen !== null,
    );
    typist.click('left', (area?.x ?? 0) + 12, (area?.y ?? 0) + 6);
    expect(
      await until(
        'an event',
        () => [...events],
        (all) => all.length > 0,
      ),
    ).toEqual([{ type: 'pressed', id: 'allow' }]);
    await closed(window);
  });

  it('HST78: a picture is drawn round, changed in place, and never what is none', async () => {
    const green = 0x1b7a3e;
    const person = { kind: 'person', name: 'Ana', detail: 'from Acme', live: false } as const;
    const { window } = await openWindow(contentWith([{ ...person, picture: picture(violet) }]));
    const disc = await until(
      'the picture',
      () => areaOfColour(xvfb.displayName, violet, 1200),
      (seen) => seen !== null,
    );
    // The outermost pixels are mixed with what lies behind.
    expect([disc?.width, disc?.height]).toEqual([46, 46]);
    window.show(contentWith([{ ...person, picture: picture(green) }]));
    await until(
      'another',
      () => areaOfColour(xvfb.displayName, green, 1200),
      (seen) => seen !== null,
    );
    window.show(contentWith([{ ...person, picture: 'no picture' }]));
    await until(
      'the name alone',
      () => areaOfColour(xvfb.displayName, green, 1200),
      (seen) => seen === null,
    );
    await closed(window);
  });

  it('HST65: whoever closes it is told, and it stays until its owner takes it away', async () => {
    const { window, events } = await openWindow(question);
    closeNearhandWindow(xvfb.displayName);
    await until(
      'an event',
      () => [...events],
      (all) => all.length > 0,
    );
    expect([events, nearhandWindows(xvfb.displayName).length]).toEqual([[{ type: 'closed' }], 1]);
    await closed(window);
  });

  it('HST66 and HST67: the bar comes back over what covers it, and ends the session; the frame lets clicks through', async () => {
    const { window, events } = await openWindow({ ...question, indicator });
    const corner = { x: 0, y: 700, width: 60, height: 68 };
    const below = await openTestWindow({ displayName: xvfb.displayName, bounds: corner });
    const cover = await openTestWindow({
      displayName: xvfb.displayName,
      bounds: { x: 0, y: 0, width: 1024, height: 300 },
    });
    const bar = await until(
      'the bar',
      () => areaOfColour(xvfb.displayName, live, 9000),
      (seen) => seen !== null,
    );
    // Frames at all edges, so the area is the whole display; the bar makes up the count.
    expect(bar).toEqual({ x: 0, y: 0, width: 1024, height: 768 });
    typist.click('left', 1, 760);
    await below.until((seen) => seen.some(({ what }) => what === 'button up'));
    const desktop = openX11Desktop({ displayName: xvfb.displayName });
    expect(desktop.windows?.nearhandAt(512, 12)).toBe(true);
    expect(desktop.windows?.nearhandAt(1, 760)).toBe(false);
    expect(desktop.windows?.nearhandAt(20, 60)).toBe(false);
    expect(desktop.windows?.nearhandAt(512, 384)).toBe(true);
    desktop.dispose();
    const ended = () => events.some((event) => event.type === 'pressed' && event.id === 'end');
    for (let x = 300; x < 740 && !ended(); x += 20) {
      typist.click('left', x, 20);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await until('the end', ended, (has) => has);
    cover.dispose();
    below.dispose();
    window.show(question);
    await until(
      'no bar',
      () => nearhandWindows(xvfb.displayName),
      (windows) => windows.length === 1,
    );
    await closed(window);
  });

  it('HST66: however long the text of the bar is, the session can be ended there', async () => {
    const long = { ...indicator, text: 'Ana is connected. '.repeat(30) };
    const { window, events } = await openWindow({ ...question, indicator: long });
    await until(
      'the bar',
      () => areaOfColour(xvfb.displayName, live, 9000),
      (seen) => seen !== null,
    );
    const ended = () => events.some((event) => event.type === 'pressed' && event.id === 'end');
    for (let x = 1010; x > 850 && !ended(); x -= 20) {
      typist.click('left', x, 20);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await until('the end', ended, (has) => has);
    await closed(window);
  });

  it('HST120: on a smaller screen bar and window are placed anew, and on a larger one again', async () => {
    const { window } = await openWindow({ ...question, indicator });
    const button = () => areaOfColour(xvfb.displayName, primary);
    const before = await until('the button', button, (seen) => seen !== null);
    const desktop = openX11Desktop({ displayName: xvfb.displayName });
    /** From the left and from the right edge of the screen. */
    const besideBar = (widthPx: number): readonly number[] => {
      const places = Array.from({ length: widthPx }, (_, x) => x).filter((x) => desktop.windows?.nearhandAt(x, 12));
      return places.length === 0 ? [] : [places[0] ?? 0, widthPx - 1 - (places.at(-1) ?? 0)];
    };
    const isCentred = ([left = 0, right = 0]: readonly number[]) => left > 0 && Math.abs(left - right) < 2;
    const beside = await until('the bar', () => besideBar(1024), isCentred);
    await resizeXvfb(xvfb, 640, 480);
    await until(
      'the bar',
      () => besideBar(640),
      (seen) => isCentred(seen) && (seen[0] ?? 0) < (beside[0] ?? 0),
    );
    await until(
      'the button',
      button,
      (seen) => seen !== null && seen.width === before?.width && seen.x + seen.width < 640,
    );
    await resizeXvfb(xvfb, 1024, 768);
    await until(
      'the bar',
      () => besideBar(1024),
      (seen) => seen[0] === beside[0],
    );
    await until('the button', button, (seen) => seen?.x === before?.x && seen?.y === before?.y);
    desktop.dispose();
    await closed(window);
  });

  it('HST123: the window gives way to what it shows and comes back', async () => {
    const person = { kind: 'person', name: 'Ana', detail: 'from Acme', live: false, picture: picture(violet) } as const;
    const lines = (count: number) =>
      contentWith([person, ...Array.from({ length: count }, () => ({ kind: 'heading', text: 'Line' }) as const)]);
    const disc = () => areaOfColour(xvfb.displayName, violet, 1200);
    const { window } = await openWindow(lines(1));
    const first = await until('the picture', disc, (seen) => seen !== null);
    for (const count of [8, 10]) window.show(lines(count));
    const top = first?.y ?? 0;
    await until('a taller window', disc, (seen) => seen !== null && seen.y < top);
    window.show(lines(1));
    await until('the place of before', disc, (seen) => seen?.y === top);
    await closed(window);
  });
});
