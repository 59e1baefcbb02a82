// One person, two organisations, several tabs: founding one, going from one to the other, what the other tabs do; renaming.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Portal, openPortal } from '../support/portal.ts';
import type { TestServer } from '../support/server.ts';
import { createRequest, opened, organisationName } from '../support/technician.ts';
import { shows } from '../support/waiting.ts';

const further = 'Alpha <b>AG</b>';
let portal: Portal;
let server: TestServer;
let page: Page;
let otherTab: Page;
let viewer: Page;

beforeAll(async () => {
  portal = await openPortal('--demo', 'off');
  ({ server, page } = portal);
});
afterAll(() => portal?.close());

async function goTo(tab: Page, name: string): Promise<void> {
  await tab.bringToFront();
  await tab.getByRole('button', { name: 'Your menu' }).click();
  const loaded = tab.waitForEvent('load');
  await tab.getByRole('menuitemradio', { name }).click();
  await loaded;
  await shows(tab.getByRole('button', { name: `Your menu` }).getByText(name));
}

describe('organisations', () => {
  it('ORG7: founds a further one and is there, with nothing of the first', async () => {
    await createRequest(page, 'Only at Fjord');
    await page.getByRole('button', { name: 'Invitation: Only at Fjord' }).click();
    viewer = await opened(page, page.getByRole('link', { name: 'Open the connection window' }));
    await shows(viewer.getByRole('heading', { name: 'Waiting for Only at Fjord' }));
    otherTab = await page.context().newPage();
    await otherTab.goto(`${server.url}/support`);
    await shows(otherTab.getByText('Only at Fjord'));
    await page.bringToFront();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Your menu' }).click();
    await page.getByRole('menuitem', { name: 'All organisations' }).click();
    await page.getByRole('button', { name: 'New organisation' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill(further);
    await page.getByRole('button', { name: 'Create organisation' }).dblclick();
    await shows(page.getByRole('heading', { name: 'Ready when somebody needs you' }));
    await shows(page.getByRole('button', { name: 'Your menu' }).getByText(further));
    await page.goto(`${server.url}/organisations`);
    await shows(page.getByRole('list', { name: 'Organisations' }));
    expect(await page.getByRole('list', { name: 'Organisations' }).getByRole('listitem').count()).toBe(2);
  });

  it('ORG5: another tab says so and leads back; the first then says so too', async () => {
    const question = otherTab.getByRole('dialog', { name: `You are in ${further} now` });
    await otherTab.bringToFront();
    await question.waitFor();
    await otherTab.keyboard.press('Escape');
    expect(await question.isVisible()).toBe(true);
    await question.getByRole('button', { name: `Back to ${organisationName}` }).click();
    await shows(otherTab.getByText('Only at Fjord'));
    const next = page.getByRole('dialog', { name: `You are in ${organisationName} now` });
    await next.waitFor();
    await next.getByRole('button', { name: `Go on in ${organisationName}` }).click();
    await shows(page.getByRole('button', { name: `Go there: ${further}` }));
  });

  it('ORG3: goes there by the menu, and lists and news are of that one', async () => {
    await page.goto(`${server.url}/support`);
    await goTo(page, further);
    expect(new URL(page.url()).pathname).toBe('/support');
    await shows(page.getByRole('heading', { name: 'Ready when somebody needs you' }));
    await otherTab.getByRole('button', { name: `Go on in ${further}` }).click();
    await shows(otherTab.getByRole('heading', { name: 'Ready when somebody needs you' }));
    await createRequest(page, 'Only at Alpha');
    await shows(otherTab.getByText('Only at Alpha'));
    expect(await otherTab.getByText('Only at Fjord').count()).toBe(0);
  });

  it('ORG4: a connection window stays where it was opened, also when loaded again', async () => {
    await viewer.bringToFront();
    expect(await viewer.getByRole('dialog').count()).toBe(0);
    await viewer.reload();
    await shows(viewer.getByRole('heading', { name: 'Waiting for Only at Fjord' }));
  });

  it('ORG8: a link leads into its organisation first, and says where it is not theirs', async () => {
    await otherTab.close();
    const requestId = new URL(viewer.url()).pathname.split('/').at(-1) ?? '';
    const found = await page.request.get(`${server.url}/api/organisations`);
    const { organisations } = (await found.json()) as { organisations: { id: string; name: string }[] };
    const first = organisations.find(({ name }) => name === organisationName)?.id ?? '';
    const address = `/support/${requestId}`;
    await page.bringToFront();
    // The page leaves for itself without the name, which may be before all of it has loaded.
    await page.goto(`${server.url}${address}?organisation=${first}`, { waitUntil: 'commit' });
    await shows(page.getByRole('dialog', { name: 'Only at Fjord' }));
    expect(page.url()).toBe(server.url + address);
    await page.goto(`${server.url}${address}?organisation=${requestId}`);
    await shows(page.getByRole('heading', { name: 'You do not belong to this organisation' }));
    await page.getByRole('link', { name: 'See your organisations' }).click();
    await shows(page.getByRole('button', { name: `Go there: ${further}` }));
    await goTo(page, further);
  });

  it('ORG6: the last owner is told why leaving is not possible', async () => {
    await page.goto(`${server.url}/organisations`);
    await page.getByRole('button', { name: 'Leave' }).click();
    const question = page.getByRole('dialog', { name: `Leave ${further}?` });
    await question.getByRole('button', { name: 'Leave' }).click();
    await shows(question.getByText('An organisation keeps at least one owner.'));
  });

  it('ORG9: its owner renames it, and other tabs say so at once', async () => {
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const other = await page.context().newPage();
    await other.goto(`${server.url}/support`);
    await shows(other.getByRole('button', { name: 'Your menu' }).getByText(further));
    await page.bringToFront();
    await page.getByRole('button', { name: 'Rename' }).click();
    const form = page.getByRole('dialog', { name: `Rename ${further}` });
    await form.getByRole('textbox', { name: 'Name' }).fill('Alpha & Söhne');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.waitFor({ state: 'detached' });
    await shows(page.getByRole('list', { name: 'Organisations' }).getByText('Alpha & Söhne'));
    await shows(other.getByRole('button', { name: 'Your menu' }).getByText('Alpha & Söhne'));
  });
});
