// The window of a computer with real GTK on a virtual display: added by signing in, its settings, and quitting.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { focusNearhandWindow, type Typist } from '@nearhand/host/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AgentScene } from '../../testing/agent-scene.ts';
import { computerRole } from '../../testing/lying-server.ts';
import type { TestAgent } from '../../testing/test-agent.ts';
import { VirtualDesktop } from '../../testing/virtual-desktop.ts';

const until = <T>(look: () => T) => vi.waitUntil(look, { timeout: 60_000, interval: 20 });
const primary = 0x0c6070;

let desktop: VirtualDesktop;
let hands: Typist;
let scene: AgentScene;
let agent: TestAgent;

beforeAll(async () => {
  desktop = await VirtualDesktop.open();
  ({ hands } = desktop);
  scene = await AgentScene.open({ kind: 'pending', code: 'WDJBMJHT', validForMs: 600_000 });
  agent = await scene.start({ args: ['--computer', '--window', 'gtk'], windows: desktop.startWindows });
  // While GTK opens its display it holds the server and wants Xlib's locks; whoever opens another one meanwhile, in the
  // same process, waits for it with these locks held.
  await until(() => readFileSync(join(agent.dataFolder, 'agent.log'), 'utf8').includes('"kind":"home"'));
});
afterAll(async () => {
  await scene.close();
  desktop.dispose();
});

describe('the window of an enrolled computer', () => {
  it('SET4: signing in is started with the mouse, and whose it is then is shown', async () => {
    const button = await until(() => desktop.seen(primary));
    const { server } = scene;
    expect(server.welcomes).toBe(0);
    hands.click('left', button.x + 14, button.y + 6);
    await until(() => agent.printed.includes('WDJB-MJHT'));
    server.role = computerRole;
    server.say({ type: 'enrolment.decided', confirmed: true, by: { member: 'Ana', organisation: 'Acme' } });
    await until(() => agent.printed.includes('enrolled as "desk-7"'));
    await until(() => desktop.seen(primary) === null);
  });

  it('SET3 and SET5: a setting made with the keyboard cuts who is connected, whom the bar shows', async () => {
    const viewer = await scene.active();
    await until(() => desktop.windowCount === 2);
    await until(() => focusNearhandWindow(desktop.displayName));
    hands.tap('ControlLeft', 'PageDown');
    hands.tap('AltLeft', 'KeyU');
    await until(() => viewer.toldOf('permissions.changed').length > 0);
    expect(viewer.toldOf('permissions.changed')[0]?.permissions).toEqual(['view']);
    expect(JSON.parse(readFileSync(join(agent.dataFolder, 'settings.json'), 'utf8'))).toMatchObject({
      withheld: ['control'],
    });
    viewer.leave();
    await until(() => desktop.windowCount === 1);
  });

  it('SET6: it is quit from the window', async () => {
    hands.tap('ControlLeft', 'PageUp');
    hands.tap('AltLeft', 'KeyQ');
    expect(await agent.finished).toBe(0);
    await until(() => desktop.windowCount === 0);
  });
});
