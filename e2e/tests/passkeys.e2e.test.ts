// Passkeys as a person meets them: added in the profile, used at the sign-in, renamed, removed.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../support/cuttable-network.ts';
import { faultsOf } from '../support/page-check.ts';
import { type Portal, openPortal } from '../support/portal.ts';
import { TestServer } from '../support/server.ts';
import { account, newProfile } from '../support/technician.ts';
import { VirtualAuthenticator } from '../support/virtual-authenticator.ts';

let portal: Portal;
let server: TestServer;
let browser: Browser;
let page: Page;
let device: VirtualAuthenticator;

beforeAll(async () => {
  portal = await openPortal();
  ({ server, browser, page } = portal);
  device = await VirtualAuthenticator.add(page);
});
afterAll(() => portal?.close());

async function openProfile(): Promise<void> {
  await page.goto(`${server.url}/profile`);
  await page.getByRole('heading', { name: 'Passkeys' }).waitFor();
}

async function pressSignOut(): Promise<void> {
  await page.getByRole('button', { name: 'Your menu' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
}

async function signOut(): Promise<void> {
  await pressSignOut();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
}

const supportPage = () => page.getByRole('heading', { name: 'Remote support', level: 1 }).waitFor();

describe('passkeys', () => {
  it('KEY9: is added with the password, and the browser’s refusal is said', async () => {
    await openProfile();
    await page.getByText('You have no passkey yet.').waitFor();
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a passkey' });
    expect(await faultsOf(page)).toEqual([]);
    expect(await dialog.getByLabel('Name').inputValue()).toBe('Chrome on Linux');
    await dialog.getByLabel('Name').fill('Work laptop');
    const password = dialog.getByRole('textbox', { name: 'Current password' });
    const add = dialog.getByRole('button', { name: 'Add a passkey' });
    await password.fill('not the password');
    await add.click();
    await dialog.getByText('The password is wrong.').waitFor();
    await device.setVerified(false);
    await password.fill(account.password);
    await add.click();
    await dialog.getByText('Nothing was chosen, or it took too long.').waitFor();
    await device.setVerified(true);
    await add.click();
    await page.getByRole('listitem').filter({ hasText: 'Work laptop' }).waitFor();
    expect(await device.count()).toBe(1);
    expect(await faultsOf(page)).toEqual([]);
  });

  it('KEY9: the same device is not added twice', async () => {
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a passkey' });
    await dialog.getByRole('textbox', { name: 'Current password' }).fill(account.password);
    await dialog.getByRole('button', { name: 'Add a passkey' }).click();
    await dialog.getByText('This device has a passkey for your account already.').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });

  it('KEY2, KEY9: signs in by the button', async () => {
    await device.setPresent(false);
    await signOut();
    const field = page.getByLabel('E-mail address or user name');
    expect(await field.getAttribute('autocomplete')).toBe('username webauthn');
    expect(await faultsOf(page)).toEqual([]);
    await device.setPresent(true);
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await supportPage();
  });

  it('KEY9: signs in by the browser’s suggestion', async () => {
    const signedIn = page.waitForResponse((response) => response.url().endsWith('/passkey/sign-in'));
    await pressSignOut();
    await signedIn;
    await supportPage();
  });

  it('KEY9: is renamed and removed', async () => {
    await openProfile();
    await page.getByRole('button', { name: 'Rename Work laptop' }).click();
    const rename = page.getByRole('dialog', { name: 'Rename the passkey' });
    await rename.getByLabel('Name').fill('Desk');
    await rename.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Remove Desk' }).click();
    const remove = page.getByRole('dialog', { name: 'Remove this passkey?' });
    expect(await faultsOf(page)).toEqual([]);
    await remove.getByRole('textbox', { name: 'Current password' }).fill(account.password);
    await remove.getByRole('button', { name: 'Remove' }).click();
    await page.getByText('You have no passkey yet.').waitFor();
  });

  it('KEY4: a passkey that was removed opens nothing, and that is said', async () => {
    await device.setPresent(false);
    await signOut();
    await device.setPresent(true);
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.getByText('This passkey does not work here.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  it('KEY7: nothing is offered at an address in digits', async () => {
    const address = `http://127.0.0.1:${await freePort()}`;
    const other = await TestServer.start({ publicUrl: address, port: Number(new URL(address).port) });
    const visitor = await (await newProfile(browser)).newPage();
    await visitor.goto(`${address}/sign-in`);
    await visitor.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await visitor.getByRole('button', { name: 'Use a passkey' }).count()).toBe(0);
    await other.stop();
  });
});
