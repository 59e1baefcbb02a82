// An enrolled computer that starts with the system, with real GTK and a tray on a virtual display.

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AgentScene } from '../../testing/agent-scene.ts';
import { testToken } from '../../testing/installed-files.ts';
import { computerRole } from '../../testing/lying-server.ts';
import { VirtualDesktop } from '../../testing/virtual-desktop.ts';

const until = <T>(look: () => T) => vi.waitUntil(look, { timeout: 60_000, interval: 20 });
const [teal, orange, red] = [0x0c6070, 0xb54708, 0xb42318];

let desktop: VirtualDesktop;
let scene: AgentScene;

beforeAll(async () => {
  desktop = await VirtualDesktop.open();
  const tray = desktop.openTray();
  scene = await AgentScene.open(computerRole);
  const args = ['--enrol', testToken, '--tray', '--window', 'gtk'];
  await scene.start({ args, windows: desktop.startWindows });
  await until(() => tray.docked > 0);
});
afterAll(async () => {
  await scene.close();
  desktop.dispose();
});

const icon = (colour: number) => desktop.seen(colour, 40);
/** The window's button, which no icon has the colour of. */
const endButton = () => desktop.seen(red, 1000);

/** Once it is marked, it has mouse and keyboard. */
async function openMenu(): Promise<void> {
  const before = desktop.windowCount;
  desktop.pressIcon('right');
  await until(() => desktop.windowCount > before);
}

describe('a computer in the tray', () => {
  it('TRY2 and TRY3: it begins without its window, tells who comes, and ends the session from the menu', async () => {
    await until(() => icon(teal) !== null);
    await scene.active();
    await until(() => icon(orange) !== null && icon(teal) === null);
    expect(endButton()).toBeNull();
    desktop.pressIcon('left');
    await until(() => endButton() !== null);
    await openMenu();
    desktop.hands.tap('KeyE');
    await until(() => scene.agent.printed.includes('Nobody is connected.'));
    await until(() => icon(teal) !== null && endButton() === null);
  });

  it('TRY2: it is quit from the menu', async () => {
    await openMenu();
    desktop.hands.tap('KeyQ');
    expect(await scene.agent.finished).toBe(0);
    await until(() => icon(teal) === null);
  });
});
