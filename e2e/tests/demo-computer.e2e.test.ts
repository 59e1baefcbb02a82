// A new account tries a session within a minute: the demo computer is there and works.

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { TestServer } from '../support/server.ts';
import { newProfile, setUp } from '../support/technician.ts';
import { pictureOf, remoteScreen, waitForPicture, waitForPictureThat } from '../support/viewer.ts';

let server: TestServer;
let browser: Browser;
let profile: BrowserContext;
let portal: Page;

beforeAll(async () => {
  server = await TestServer.start();
  browser = await launchBrowser();
  profile = await newProfile(browser);
  portal = await profile.newPage();
  await setUp(portal, await server.setupLink());
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function connect(): Promise<Page> {
  await portal.getByRole('link', { name: 'Computers' }).first().click();
  await portal.getByText('Online').first().waitFor();
  const [viewer] = await Promise.all([
    profile.waitForEvent('page'),
    portal.getByRole('link', { name: /^Connect to/ }).click(),
  ]);
  await waitForPicture(viewer);
  // All of it: what is not drawn yet is black, which nothing there is.
  await waitForPictureThat(viewer, ({ rgba }) => !hasBlack(rgba), textLine);
  return viewer;
}

/** The first line of the scene's text field, in remote pixels; the clock is elsewhere. */
const textLine = { x: 95, y: 275, width: 520, height: 30 };

function hasBlack(rgba: Buffer): boolean {
  for (let at = 0; at < rgba.length; at += 4) if (rgba.readUIntBE(at, 3) === 0) return true;
  return false;
}

const textOf = async (viewer: Page) => (await pictureOf(viewer, textLine)).rgba;

async function type(viewer: Page, text: string): Promise<void> {
  await viewer.bringToFront();
  const before = await textOf(viewer);
  await remoteScreen(viewer).click({ position: { x: 5, y: 5 } });
  await viewer.keyboard.type(text);
  await waitForPictureThat(viewer, ({ rgba }) => !rgba.equals(before), textLine);
}

describe('demo computer', () => {
  it('CHT11: is online in a new account, takes typing, with nobody to write to, and says when the technician has left', async () => {
    const viewer = await connect();
    // Nobody sits there.
    await viewer.getByRole('button', { name: 'No chat: there is no window on the other computer' }).waitFor();
    expect(await viewer.locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.width)).toBe(1280);
    await type(viewer, 'Grüße, señor');
    await viewer.getByRole('button', { name: 'Leave' }).click();
    await viewer.getByText('You left the session.').waitFor();
    await viewer.close();
  });

  it('gives each session a private scene', async () => {
    const [first, second] = [await connect(), await connect()];
    const untouched = await textOf(second);
    await type(first, 'only mine');
    await type(second, 'x');
    await second.keyboard.press('Backspace');
    await waitForPictureThat(second, ({ rgba }) => rgba.equals(untouched), textLine);
    expect((await textOf(first)).equals(untouched)).toBe(false);
  });
});
