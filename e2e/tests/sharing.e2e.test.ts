// A computer is shared with a colleague who otherwise reaches nothing: it appears in their list, can be seen and not
// touched, and is gone, with the session, when the share ends.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOf } from '../support/page-check.ts';
import { type Portal, openPortal } from '../support/portal.ts';
import type { TestServer } from '../support/server.ts';
import { newProfile, opened } from '../support/technician.ts';
import { waitForPicture } from '../support/viewer.ts';
import { shows } from '../support/waiting.ts';

const colleague = { email: 'tilda@example.org', password: 'nine patient herons' } as const;
let portal: Portal;
let server: TestServer;
let browser: Browser;
let owner: Page;
let tilda: Page;

beforeAll(async () => {
  portal = await openPortal();
  ({ server, browser, page: owner } = portal);
  const person = ['--email', colleague.email, '--name', 'Tilda Berg', '--password-stdin'];
  await server.admin(['create-user', ...person], `${colleague.password}\n`);
  await giveNoRights();
  tilda = await (await newProfile(browser)).newPage();
  await tilda.goto(`${server.url}/sign-in`);
  await tilda.getByLabel('E-mail address').fill(colleague.email);
  await tilda.getByRole('textbox', { name: 'Password' }).fill(colleague.password);
  await tilda.getByRole('button', { name: 'Sign in' }).click();
  await tilda.waitForURL(`${server.url}/computers`);
  await shows(tilda.getByRole('heading', { name: 'No computers yet' }));
});
afterAll(() => portal?.close());

/** By an own role that is empty. */
async function giveNoRights(): Promise<void> {
  await owner.goto(`${server.url}/team/roles`);
  await owner.getByRole('button', { name: 'New role' }).click();
  const form = owner.getByRole('dialog', { name: 'New role' });
  await form.getByRole('textbox', { name: 'Name' }).fill('Guest');
  await form.getByRole('button', { name: 'Save' }).click();
  await owner.getByRole('button', { name: 'Edit Guest' }).waitFor();
  await owner.goto(`${server.url}/team`);
  const role = owner.getByRole('combobox', { name: 'Role of Tilda Berg' });
  await role.selectOption('Guest');
  await owner.getByText('Tilda Berg is now: Guest').waitFor();
}

describe('sharing a computer', () => {
  it('SHR4: it appears with whoever it is shared with, to be seen, until the share ends', async () => {
    await owner.goto(`${server.url}/computers`);
    await owner.getByRole('button', { name: 'More for Demo computer' }).click();
    await owner.getByRole('menuitem', { name: 'Share…' }).click();
    const dialog = owner.getByRole('dialog', { name: 'Share Demo computer' });
    await dialog.getByLabel('E-mail address').fill(colleague.email);
    await dialog.getByRole('button', { name: 'Share', exact: true }).click();
    await shows(dialog.getByText(`Shared with ${colleague.email}.`));

    await shows(tilda.getByRole('button', { name: /^Demo computer: shared with you by/ }));
    await shows(tilda.getByText(/^shared by .+, /));
    await tilda.getByRole('button', { name: 'More for Demo computer' }).click();
    await shows(tilda.getByRole('menuitem', { name: 'Remove from my list' }));
    expect(await tilda.getByRole('menuitem').count()).toBe(1);
    await tilda.keyboard.press('Escape');
    expect(await faultsOf(tilda)).toEqual([]);
    const viewer = await opened(tilda, tilda.getByRole('link', { name: 'Connect to Demo computer' }));
    await waitForPicture(viewer);
    await shows(viewer.getByText('View only: you were not allowed to use mouse and keyboard.'));

    await dialog.getByRole('button', { name: `End the share with ${colleague.email}` }).click();
    await dialog.getByRole('button', { name: 'End share', exact: true }).click();
    await shows(viewer.getByText('The server ended the session.'));
    await shows(tilda.getByRole('heading', { name: 'No computers yet' }));
    await shows(dialog.getByText('Shared with nobody yet.'));
  });

  it('SHR14: whoever it is shared with takes it out of their list', async () => {
    const dialog = owner.getByRole('dialog', { name: 'Share Demo computer' });
    await dialog.getByLabel('E-mail address').fill(colleague.email);
    await dialog.getByRole('button', { name: 'Share', exact: true }).click();
    await tilda.getByRole('button', { name: 'More for Demo computer' }).click();
    await tilda.getByRole('menuitem', { name: 'Remove from my list' }).click();
    const question = tilda.getByRole('dialog', { name: 'Remove Demo computer from your list' });
    await shows(question.getByText('It goes from your list in all your organisations'));
    expect(await faultsOf(tilda)).toEqual([]);
    await question.getByRole('button', { name: 'Remove from my list' }).click();
    await shows(tilda.getByRole('heading', { name: 'No computers yet' }));
    await question.waitFor({ state: 'hidden' });
  });
});
