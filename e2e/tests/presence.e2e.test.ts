// Two people in two browsers: one sees the other come, choose to be busy, and go.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOf } from '../support/page-check.ts';
import { type Portal, openPortal } from '../support/portal.ts';
import type { TestServer } from '../support/server.ts';
import { newProfile } from '../support/technician.ts';
import { shows } from '../support/waiting.ts';

const password = 'nine patient herons';
let portal: Portal;
let server: TestServer;
let browser: Browser;
let owner: Page;
let colleague: Page;

beforeAll(async () => {
  portal = await openPortal('--demo', 'off');
  ({ server, browser, page: owner } = portal);
  const person = ['--email', 'tilda@example.org', '--name', 'Tilda Berg', '--password-stdin'];
  await server.admin(['create-user', ...person], `${password}\n`);
  await owner.goto(`${server.url}/team`);
  await shows(owner.getByText('Never signed in'));
  colleague = await (await newProfile(browser)).newPage();
});
afterAll(() => portal?.close());

const row = () => owner.getByRole('listitem').filter({ hasText: 'Tilda Berg' });

describe('presence', () => {
  it('PRE4: who comes is seen at once, in the list that is open', async () => {
    await shows(owner.getByRole('listitem').filter({ hasText: 'Anna' }).getByText('Online', { exact: true }));
    await colleague.goto(`${server.url}/sign-in`);
    await colleague.getByLabel('E-mail address').fill('tilda@example.org');
    await colleague.getByRole('textbox', { name: 'Password' }).fill(password);
    await colleague.getByRole('button', { name: 'Sign in', exact: true }).click();
    await shows(row().getByText('Online', { exact: true }));
    expect(await faultsOf(owner)).toEqual([]);
  });

  it('PRE5: what is chosen in the menu is seen, and stays', async () => {
    await colleague.getByRole('button', { name: 'Your menu' }).click();
    await shows(colleague.getByText('You appear as: Online'));
    await colleague.getByRole('menuitemradio', { name: 'Busy' }).click();
    await shows(colleague.getByText('You appear as: Busy'));
    expect(await faultsOf(colleague)).toEqual([]);
    await shows(row().getByText('Busy', { exact: true }));
    await colleague.reload();
    await colleague.getByRole('button', { name: 'Your menu' }).click();
    const chosen = colleague.getByRole('menuitemradio', { name: 'Busy' });
    await shows(chosen);
    expect(await chosen.getAttribute('aria-checked')).toBe('true');
  });

  it('PRE1: who closes the last tab is gone', async () => {
    await colleague.context().close();
    // Up to ten seconds pass before they count as gone.
    await shows(row().getByText('Last seen'), 30_000);
    expect(await row().getByText('Busy', { exact: true }).count()).toBe(0);
  });
});
