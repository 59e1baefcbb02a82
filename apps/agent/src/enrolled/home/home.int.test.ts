// The window of a computer with real GTK on a virtual display: added by signing in, its settings, and quitting.

import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWindows } from '@nearhand/host';
import {
  areaOfColour,
  focusNearhandWindow,
  nearhandWindows,
  openTypist,
  startXvfb,
  type Typist,
  type Xvfb,
} from '@nearhand/host/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { computerId, LyingServer } from '../../testing/lying-server.ts';
import { TestAgent } from '../../testing/test-agent.ts';

const until = <T>(look: () => T) => vi.waitUntil(look, { timeout: 15_000, interval: 20 });
const primary = 0x0c6070;

let xvfb: Xvfb;
let hands: Typist;
let server: LyingServer;
let agent: TestAgent;

beforeAll(async () => {
  xvfb = await startXvfb({ widthPx: 1024, heightPx: 768 });
  hands = openTypist(xvfb.displayName);
  server = new LyingServer();
  await server.listen();
  server.role = { kind: 'pending', code: 'WDJBMJHT', validForMs: 600_000 };
  const args = ['--computer', '--window', 'gtk'];
  agent = await TestAgent.start({
    origin: server.origin,
    args,
    dataFolder: mkdtempSync(join(tmpdir(), 'agent-home-')),
    windows: (logger) => startWindows({}, xvfb.displayName, logger),
  });
  // While GTK opens its display it holds the server and wants Xlib's locks; whoever opens another one meanwhile, in the
  // same process, waits for it with these locks held.
  await until(() => readFileSync(join(agent.dataFolder, 'agent.log'), 'utf8').includes('"kind":"home"'));
});
afterAll(async () => {
  await agent.stop();
  agent.removeData();
  await server.close();
  hands.dispose();
  xvfb.dispose();
});

describe('the window of an enrolled computer', () => {
  it('SET4: signing in is started with the mouse, and whose it is then is shown', async () => {
    const button = await until(() => areaOfColour(xvfb.displayName, primary));
    expect(server.welcomes).toBe(0);
    hands.click('left', button.x + 14, button.y + 6);
    await until(() => agent.printed.includes('WDJB-MJHT'));
    server.role = { kind: 'computer', computerId, name: 'desk-7' };
    server.say({ type: 'enrolment.decided', confirmed: true, by: { member: 'Ana', organisation: 'Acme' } });
    await until(() => agent.printed.includes('enrolled as "desk-7"'));
    await until(() => areaOfColour(xvfb.displayName, primary) === null);
  });

  it('SET3 and SET5: a setting made with the keyboard cuts who is connected, whom the bar shows', async () => {
    const viewer = await server.connect();
    await viewer.active();
    await until(() => nearhandWindows(xvfb.displayName).length === 2);
    await until(() => focusNearhandWindow(xvfb.displayName));
    hands.tap('ControlLeft', 'PageDown');
    hands.tap('AltLeft', 'KeyU');
    await until(() => viewer.toldOf('permissions.changed').length > 0);
    expect(viewer.toldOf('permissions.changed')[0]?.permissions).toEqual(['view']);
    expect(JSON.parse(readFileSync(join(agent.dataFolder, 'settings.json'), 'utf8'))).toMatchObject({
      withheld: ['control'],
    });
    viewer.leave();
    await until(() => nearhandWindows(xvfb.displayName).length === 1);
    viewer.dispose();
  });

  it('SET6: it is quit from the window', async () => {
    hands.tap('ControlLeft', 'PageUp');
    hands.tap('AltLeft', 'KeyQ');
    expect(await agent.finished).toBe(0);
    await until(() => nearhandWindows(xvfb.displayName).length === 0);
  });
});
