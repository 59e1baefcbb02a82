// The portal as people use it who use no mouse, speak another language, or have a slow connection.

import type { Browser, Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { TestServer } from '../support/server.ts';
import { account, createRequest, newProfile, setUp } from '../support/technician.ts';
import { shows } from '../support/waiting.ts';

let server: TestServer;
let browser: Browser;
let page: Page;
let invitation: string;

beforeAll(async () => {
  [server, browser] = await Promise.all([TestServer.start(), launchBrowser()]);
  const first = await (await newProfile(browser)).newPage();
  await setUp(first, await server.setupLink());
  invitation = (await createRequest(first, 'Somebody')).link;
  const profile = await newProfile(browser);
  await profile.grantPermissions(['clipboard-read', 'clipboard-write']);
  page = await profile.newPage();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Presses Tab until the focus is on what has this name; nobody presses it more than thirty times. */
async function tabTo(page: Page, role: 'button' | 'link' | 'textbox', name: string): Promise<void> {
  const goal = page.getByRole(role, { name, exact: true });
  const passed: string[] = [];
  for (let count = 0; count < 30; count++) {
    await page.keyboard.press('Tab');
    if (await goal.evaluateAll((elements) => elements.includes(document.activeElement as never))) return;
    passed.push(await focusOf(page));
  }
  throw new Error(`Tab does not lead to ${name}, but to ${passed.join(', ')}`);
}

function focusOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { activeElement: element } = document;
    return element?.getAttribute('aria-label') ?? element?.textContent ?? element?.tagName ?? '';
  });
}

describe('by keyboard alone', () => {
  const dialog = (name: string) => page.getByRole('dialog', { name });
  /** With the focus in it: a browser driver is quicker than the window. */
  const opens = (name: string) => shows(dialog(name).and(page.locator(':focus')).or(dialog(name).locator(':focus')));
  const focused = (role: 'button' | 'textbox', name: string) =>
    page.getByRole(role, { name }).and(page.locator(':focus'));

  it('POR13: signs in', async () => {
    await page.goto(`${server.url}/sign-in`);
    await shows(page.getByRole('heading', { name: 'Sign in' }));
    await shows(focused('textbox', 'E-mail'));
    await page.keyboard.type(account.email);
    await tabTo(page, 'textbox', 'Password');
    await page.keyboard.type(account.password);
    await page.keyboard.press('Enter');
    await shows(page.getByRole('heading', { name: 'Remote support' }));
  });

  it('POR13: creates a request and copies its code; closed windows give the focus back', async () => {
    await tabTo(page, 'button', 'New request');
    await page.keyboard.press('Enter');
    await opens('New request');
    await page.keyboard.press('Escape');
    await dialog('New request').waitFor({ state: 'hidden' });
    await shows(focused('button', 'New request'));
    await page.keyboard.press('Enter');
    await opens('New request');
    await shows(focused('textbox', 'Customer'));
    await page.keyboard.type('Keyboard Kim');
    await page.keyboard.press('Enter');
    await opens('Invite Keyboard Kim');
    await tabTo(page, 'button', 'Copy the code');
    await page.keyboard.press('Enter');
    await shows(dialog('Invite Keyboard Kim').getByText('Copied'));
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(/^\d{3} \d{3} \d{3}$/);
    await shows(dialog('Invite Keyboard Kim').getByText(copied));
    await page.keyboard.press('Escape');
    await dialog('Invite Keyboard Kim').waitFor({ state: 'hidden' });
    await shows(page.locator('main :focus, main:focus'));
    await tabTo(page, 'button', 'Invitation: Keyboard Kim');
  });

  it('POR13: Escape closes one window at a time', async () => {
    await page.getByRole('heading', { name: 'Remote support' }).focus();
    await tabTo(page, 'link', 'Keyboard Kim');
    await page.keyboard.press('Enter');
    await opens('Keyboard Kim');
    await tabTo(page, 'button', 'Edit');
    await page.keyboard.press('Enter');
    await opens('Edit request');
    await page.keyboard.press('Escape');
    await dialog('Edit request').waitFor({ state: 'hidden' });
    await shows(focused('button', 'Edit'));
    await tabTo(page, 'button', 'Close request');
    await page.keyboard.press('Enter');
    await opens('Close this request?');
    await page.keyboard.type('Solved by telephone');
    await tabTo(page, 'button', 'Close request');
    await page.keyboard.press('Enter');
    await shows(dialog('Keyboard Kim').getByText('Solved by telephone'));
    await shows(page.locator('[role=dialog]:focus'));
    await page.keyboard.press('Escape');
    await dialog('Keyboard Kim').waitFor({ state: 'hidden' });
  });

  it('POR13: reaches the menu and signs out', async () => {
    await tabTo(page, 'link', 'Computers');
    await page.keyboard.press('Enter');
    await shows(page.getByRole('heading', { name: 'Computers' }));
    const menu = page.getByRole('button', { name: /^Your menu/ });
    await menu.focus();
    await page.keyboard.press('Enter');
    await shows(page.getByRole('menuitem', { name: 'Sign out' }));
    await page.keyboard.press('Escape');
    await page.getByRole('menuitem', { name: 'Sign out' }).waitFor({ state: 'hidden' });
    await shows(menu.and(page.locator(':focus')));
    await page.keyboard.press('Enter');
    await shows(page.locator('[role=menuitem]:focus'));
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await shows(page.getByRole('heading', { name: 'Sign in' }));
  });
});

