// Two-factor sign-in as a person meets it: turned on with an app, asked for at sign-in, required of everybody, off again.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oneTimeCode } from '../support/one-time-code.ts';
import { faultsOf } from '../support/page-check.ts';
import { type Portal, openPortal } from '../support/portal.ts';
import type { TestServer } from '../support/server.ts';
import { newProfile, organisationName } from '../support/technician.ts';

const password = 'seven quiet otters';
const colleague = { email: 'bo@example.org', password: 'nine loud herons' };

let portal: Portal;
let server: TestServer;
let browser: Browser;
let page: Page;
let secret = '';
let backupCodes: string[] = [];

beforeAll(async () => {
  portal = await openPortal();
  ({ server, browser, page } = portal);
  await server.admin(
    [
      'create-user',
      '--email',
      colleague.email,
      '--name',
      'Bo Berg',
      '--organisation',
      organisationName,
      '--password-stdin',
    ],
    `${colleague.password}\n`,
  );
});
afterAll(() => portal?.close());

async function openProfile(): Promise<void> {
  await page.goto(`${server.url}/profile`);
  await page.getByRole('heading', { name: 'Two-factor sign-in' }).waitFor();
}

async function signOut(): Promise<void> {
  await page.getByRole('button', { name: 'Your menu' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
}

async function typePassword(on: Page, email: string, secretWord: string): Promise<void> {
  await on.goto(`${server.url}/sign-in`);
  await on.getByLabel('E-mail address').fill(email);
  await on.getByRole('textbox', { name: 'Password' }).fill(secretWord);
  await on.getByRole('button', { name: 'Sign in' }).click();
}

/** The first steps of the set-up; answers the secret it shows. */
async function scan(on: Page, word: string): Promise<string> {
  await on.getByRole('textbox', { name: 'Current password' }).fill(word);
  await on.getByRole('button', { name: 'Continue' }).click();
  await on.getByRole('heading', { name: 'Scan this with your authenticator app' }).waitFor();
  return (await on.locator('code').first().textContent()) ?? '';
}

const supportPage = (on: Page) => on.getByRole('heading', { name: 'Remote support', level: 1 }).waitFor();

describe('two-factor sign-in', () => {
  it('TWO11: is turned on with an app, and shows backup codes once', async () => {
    await openProfile();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Turn on' }).click();
    const dialog = page.getByRole('dialog', { name: 'Two-factor sign-in' });
    secret = await scan(page, password);
    expect(secret).toMatch(/^([A-Z2-7]{4} ){9}[A-Z2-7]{4}$/);
    expect(await faultsOf(page)).toEqual([]);
    await dialog.getByLabel('Code from the app').fill('12');
    await dialog.getByRole('button', { name: 'Turn on' }).click();
    await dialog.getByText('This code is wrong').waitFor();
    await dialog.getByLabel('Code from the app').fill(oneTimeCode(secret));
    await dialog.getByRole('button', { name: 'Turn on' }).click();
    await dialog.getByText('Two-factor sign-in is on.').waitFor();
    backupCodes = await dialog.getByRole('listitem').allTextContents();
    expect(backupCodes).toHaveLength(10);
    expect(await faultsOf(page)).toEqual([]);
    const [file] = await Promise.all([page.waitForEvent('download'), dialog.getByText('Download').click()]);
    expect(file.suggestedFilename()).toBe('nearhand-backup-codes.txt');
    await dialog.getByRole('button', { name: 'I have saved them' }).click();
    await page.getByText('10 backup codes left').waitFor();
    expect(await faultsOf(page)).toEqual([]);
  }, 120_000);

  it('TWO11: asks for a code of the app after the password', async () => {
    await signOut();
    await typePassword(page, 'anna@example.org', password);
    await page.getByRole('heading', { name: 'Enter your code' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    const field = page.getByLabel('Code from the app');
    expect(await field.getAttribute('autocomplete')).toBe('one-time-code');
    // The one it was turned on with is used up.
    const code = oneTimeCode(secret, 1);
    await field.fill(`${code.slice(0, 3)} ${code.slice(3)}`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await supportPage(page);
  });

  it('TWO11: takes a backup code instead, once', async () => {
    for (const attempt of ['used', 'fresh'] as const) {
      await signOutIfIn();
      await typePassword(page, 'anna@example.org', password);
      await page.getByRole('button', { name: 'Use a backup code' }).click();
      if (attempt === 'used') expect(await faultsOf(page)).toEqual([]);
      await page.getByLabel('Backup code').fill(backupCodes[0] ?? '');
      await page.getByRole('button', { name: 'Sign in' }).click();
      if (attempt === 'used') await supportPage(page);
      else await page.getByText('This code is wrong').waitFor();
    }
    await page.getByLabel('Backup code').fill(backupCodes[1] ?? '');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await supportPage(page);
    await openProfile();
    await page.getByText('8 backup codes left').waitFor();
  });

  it('TWO11: leads members to it where the organisation requires it', async () => {
    await page.getByRole('switch', { name: 'needs it' }).press('Space');
    await page.getByRole('button', { name: 'Require it' }).click();
    await page.getByText('Your organisation requires it.').waitFor();
    const other = await (await newProfile(browser)).newPage();
    await typePassword(other, colleague.email, colleague.password);
    await other.getByRole('heading', { name: 'One more step' }).waitFor();
    expect(await faultsOf(other)).toEqual([]);
    await other.goto(`${server.url}/computers`);
    await other.getByRole('heading', { name: 'One more step' }).waitFor();
    const theirs = await scan(other, colleague.password);
    await other.getByLabel('Code from the app').fill(oneTimeCode(theirs));
    await other.getByRole('button', { name: 'Turn on' }).click();
    await other.getByRole('button', { name: 'Go on' }).click();
    await supportPage(other);
    await page.getByRole('switch', { name: 'needs it' }).press('Space');
    await page.getByText('Your organisation requires it.').waitFor({ state: 'detached' });
  });

  it('TWO11: is turned off with the password and a code', async () => {
    await page.getByRole('button', { name: 'Turn off' }).click();
    const dialog = page.getByRole('dialog', { name: 'Turn two-factor sign-in off?' });
    expect(await faultsOf(page)).toEqual([]);
    await dialog.getByRole('textbox', { name: 'Current password' }).fill(password);
    await dialog.getByLabel('Code from the app, or a backup code').fill(backupCodes[2] ?? '');
    await dialog.getByRole('button', { name: 'Turn off' }).click();
    await page.getByRole('button', { name: 'Turn on' }).waitFor();
    await signOut();
    await typePassword(page, 'anna@example.org', password);
    await supportPage(page);
  });
});

async function signOutIfIn(): Promise<void> {
  if (!page.url().includes('/sign-in')) await signOut();
}
