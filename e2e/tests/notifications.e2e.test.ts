// Notifications in the portal as a technician meets them: the card, the bell, the list, the choices.

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { TestServer } from '../support/server.ts';
import { createRequest, newProfile, setUp } from '../support/technician.ts';
import { shows } from '../support/waiting.ts';

let server: TestServer;
let browser: Browser;
let profile: BrowserContext;
let page: Page;
let customer: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([TestServer.start(), launchBrowser()]);
  profile = await newProfile(browser);
  page = await profile.newPage();
  await setUp(page, await server.setupLink());
  customer = await (await newProfile(browser)).newPage();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const bell = () => page.getByRole('button', { name: /^Notifications/ });
const list = () => page.getByRole('dialog', { name: 'Notifications' });

async function comes(name: string): Promise<void> {
  const { link } = await createRequest(page, name);
  await customer.goto(link);
}

describe('notifications', () => {
  it('NOT8: a card tells that the customer opened the link, and leads to the request', async () => {
    // It goes by itself after some seconds.
    const card = page.getByRole('link', { name: 'Ana Silva opened the link' });
    await Promise.all([card.click(), comes('Ana Silva')]);
    await shows(page.getByRole('dialog', { name: 'Ana Silva' }).locator(':focus'));
    await page.keyboard.press('Escape');
    await expect.poll(() => bell().innerText(), { timeout: 10_000 }).not.toContain('unread');
  });

  it('NOT2: the bell counts; the list leads there by keyboard and is read', async () => {
    await comes('Ben Karlsson');
    await comes('Cleo Martin');
    await shows(bell().getByText('2 unread'));
    const second = await profile.newPage();
    await second.goto(`${server.url}/computers`);
    await shows(second.getByRole('button', { name: /^Notifications/ }).getByText('2 unread'));
    await bell().focus();
    await page.keyboard.press('Enter');
    await shows(list().getByRole('link', { name: /Cleo Martin opened the link/ }));
    await list()
      .getByRole('link', { name: /Ben Karlsson opened the link/ })
      .press('Enter');
    const request = page.getByRole('dialog', { name: 'Ben Karlsson' });
    await shows(request);
    await expect
      .poll(() => request.evaluate((element) => element.contains(document.activeElement)), { timeout: 10_000 })
      .toBe(true);
    await page.keyboard.press('Escape');
    await request.waitFor({ state: 'detached' });
    await shows(bell().getByText('1 unread'));
    await bell().click();
    await list().getByRole('button', { name: 'Mark all as read' }).click();
    await second.getByText('unread').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await expect
      .poll(() => bell().evaluate((element) => element === document.activeElement), { timeout: 10_000 })
      .toBe(true);
    await second.close();
  }, 120_000);

  it('NOT4: choices are stored at once and survive a reload; quiet hours too', async () => {
    await bell().click();
    await list().getByRole('button', { name: 'Choose what you are notified of' }).click();
    const box = page.getByRole('checkbox', { name: 'A customer opens the link: Portal' });
    await box.click();
    await expect.poll(() => box.isChecked(), { timeout: 10_000 }).toBe(false);
    await page.getByRole('switch', { name: 'Quiet hours' }).press('Space');
    await page.getByLabel('From').fill('21:30');
    await page.getByLabel('From').blur();
    await expect
      .poll(async () => (await page.request.get(`${server.url}/api/notifications/settings`)).json(), {
        timeout: 10_000,
      })
      .toMatchObject({ quietHours: { from: '21:30', to: '07:00' }, choices: { 'customer.opened': { portal: false } } });
    await page.reload();
    await shows(page.getByRole('heading', { name: 'Notifications' }));
    expect(await box.isChecked()).toBe(false);
    expect(await page.getByLabel('From').inputValue()).toBe('21:30');
    expect(await page.getByRole('checkbox', { name: 'Your password changes: Portal' }).isDisabled()).toBe(true);
    await page.goto(`${server.url}/support`);
    await comes('Dora Weber');
    await shows(page.getByRole('listitem').filter({ hasText: 'Dora Weber' }).getByText('Waiting'));
    expect(await bell().innerText()).not.toContain('unread');
  });
});
