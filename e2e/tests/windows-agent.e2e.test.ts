// The built program for Windows as a computer of the organisation: under Wine, next to Wine's own notepad, reached from the
// technician's browser.

import { once } from 'node:events';
import { join } from 'node:path';
import { sharedBuild } from '@nearhand/agent-builder/testing';
import {
  type WineDesktop,
  type WineProcess,
  copyForWine,
  firstDifference,
  startWineDesktop,
  takeScreenshot,
  windowsPath,
} from '@nearhand/host/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { TestServer } from '../support/server.ts';
import { newProfile, opened, setUp } from '../support/technician.ts';
import { type Picture, placeOf, waitForPicture, waitForPictureThat } from '../support/viewer.ts';
import { eventually } from '../support/waiting.ts';

const size = { widthPx: 800, heightPx: 600 };
const startMs = 300_000;

let server: TestServer;
let browser: Browser;
let windows: WineDesktop;
let viewer: Page;

beforeAll(async () => {
  const { program } = await sharedBuild('win32-x64');
  server = await TestServer.start();
  browser = await launchBrowser();
  const portal = await (await newProfile(browser)).newPage();
  await setUp(portal, await server.setupLink());
  const token = (await server.admin(['enrolment-token'])).trim();
  windows = await startWineDesktop(size);
  const { wine, link } = windows;
  wine.start('notepad');
  await eventually(
    'notepad',
    () => link.call('textOf', 'Notepad'),
    (text) => text === '',
    60_000,
  );
  link.call('place', 'Notepad', { x: 0, y: 0, width: size.widthPx, height: 500 });
  const agent = join(wine.folder, 'agent.exe');
  copyForWine(program, agent);
  const running = wine.start(
    agent,
    '--verbose',
    '--server',
    server.url,
    '--enrol',
    token,
    '--data',
    windowsPath(join(wine.folder, 'agent')),
  );
  await portal.getByRole('link', { name: 'Computers' }).first().click();
  const connect = portal.getByRole('link', { name: /^Connect to (?!.*[Dd]emo)/ });
  await connect.waitFor({ timeout: 60_000 });
  viewer = await opened(portal, connect);
  // A program that starts cold on a busy machine takes its time.
  viewer.setDefaultTimeout(startMs);
  await Promise.race([waitForPicture(viewer), endOf(running)]);
}, startMs);
afterAll(async () => {
  await browser?.close();
  windows?.dispose();
  await server?.stop();
});

/** Rejects with what the agent said when it ends. */
async function endOf({ process, output }: WineProcess): Promise<never> {
  await once(process, 'exit');
  throw new Error(output());
}

const typed = () => windows.link.call('textOf', 'Notepad');

/** What the viewer shows is what lies on the display of Wine. */
function equalsDisplay({ rgba, width: widthPx, height: heightPx }: Picture): boolean {
  const data = Buffer.from(rgba);
  for (let at = 0; at < data.length; at += 4) [data[at], data[at + 2]] = [rgba[at + 2] ?? 0, rgba[at] ?? 0];
  const shown = { widthPx, heightPx, strideBytes: widthPx * 4, data };
  return firstDifference(shown, takeScreenshot(windows.wine.xvfb.displayName)) === null;
}

async function pointAt(x: number, y: number): Promise<void> {
  const place = await placeOf(viewer, x, y);
  await viewer.mouse.move(place.x, place.y);
}

describe('a computer with Windows', () => {
  it('AGT83: shows its desktop, exactly', async () => {
    const picture = await waitForPictureThat(viewer, equalsDisplay);
    expect([picture.width, picture.height]).toEqual([size.widthPx, size.heightPx]);
  });

  it('AGT83: takes clicks, typed text of any language, shortcuts and drags', async () => {
    await pointAt(300, 200);
    await viewer.mouse.down();
    await viewer.mouse.up();
    await viewer.keyboard.type('Größe: 5 €, señor');
    await eventually('typed text', typed, (text) => text === 'Größe: 5 €, señor');
    await viewer.keyboard.press('Control+a');
    await viewer.keyboard.press('Control+c');
    await viewer.keyboard.press('End');
    await viewer.keyboard.press('Enter');
    await viewer.keyboard.press('Control+v');
    await eventually('pasted text', typed, (text) => text === 'Größe: 5 €, señor\r\nGröße: 5 €, señor');
    await pointAt(8, 52);
    await viewer.mouse.down();
    await pointAt(60, 52);
    await pointAt(90, 52);
    await viewer.mouse.up();
    const selection = () => windows.link.call('selectionOf', 'Notepad');
    await eventually('selection', selection, ([start, end]) => end - start > 3 && end < 20);
    await waitForPictureThat(viewer, equalsDisplay);
  });
});