describe('languages', () => {
  it.each([
    ['en-GB', 'en', 'Sign in', 'Get help'],
    ['fr-CA', 'fr', 'Se connecter', 'Obtenir de l’aide'],
    ['es-MX', 'es', 'Iniciar sesión', 'Recibir ayuda'],
  ])('POR3 and PUB2: a browser in %s is spoken to in %s', async (locale, lang, signIn, join) => {
    const profile = await newProfile(browser, { locale });
    const visitor = await profile.newPage();
    for (const [path, heading] of [
      ['/sign-in', signIn],
      ['/join', join],
    ] as const) {
      await visitor.goto(server.url + path);
      await shows(visitor.getByRole('heading', { name: heading, level: 1 }));
      expect(await visitor.locator('html').getAttribute('lang')).toBe(lang);
    }
    await profile.close();
  });
});

describe('two tabs', () => {
  it('POR18: follow each other’s language', async () => {
    const profile = await newProfile(browser);
    const [one, other] = [await profile.newPage(), await profile.newPage()];
    for (const tab of [one, other]) {
      await tab.goto(`${server.url}/sign-in`);
      await shows(tab.getByRole('heading', { name: 'Sign in' }));
    }
    await one.getByRole('combobox', { name: 'Language' }).selectOption('Français');
    await shows(other.getByRole('heading', { name: 'Se connecter' }));
    await profile.close();
  });
});

/** Bytes that came over the network for a first visit, and how many of them were scripts. */
async function weightOf(path: string): Promise<{ all: number; scripts: number }> {
  const profile = await newProfile(browser);
  const visitor = await profile.newPage();
  const finished: Request[] = [];
  visitor.on('requestfinished', (request) => finished.push(request));
  await visitor.goto(server.url + path, { waitUntil: 'networkidle' });
  const sizes = await Promise.all(
    finished.map(async (request) => ({ type: request.resourceType(), size: (await request.sizes()).responseBodySize })),
  );
  await profile.close();
  const sum = (some: typeof sizes) => some.reduce((total, { size }) => total + size, 0);
  return { all: sum(sizes), scripts: sum(sizes.filter(({ type }) => type === 'script')) };
}

describe('weight', () => {
  it('POR14: signing in needs less than 300 kB of script', async () => {
    const { scripts } = await weightOf('/sign-in');
    expect(scripts).toBeGreaterThan(20_000);
    expect(scripts).toBeLessThan(300_000);
  });

  it('PUB4: pages for customers weigh less than 60 kB with all they load', async () => {
    for (const path of ['/join', '/download', new URL(invitation).pathname]) {
      const { all } = await weightOf(path);
      expect(all).toBeGreaterThan(1_000);
      expect(all).toBeLessThan(60_000);
    }
  });
});
