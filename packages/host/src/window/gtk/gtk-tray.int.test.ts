// The icon in a tray of a virtual display, with the real mouse and real keys.

import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { silentLogger } from '@nearhand/base';
import { contentWith } from '../../contract/window-contract.ts';
import {
  areaOfColour,
  nearhandWindows,
  openTypist,
  startTray,
  startXvfb,
  type TestTray,
  type Typist,
  type Xvfb,
} from '../../testing/index.ts';
import type { TrayContent, TrayEvent } from '../tray.ts';
import type { TrayIcon, WindowSystem } from '../window-port.ts';
import { startGtkWindows } from './gtk-windows.ts';

const ready: TrayContent = {
  state: 'ready',
  tip: 'Nobody is connected',
  menu: [
    { id: 'open', label: 'Open_ the window' },
    { id: 'end', label: 'End session' },
    { id: 'quit', label: 'Quit' },
  ],
};
const teal = 0x0c6070;
const orange = 0xb54708;
const notice = 0xfdf3e1;

let xvfb: Xvfb;
let hands: Typist;
let system: WindowSystem;
let icon: TrayIcon;
let tray: TestTray | null = null;
let events: TrayEvent[] = [];

beforeAll(async () => {
  xvfb = await startXvfb({ widthPx: 640, heightPx: 480 });
  hands = openTypist(xvfb.displayName);
  const started = startGtkWindows({ displayName: xvfb.displayName, logger: silentLogger });
  if (started === null) throw new Error('Is libgtk-3-0 installed?');
  system = started;
  icon = system.openTray(ready);
  icon.onEvent.on((event) => events.push(event));
  // GTK is there once a window is.
  (await system.open(contentWith([{ kind: 'heading', text: 'x' }]))).dispose();
});
afterEach(() => {
  icon.show(ready);
  events = [];
});
afterAll(async () => {
  system.dispose();
  await until(() => colour(teal) === null);
  tray?.dispose();
  hands.dispose();
  xvfb.dispose();
});

const until = <T>(look: () => T) => vi.waitUntil(look, { timeout: 60_000, interval: 20 });
const colour = (wanted: number) => areaOfColour(xvfb.displayName, wanted, 40);

function press(button: 'left' | 'right'): void {
  const { x, y } = tray?.iconPlace ?? { x: 0, y: 0 };
  hands.click(button, Math.round(x), Math.round(y));
}

/** The menu is on the screen, and has the mouse and the keyboard. */
async function menuOpen(): Promise<void> {
  press('right');
  await until(() => nearhandWindows(xvfb.displayName).length === 1);
}

describe('the icon in a tray of X11', () => {
  it('HST83: there is none without a tray, and one as soon as a tray is there', async () => {
    expect([icon.isThere, colour(teal), events.some((event) => event.type === 'placed' && event.isThere)]).toEqual([
      false,
      null,
      false,
    ]);
    tray = startTray(xvfb.displayName);
    await until(() => icon.isThere);
    await until(() => colour(teal) !== null);
  });

  it('HST84: its picture tells the state, and a click on it is told', async () => {
    icon.show({ ...ready, state: 'connected', tip: 'Ana <b>& "Co"</b> is connected' });
    await until(() => colour(orange) !== null && colour(teal) === null);
    press('left');
    await until(() => events.some(({ type }) => type === 'opened'));
  });

  it('HST85: its menu is used with mouse and keyboard, has access keys, and is safe from remote input', async () => {
    await menuOpen();
    hands.tap('KeyE');
    expect(await until(() => events.find(({ type }) => type === 'chosen'))).toEqual({ type: 'chosen', id: 'end' });
    events = [];
    await until(() => nearhandWindows(xvfb.displayName).length === 0);
    icon.show({ ...ready, menu: ready.menu.filter(({ id }) => id !== 'end') });
    await menuOpen();
    hands.tap('ArrowUp');
    hands.tap('Enter');
    expect(await until(() => events.find(({ type }) => type === 'chosen'))).toEqual({ type: 'chosen', id: 'quit' });
  });

  it('HST83: a tray that ends takes it away, and another one gets it', async () => {
    tray?.dispose();
    await until(() => !icon.isThere);
    tray = startTray(xvfb.displayName);
    await until(() => icon.isThere);
    expect(events.filter(({ type }) => type === 'placed')).toEqual([
      { type: 'placed', isThere: false },
      { type: 'placed', isThere: true },
    ]);
  });

  it('HST86: a hidden window comes up when it is brought forward, keeps its bar while hidden, and urgency brings it back', async () => {
    const content = contentWith([{ kind: 'notice', title: 'Hello', text: 'This is a window.' }]);
    const indicator = { text: 'Ana is connected', end: { id: 'end', label: 'End' }, open: 'Show window' };
    const isSeen = () => areaOfColour(xvfb.displayName, notice, 2000) !== null;
    const window = await system.open(content, true);
    window.show({ ...content, indicator });
    await until(() => colour(orange) !== null);
    expect(isSeen()).toBe(false);
    window.bringForward();
    await until(isSeen);
    window.hide();
    await until(() => !isSeen());
    expect(colour(orange)).not.toBeNull();
    window.show({ ...content, urgent: true });
    await until(isSeen);
    window.dispose();
    await until(() => !isSeen());
  });
});
