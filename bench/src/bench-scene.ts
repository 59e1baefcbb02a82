// A support session to measure in: the customer's display is 1920x1080 and shows a still desktop with text, a plain
// wallpaper, and a window whose block changes its colour with each click and key.

import { spawn } from 'node:child_process';
import { DisposableStore } from '@nearhand/base';
import { SupportScene } from '@nearhand/e2e/support/support-session.ts';
import { type TestWindow, openTestWindow, takeScreenshot } from '@nearhand/host/testing';
import type { Browser, Page } from 'playwright-core';
import { waitForState } from '@nearhand/e2e/support/technician.ts';
import { setTimeout as delay } from 'node:timers/promises';
import { installProbe, openViewer, type Opened } from './picture-probe.ts';

export const displaySize = { widthPx: 1920, heightPx: 1080 };

/** In remote pixels; inside the window that repaints it. */
export const block = { x: 1400, y: 300, width: 64, height: 48 };
const windowBounds = { x: 1200, y: 200, width: 600, height: 600 };
const customer = 'Bench';

export interface BenchScene {
  readonly support: SupportScene;
  /** The technician's. */
  readonly browser: Browser;
  readonly displayName: string;
  readonly window: TestWindow;
  /** Process of the launcher that runs the agent. */
  readonly agentPid: number;
  /** Clicks on *Join*. */
  join(): Promise<Opened>;
  /** Ends the technician's part, until the request can be joined again. */
  leave(viewer: Page): Promise<void>;
  close(): Promise<void>;
}

export async function openBenchScene(): Promise<BenchScene> {
  const support = await SupportScene.open({ customerDisplay: displaySize });
  const store = new DisposableStore();
  try {
    const { displayName } = support.customerDisplay;
    const window = store.add(await furnish(support, store));
    const profile = support.portal.context();
    const browser = profile.browser();
    if (!browser) throw new Error('The browser is gone');
    await installProbe(profile);
    const { agent } = await support.invite(customer);
    return {
      support,
      browser,
      displayName,
      window,
      agentPid: agent.process.child.pid ?? 0,
      join: () => openViewer(support.portal.getByRole('link', { name: `Join ${customer}` })),
      async leave(viewer) {
        await viewer.getByRole('button', { name: 'Leave' }).click();
        await viewer.getByText('You left the session.').waitFor();
        await viewer.close();
        await waitForState(support.portal, customer, 'Ready for you');
      },
      async close() {
        store.dispose();
        await support.close();
      },
    };
  } catch (error) {
    store.dispose();
    await support.close();
    throw error;
  }
}

/** Some colourful lines, and then nothing more. */
const text = `for line in $(seq 33); do
  printf '\\033[3%dm%4d\\033[m The quick brown fox jumps over the lazy dog, and once more.\\n' $((line % 6 + 1)) $line
done; exec sleep 1000000`;

async function furnish(support: SupportScene, store: DisposableStore): Promise<TestWindow> {
  const { displayName, environment } = support.customerDisplay;
  const window = await openTestWindow({ displayName, bounds: windowBounds });
  paintWallpaper(window);
  for (const place of ['+40+40', '+340+520']) {
    const colours = ['-bg', '#fdf6e3', '-fg', '#073642', '-bw', '0', '-geometry', `110x34${place}`];
    const terminal = spawn('xterm', [...colours, '-e', 'sh', '-c', text], { env: environment, stdio: 'ignore' });
    store.defer(() => void terminal.kill());
  }
  await atRest(displayName);
  let colour = 0x2a9d8f;
  const subscription = window.onSeen.on(({ what }) => {
    if (what !== 'button down' && what !== 'key down') return;
    colour ^= 0xffffff;
    window.paintRoot(block, colour);
  });
  store.add(subscription);
  return window;
}

/** A slow gradient in blocks; nothing in it is black. */
function paintWallpaper(window: TestWindow): void {
  const size = 120;
  for (let y = 0; y < displaySize.heightPx; y += size) {
    for (let x = 0; x < displaySize.widthPx; x += size) {
      const colour = ((40 + y / 12) << 16) | ((80 + x / 24) << 8) | (120 + (x + y) / 30);
      window.paintRoot({ x, y, width: size, height: size }, colour);
    }
  }
  window.paintRoot(windowBounds, 0x336699);
}

/** Until two pictures in a row are the same. */
async function atRest(displayName: string): Promise<void> {
  let before = Buffer.alloc(0);
  for (;;) {
    const picture = Buffer.from(takeScreenshot(displayName).data);
    if (picture.equals(before)) return;
    before = picture;
    await delay(1000);
  }
}
