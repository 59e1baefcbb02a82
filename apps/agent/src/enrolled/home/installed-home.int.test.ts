// An installed computer's window and icon, with real GTK and a tray on a virtual display.

import type { TestTray } from '@nearhand/host/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Machine } from '../../machine.ts';
import { AgentScene } from '../../testing/agent-scene.ts';
import { FakeWindows } from '../../testing/fake-windows.ts';
import { testToken } from '../../testing/installed-files.ts';
import { computerRole } from '../../testing/lying-server.ts';
import type { TestAgent, TestAgentOptions } from '../../testing/test-agent.ts';
import { VirtualDesktop } from '../../testing/virtual-desktop.ts';

const until = <T>(look: () => T) => vi.waitUntil(look, { timeout: 60_000, interval: 20 });
const [teal, orange, red] = [0x0c6070, 0xb54708, 0xb42318];

let desktop: VirtualDesktop;
let tray: TestTray;
let scene: AgentScene;

beforeAll(async () => {
  desktop = await VirtualDesktop.open();
  tray = desktop.openTray();
});
afterAll(() => desktop.dispose());
beforeEach(async () => {
  scene = await AgentScene.open(computerRole);
});
afterEach(() => scene.close());

const start = (options: Partial<TestAgentOptions>): Promise<TestAgent> =>
  scene.start({ args: ['--enrol', testToken, '--window', 'gtk'], ...options });

describe('an installed computer', () => {
  it('INS10: who is connected is seen at its desktop and can be ended there, but the program cannot', async () => {
    const agent = await start({ windows: desktop.startWindows, installed: 'person' });
    await until(() => tray.docked > 0);
    await until(() => desktop.seen(teal, 40));
    await scene.active();
    // The bar and the frame, before anybody opened the window.
    await until(() => desktop.seen(orange, 9000));
    expect(desktop.seen(red, 1000)).toBeNull();
    desktop.pressIcon('left');
    const end = await until(() => desktop.seen(red, 1000));
    const before = desktop.windowCount;
    desktop.pressIcon('right');
    await until(() => desktop.windowCount > before);
    // There is no Quit, and so no such key.
    desktop.hands.tap('KeyQ');
    desktop.hands.tap('Escape');
    await until(() => desktop.windowCount === before);
    desktop.hands.click('left', end.x + 14, end.y + 6);
    await until(() => agent.printed.includes('Nobody is connected.'));
    await until(() => desktop.seen(teal, 40) && desktop.seen(red, 1000) === null);
    expect(agent.exitCode).toBeNull();
  });

  it('INS10: a service of the whole computer shows itself where a person’s process draws its windows', async () => {
    const windows = new FakeWindows();
    const agent = await start({ windows: () => windows, installed: 'system', showsUnasked: true });
    await until(() => windows.windows.length === 1 && windows.trays.length === 1);
    const [window] = windows.windows;
    expect([window?.isSeen, window?.shown.at(-1)?.tabs.map(({ id }) => id)]).toEqual([
      false,
      ['computer', 'access', 'settings'],
    ]);
    await until(() => agent.printed.includes('enrolled as "desk-7"'));
    const viewer = await scene.active();
    await until(() => window?.shown.at(-1)?.indicator !== null);
    window?.onEvent.emit({ type: 'pressed', id: 'end' });
    await viewer.ended();
    expect(viewer.ending).toBe('customer');
  });

  it('INS10: on Linux a service of the whole computer opens no window of its own accord where root would draw it', async () => {
    const windows = new FakeWindows();
    const startFake = vi.fn<Machine['startWindows']>(() => windows);
    const agent = await start({ windows: startFake, installed: 'system' });
    await until(() => agent.printed.includes('enrolled as "desk-7"'));
    expect([startFake.mock.calls.length, windows.trays.length]).toEqual([0, 0]);
  });
});
