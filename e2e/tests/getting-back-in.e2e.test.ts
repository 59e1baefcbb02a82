// A forgotten password: the link is read in the outbox, the new password works, the old one and other browsers do not.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findInMail } from '../support/outbox.ts';
import { type Portal, openPortal } from '../support/portal.ts';
import type { TestServer } from '../support/server.ts';
import { newProfile } from '../support/technician.ts';

const email = 'bo@example.org';
const oldPassword = 'three slow herons';
const newPassword = 'eleven brisk lemurs';

let portal: Portal;
let server: TestServer;
let browser: Browser;
let host: Page;

beforeAll(async () => {
  portal = await openPortal('--demo', 'off');
  ({ server, browser, page: host } = portal);
  await server.admin(['create-user', '--email', email, '--name', 'Bo Ek', '--password-stdin'], oldPassword);
});
afterAll(() => portal?.close());

async function freshPage(): Promise<Page> {
  return (await newProfile(browser)).newPage();
}

async function enter(page: Page, password: string): Promise<void> {
  await page.goto(`${server.url}/sign-in`);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

const start = (page: Page) => page.getByRole('heading', { name: 'Remote support', level: 1 });

/** The newest link for a new password, as the host's administrator reads it. */
async function linkInOutbox(): Promise<string> {
  const link = await findInMail(host, email, /http\S+\/reset-password#[\w-]+/);
  await host.getByRole('link', { name: 'Host' }).click();
  await host.getByRole('link', { name: 'Outbox' }).click();
  await host
    .getByRole('button', { name: `A new password for Nearhand To ${email}` })
    .first()
    .click();
  const mail = host.getByRole('dialog', { name: 'A new password for Nearhand' });
  await mail.frameLocator('iframe').getByRole('heading', { name: 'Choose a new password' }).waitFor();
  await mail.getByText('As text').click();
  expect(await mail.getByRole('textbox', { name: 'As text' }).inputValue()).toContain(link);
  return link;
}

describe('getting back in', () => {
  it('ACC1: a link from the outbox gives a new password; the old one and other browsers are out', async () => {
    const elsewhere = await freshPage();
    await enter(elsewhere, oldPassword);
    await start(elsewhere).waitFor();

    const page = await freshPage();
    await page.goto(`${server.url}/sign-in`);
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    await page.getByLabel('E-mail address').fill(email);
    await page.getByRole('button', { name: 'Send me a link' }).click();
    await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor();

    await page.goto(await linkInOutbox());
    await page.getByRole('textbox', { name: 'New password' }).fill(newPassword);
    expect(new URL(page.url()).hash).toBe('');
    await page.getByRole('button', { name: 'Save the new password' }).click();
    await page.getByRole('heading', { name: 'Your password is changed' }).waitFor();

    await elsewhere.waitForURL(/\/sign-in/);
    await enter(page, oldPassword);
    await page.getByText('E-mail address or password is wrong.').waitFor();
    await enter(page, newPassword);
    await start(page).waitFor();
  });

  it('ACC5: signs out another device from the list, at once', async () => {
    const [page, elsewhere] = [await freshPage(), await freshPage()];
    for (const each of [elsewhere, page]) {
      await enter(each, newPassword);
      await start(each).waitFor();
    }
    await page.goto(`${server.url}/profile`);
    const devices = page.getByRole('list', { name: 'Your devices' });
    await devices.getByText('This device').waitFor();
    await page.getByRole('button', { name: 'Sign out all others' }).click();
    await elsewhere.waitForURL(/\/sign-in/);
    await expect.poll(() => devices.getByRole('listitem').count()).toBe(1);
  });
});
