// An installed computer's window and icon, with real GTK and a tray on a virtual display.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWindows } from '@nearhand/host';
import {
  areaOfColour,
  nearhandWindows,
  openTypist,
  startTray,
  startXvfb,
  type TestTray,
  type Typist,
  type Xvfb,
} from '@nearhand/host/testing';
import { enrolmentTokenBytes, enrolmentTokenOf } from '@nearhand/protocol';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Machine } from '../../machine.ts';
import { FakeWindows } from '../../testing/fake-windows.ts';
import { computerId, LyingServer } from '../../testing/lying-server.ts';
import { TestAgent } from '../../testing/test-agent.ts';

const until = <T>(look: () => T) => vi.waitUntil(look, { timeout: 60_000, interval: 20 });
const [teal, orange, red] = [0x0c6070, 0xb54708, 0xb42318];
const token = enrolmentTokenOf(new Uint8Array(enrolmentTokenBytes).fill(90));

let xvfb: Xvfb;
let hands: Typist;
let tray: TestTray;
let server: LyingServer;

beforeAll(async () => {
  xvfb = await startXvfb({ widthPx: 1024, heightPx: 768 });
  hands = openTypist(xvfb.displayName);
  tray = startTray(xvfb.displayName);
  server = new LyingServer();
  await server.listen();
  server.role = { kind: 'computer', computerId, name: 'desk-7' };
});
afterAll(async () => {
  await server.close();
  tray.dispose();
  hands.dispose();
  xvfb.dispose();
});

function start(
  installed: Machine['rights'],
  windows: Machine['startWindows'],
  showsUnasked = false,
): Promise<TestAgent> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'agent-installed-'));
  return TestAgent.start({
    origin: server.origin,
    args: ['--enrol', token, '--window', 'gtk'],
    dataFolder,
    windows,
    installed,
    showsUnasked,
  });
}

const seen = (colour: number, atLeast: number) => areaOfColour(xvfb.displayName, colour, atLeast);
const press = (button: 'left' | 'right'): void =>
  hands.click(button, Math.round(tray.iconPlace.x), Math.round(tray.iconPlace.y));

describe('an installed computer', () => {
  it('INS10: who is connected is seen at its desktop and can be ended there, but the program cannot', async () => {
    const agent = await start('person', (logger) => startWindows({}, xvfb.displayName, logger));
    await until(() => tray.docked > 0);
    await until(() => seen(teal, 40));
    const viewer = await server.connect();
    await viewer.active();
    // The bar and the frame, before anybody opened the window.
    await until(() => seen(orange, 9000));
    expect(seen(red, 1000)).toBeNull();
    press('left');
    const end = await until(() => seen(red, 1000));
    const before = nearhandWindows(xvfb.displayName).length;
    press('right');
    await until(() => nearhandWindows(xvfb.displayName).length > before);
    // There is no Quit, and so no such key.
    hands.tap('KeyQ');
    hands.tap('Escape');
    await until(() => nearhandWindows(xvfb.displayName).length === before);
    hands.click('left', end.x + 14, end.y + 6);
    await until(() => agent.printed.includes('Nobody is connected.'));
    await until(() => seen(teal, 40) && seen(red, 1000) === null);
    expect(agent.exitCode).toBeNull();
    viewer.dispose();
    await agent.stop();
    agent.removeData();
  });

  it('INS10: a service of the whole computer shows itself where a person’s process draws its windows', async () => {
    const windows = new FakeWindows();
    const agent = await start('system', () => windows, true);
    await until(() => windows.windows.length === 1 && windows.trays.length === 1);
    const [window] = windows.windows;
    expect([window?.isSeen, window?.shown.at(-1)?.tabs.map(({ id }) => id)]).toEqual([
      false,
      ['computer', 'access', 'settings'],
    ]);
    await until(() => agent.printed.includes('enrolled as "desk-7"'));
    const viewer = await server.connect();
    await viewer.active();
    await until(() => window?.shown.at(-1)?.indicator !== null);
    window?.onEvent.emit({ type: 'pressed', id: 'end' });
    await viewer.ended();
    expect(viewer.ending).toBe('customer');
    viewer.dispose();
    await agent.stop();
    agent.removeData();
  });

  it('INS10: on Linux a service of the whole computer opens no window of its own accord where root would draw it', async () => {
    const windows = new FakeWindows();
    const startFake = vi.fn<Machine['startWindows']>(() => windows);
    const agent = await start('system', startFake);
    await until(() => agent.printed.includes('enrolled as "desk-7"'));
    expect([startFake.mock.calls.length, windows.trays.length]).toEqual([0, 0]);
    await agent.stop();
    agent.removeData();
  });
});
