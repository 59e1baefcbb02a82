// An enrolled computer that starts with the system, with real GTK and a tray on a virtual display.

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
import { computerId, LyingServer } from '../../testing/lying-server.ts';
import { TestAgent } from '../../testing/test-agent.ts';

const until = <T>(look: () => T) => vi.waitUntil(look, { timeout: 60_000, interval: 20 });
const [teal, orange, red] = [0x0c6070, 0xb54708, 0xb42318];

let xvfb: Xvfb;
let hands: Typist;
let server: LyingServer;
let agent: TestAgent;
let tray: TestTray;

beforeAll(async () => {
  xvfb = await startXvfb({ widthPx: 1024, heightPx: 768 });
  hands = openTypist(xvfb.displayName);
  tray = startTray(xvfb.displayName);
  server = new LyingServer();
  await server.listen();
  server.role = { kind: 'computer', computerId, name: 'desk-7' };
  const token = enrolmentTokenOf(new Uint8Array(enrolmentTokenBytes).fill(90));
  agent = await TestAgent.start({
    origin: server.origin,
    args: ['--enrol', token, '--tray', '--window', 'gtk'],
    dataFolder: mkdtempSync(join(tmpdir(), 'agent-tray-')),
    windows: (logger) => startWindows({}, xvfb.displayName, logger),
  });
  await until(() => tray.docked > 0);
});
afterAll(async () => {
  await agent.stop();
  agent.removeData();
  await server.close();
  tray.dispose();
  hands.dispose();
  xvfb.dispose();
});

const icon = (colour: number) => areaOfColour(xvfb.displayName, colour, 40);
/** The window's button, which no icon has the colour of. */
const endButton = () => areaOfColour(xvfb.displayName, red, 1000);

function press(button: 'left' | 'right'): void {
  hands.click(button, Math.round(tray.iconPlace.x), Math.round(tray.iconPlace.y));
}

/** Once it is marked, it has mouse and keyboard. */
async function openMenu(): Promise<void> {
  const before = nearhandWindows(xvfb.displayName).length;
  press('right');
  await until(() => nearhandWindows(xvfb.displayName).length > before);
}

describe('a computer in the tray', () => {
  it('TRY2 and TRY3: it begins without its window, tells who comes, and ends the session from the menu', async () => {
    await until(() => icon(teal) !== null);
    const viewer = await server.connect();
    await viewer.active();
    await until(() => icon(orange) !== null && icon(teal) === null);
    expect(endButton()).toBeNull();
    press('left');
    await until(() => endButton() !== null);
    await openMenu();
    hands.tap('KeyE');
    await until(() => agent.printed.includes('Nobody is connected.'));
    await until(() => icon(teal) !== null && endButton() === null);
    viewer.dispose();
  });

  it('TRY2: it is quit from the menu', async () => {
    await openMenu();
    hands.tap('KeyQ');
    expect(await agent.finished).toBe(0);
    await until(() => icon(teal) === null);
  });
});
