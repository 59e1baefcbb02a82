// A technician writes to whoever sits at an installed computer, with real GTK on a virtual display. Alone in its file: GTK
// is started once in a process.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWindows } from '@nearhand/host';
import {
  areaOfColour,
  focusNearhandWindow,
  openTestWindow,
  openTypist,
  startXvfb,
  type Typist,
  type Xvfb,
} from '@nearhand/host/testing';
import { enrolmentTokenBytes, enrolmentTokenOf } from '@nearhand/protocol';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { computerId, LyingServer } from '../../testing/lying-server.ts';
import { TestAgent } from '../../testing/test-agent.ts';

const until = <T>(look: () => T) => vi.waitUntil(look, { timeout: 60_000, interval: 20 });
const [primary, orange, red] = [0x0c6070, 0xb54708, 0xb42318];
/** GTK's own, round the field that gets the keys. */
const ring = 0x3584e4;
const token = enrolmentTokenOf(new Uint8Array(enrolmentTokenBytes).fill(91));

let xvfb: Xvfb;
let hands: Typist;
let server: LyingServer;

beforeAll(async () => {
  xvfb = await startXvfb({ widthPx: 1024, heightPx: 768 });
  hands = openTypist(xvfb.displayName);
  server = new LyingServer();
  await server.listen();
  server.role = { kind: 'computer', computerId, name: 'desk-7' };
});
afterAll(async () => {
  await server.close();
  hands.dispose();
  xvfb.dispose();
});

const seen = (colour: number, atLeast: number) => areaOfColour(xvfb.displayName, colour, atLeast);

it('CHT10: a technician’s message brings up the window, which leaves the keyboard alone and is answered', async () => {
  const agent = await TestAgent.start({
    origin: server.origin,
    args: ['--enrol', token, '--window', 'gtk'],
    dataFolder: mkdtempSync(join(tmpdir(), 'agent-chat-')),
    windows: (logger) => startWindows({}, xvfb.displayName, logger),
    installed: 'person',
  });
  await until(() => agent.printed.includes('enrolled as "desk-7"'));
  const work = await openTestWindow({
    displayName: xvfb.displayName,
    bounds: { x: 0, y: 600, width: 200, height: 120 },
  });
  const viewer = await server.connect();
  await viewer.active();
  await until(() => viewer.toldOf('chat.history').length > 0);
  // The bar is there, the window is not.
  await until(() => seen(orange, 9000));
  expect(seen(red, 1000)).toBeNull();
  work.focus();
  viewer.control({ type: 'chat.say', id: crypto.randomUUID(), text: 'Is anybody there?' });
  await until(() => seen(red, 1000) && seen(primary, 1000));
  hands.tap('KeyX');
  await work.until((events) => events.some(({ what }) => what === 'key down'));
  await until(() => focusNearhandWindow(xvfb.displayName) && seen(ring, 1500));
  for (const key of ['KeyO', 'KeyK', 'Enter']) hands.tap(key);
  await until(() => viewer.toldOf('chat.said').length === 2);
  expect(viewer.toldOf('chat.said').map(({ line }) => [line.by, line.text])).toEqual([
    ['you', 'Is anybody there?'],
    ['customer', 'ok'],
  ]);
  work.dispose();
  viewer.dispose();
  await agent.stop();
  agent.removeData();
});
