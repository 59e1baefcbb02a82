// The profile as a member uses it: names, user name, picture, how times are written, and who sees what of it.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOf } from '../support/page-check.ts';
import { pictureFile } from '../support/picture.ts';
import { type Portal, openPortal } from '../support/portal.ts';
import type { TestServer } from '../support/server.ts';
import { account, createRequest, newProfile, technicianName } from '../support/technician.ts';

let portal: Portal;
let server: TestServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  portal = await openPortal();
  ({ server, browser, page } = portal);
});
afterAll(() => portal?.close());

async function openProfile(): Promise<void> {
  await page.goto(`${server.url}/profile`);
  await page.getByRole('heading', { name: 'Profile', level: 1 }).waitFor();
}

async function save(): Promise<void> {
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.', { exact: true }).waitFor();
}

/** Red, green and blue in the middle of the picture at this address. */
function middleOf(address: string): Promise<number[]> {
  return page.evaluate(async (path) => {
    const bitmap = await createImageBitmap(await (await fetch(path)).blob());
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    return [...(context?.getImageData(bitmap.width / 2, bitmap.height / 2, 1, 1).data ?? [])].slice(0, 3);
  }, address);
}

describe('profile', () => {
  it('PRO1, PRO7: names are said apart and shown together', async () => {
    await openProfile();
    expect(await page.getByLabel('First name').inputValue()).toBe(technicianName.split(' ')[0]);
    await page.getByLabel('First name').fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Please fill this in.').waitFor();
    await page.getByLabel('First name').fill('Anna María');
    await page.getByLabel('Last name').fill('Lindqvist Ruiz');
    await page.getByLabel('User name').fill('anna.l');
    await save();
    await page.getByRole('button', { name: 'Your menu' }).getByText('Anna María Lindqvist Ruiz').waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  it('PRO7: a picture is cut by keyboard and shown', async () => {
    const chooser = page.locator('input[type="file"]');
    await chooser.setInputFiles({ name: 'x.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') });
    await page.getByText('This file is not a picture').waitFor();
    await chooser.setInputFiles(await pictureFile(page));
    const dialog = page.getByRole('dialog', { name: 'Choose the part to show' });
    expect(await faultsOf(page)).toEqual([]);
    await dialog.getByRole('slider', { name: 'Zoom' }).press('ArrowRight');
    await dialog.getByRole('slider', { name: 'Left and right' }).press('End');
    await dialog.getByRole('button', { name: 'Use this picture' }).click();
    await dialog.waitFor({ state: 'detached' });
    const shown = page.getByRole('button', { name: 'Your menu' }).locator('img');
    const [red = 0, , blue = 0] = await middleOf((await shown.getAttribute('src')) ?? '');
    expect([red < 60, blue > 180]).toEqual([true, true]);
  });

  it('PRO7: a picture is moved by mouse', async () => {
    await page.locator('input[type="file"]').setInputFiles(await pictureFile(page));
    const area = page.getByRole('dialog').locator('canvas');
    const box = await area.boundingBox();
    if (box === null) throw new Error('The picture is not shown');
    await page.mouse.move(box.x + 40, box.y + 100);
    await page.mouse.down();
    await page.mouse.move(box.x + 280, box.y + 100, { steps: 8 });
    await page.mouse.up();
    const shown = page.getByRole('button', { name: 'Your menu' }).locator('img');
    const before = await shown.getAttribute('src');
    await page.getByRole('button', { name: 'Use this picture' }).click();
    await expect.poll(() => shown.getAttribute('src')).not.toBe(before);
    const [red = 0, , blue = 0] = await middleOf((await shown.getAttribute('src')) ?? '');
    expect([red > 180, blue < 60]).toEqual([true, true]);
  });

  it('PRO5: customers see name and picture on the invitation’s page', async () => {
    await page.goto(`${server.url}/support`);
    const { link } = await createRequest(page, 'Zoë Okafor');
    const customer = await (await newProfile(browser)).newPage();
    await customer.goto(link);
    await customer.getByRole('heading', { name: 'Anna María Lindqvist Ruiz would like to help you' }).waitFor();
    const width = () =>
      customer.locator('img.avatar').evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0));
    await expect.poll(width).toBe(192);
    expect(await faultsOf(customer)).toEqual([]);
    await customer.context().close();
  });

  it('PRO6: times are written as the profile says', async () => {
    await openProfile();
    await page.getByLabel('Time zone').selectOption('Pacific/Kiritimati');
    await page.getByLabel('Date format').selectOption({ label: `${new Date().getFullYear()}-12-31` });
    await page.getByLabel('Country').selectOption({ label: 'France' });
    await save();
    await page.goto(`${server.url}/support`);
    await page.getByRole('link', { name: 'Zoë Okafor', exact: true }).click();
    await page
      .getByText(/\d{4}-\d{2}-\d{2}, \d{2}:\d{2}/)
      .first()
      .waitFor();
    await openProfile();
    expect(await page.getByLabel('Country').inputValue()).toBe('FR');
  });

  it('PRO2, PRO4: the picture is removed, and the user name signs in', async () => {
    await page.getByRole('button', { name: 'Remove picture' }).click();
    await page.getByRole('button', { name: 'Your menu' }).getByText('AR', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Your menu' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByLabel('E-mail address or user name').fill('Anna.L');
    await page.getByRole('textbox', { name: 'Password' }).fill(account.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Remote support', level: 1 }).waitFor();
  });
});
