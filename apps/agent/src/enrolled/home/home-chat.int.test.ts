// A technician writes to whoever sits at an installed computer, with real GTK on a virtual display. Alone in its file: GTK
// is started once in a process.

import { focusNearhandWindow, openTestWindow } from '@nearhand/host/testing';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { AgentScene } from '../../testing/agent-scene.ts';
import { testToken } from '../../testing/installed-files.ts';
import { computerRole } from '../../testing/lying-server.ts';
import { VirtualDesktop } from '../../testing/virtual-desktop.ts';

const until = <T>(look: () => T) => vi.waitUntil(look, { timeout: 60_000, interval: 20 });
const [primary, orange, red] = [0x0c6070, 0xb54708, 0xb42318];
/** GTK's own, round the field that gets the keys. */
const ring = 0x3584e4;

let desktop: VirtualDesktop;
let scene: AgentScene;

beforeAll(async () => {
  desktop = await VirtualDesktop.open();
  scene = await AgentScene.open(computerRole);
});
afterAll(async () => {
  await scene.close();
  desktop.dispose();
});

it('CHT10: a technician’s message brings up the window, which leaves the keyboard alone and is answered', async () => {
  const agent = await scene.start({
    args: ['--enrol', testToken, '--window', 'gtk'],
    windows: desktop.startWindows,
    installed: 'person',
  });
  await until(() => agent.printed.includes('enrolled as "desk-7"'));
  const work = await openTestWindow({
    displayName: desktop.displayName,
    bounds: { x: 0, y: 600, width: 200, height: 120 },
  });
  const viewer = await scene.active();
  await until(() => viewer.toldOf('chat.history').length > 0);
  // The bar is there, the window is not.
  await until(() => desktop.seen(orange, 9000));
  expect(desktop.seen(red, 1000)).toBeNull();
  work.focus();
  viewer.control({ type: 'chat.say', id: crypto.randomUUID(), text: 'Is anybody there?' });
  await until(() => desktop.seen(red, 1000) && desktop.seen(primary, 1000));
  desktop.hands.tap('KeyX');
  await work.until((events) => events.some(({ what }) => what === 'key down'));
  await until(() => focusNearhandWindow(desktop.displayName) && desktop.seen(ring, 1500));
  for (const key of ['KeyO', 'KeyK', 'Enter']) desktop.hands.tap(key);
  await until(() => viewer.toldOf('chat.said').length === 2);
  expect(viewer.toldOf('chat.said').map(({ line }) => [line.by, line.text])).toEqual([
    ['you', 'Is anybody there?'],
    ['customer', 'ok'],
  ]);
  work.dispose();
});
