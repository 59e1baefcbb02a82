// An owner makes a queue, a role and a group; a colleague in another browser sees exactly what that gives, at once; and
// the explanation says why.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { choose } from '../support/choosing.ts';
import { faultsOf } from '../support/page-check.ts';
import { type Portal, openPortal } from '../support/portal.ts';
import type { TestServer } from '../support/server.ts';
import { newProfile } from '../support/technician.ts';

const password = 'nine patient herons';
let portal: Portal;
let server: TestServer;
let browser: Browser;
let owner: Page;
let tilda: Page;

beforeAll(async () => {
  portal = await openPortal();
  ({ server, browser, page: owner } = portal);
  const person = ['--email', 'tilda@example.org', '--name', 'Tilda Berg', '--password-stdin'];
  await server.admin(['create-user', ...person], `${password}\n`);
  tilda = await (await newProfile(browser)).newPage();
  await tilda.goto(`${server.url}/sign-in`);
  await tilda.getByLabel('E-mail address').fill('tilda@example.org');
  await tilda.getByRole('textbox', { name: 'Password' }).fill(password);
  await tilda.getByRole('button', { name: 'Sign in' }).click();
  await tilda.getByRole('heading', { name: 'Remote support', level: 1 }).waitFor();
});
afterAll(() => portal?.close());

const dialog = (name: string) => owner.getByRole('dialog', { name });
const tab = (name: string) => owner.getByRole('navigation', { name: 'Parts of the team' }).getByRole('link', { name });

async function request(customer: string, queue: string | null): Promise<void> {
  await owner.goto(`${server.url}/support`);
  await owner
    .getByRole('button', { name: /New request|Create the first request/ })
    .first()
    .click();
  const form = dialog('New request');
  await form.getByRole('textbox', { name: 'Customer' }).fill(customer);
  if (queue !== null) await form.getByRole('combobox', { name: 'Queue' }).selectOption(queue);
  await form.getByRole('button', { name: 'Create request' }).click();
  await dialog(`Invite ${customer}`).getByRole('button', { name: 'Done' }).click();
}

describe('roles, groups and queues', () => {
  it('RGT11: a queue is made where there was none', async () => {
    await owner.getByRole('link', { name: 'Team' }).click();
    await tab('Queues').click();
    await owner.getByRole('heading', { name: 'No queues yet' }).waitFor();
    expect(await faultsOf(owner)).toEqual([]);
    for (const [index, name] of ['Tills', 'Printers'].entries()) {
      await owner.getByRole('button', { name: 'New queue' }).click();
      await dialog('New queue').getByRole('textbox', { name: 'Name' }).fill(name);
      await dialog('New queue').getByRole('button', { name: 'Save' }).click();
      await owner.getByRole('listitem').nth(index).waitFor();
    }
    await owner.getByRole('button', { name: 'New queue' }).click();
    await dialog('New queue').getByRole('textbox', { name: 'Name' }).fill('tills');
    await dialog('New queue').getByRole('button', { name: 'Save' }).click();
    await owner.getByText('Another one already has this name.').waitFor();
    await owner.keyboard.press('Escape');
  });

  it('RGT8: a role brings what its rights need, and takes what needs them', async () => {
    await tab('Roles').click();
    await owner.getByRole('button', { name: 'New role' }).click();
    const form = dialog('New role');
    await form.getByRole('textbox', { name: 'Name' }).fill('First line');
    const right = (name: string) => form.getByRole('checkbox', { name, exact: true });
    await right('Invite by link').check();
    expect(await right('See requests').isChecked()).toBe(true);
    await right('See requests').uncheck();
    expect(await right('Invite by link').isChecked()).toBe(false);
    for (const name of ['Work on requests', 'Invite by link']) await right(name).check();
    expect(await faultsOf(owner)).toEqual([]);
    await form.getByRole('button', { name: 'Save' }).click();
    await owner.getByRole('button', { name: 'Edit First line' }).waitFor();
    expect(await owner.getByRole('button', { name: 'Edit Technician' }).count()).toBe(0);
  });

  it('RGT4: a group gives its member a queue, at once', async () => {
    await request('At the till', 'Tills');
    await request('At the printer', 'Printers');
    await request('Nobody else’s', null);
    await tilda.getByRole('link', { name: 'Nobody else’s' }).waitFor();
    await owner.getByRole('link', { name: 'Team' }).click();
    await owner.getByRole('combobox', { name: 'Role of Tilda Berg' }).selectOption('First line');
    await tilda.getByRole('link', { name: 'At the till' }).waitFor({ state: 'detached' });
    await tab('Groups').click();
    await owner.getByRole('button', { name: 'New group' }).click();
    const form = dialog('New group');
    await form.getByRole('textbox', { name: 'Name' }).fill('Tills team');
    for (const name of ['Tilda Berg', 'Tills']) await form.getByRole('checkbox', { name, exact: true }).check();
    expect(await faultsOf(owner)).toEqual([]);
    await form.getByRole('button', { name: 'Save' }).click();
    await tilda.getByRole('link', { name: 'At the till' }).waitFor();
    expect(await tilda.getByRole('link', { name: 'Nobody else’s' }).count()).toBe(0);
    expect(await tilda.getByRole('link', { name: 'At the printer' }).count()).toBe(0);
  });

  it('RGT7: taking a request from the queue shows who has it', async () => {
    await tilda.getByRole('link', { name: 'At the till' }).click();
    await choose(tilda, 'Assigned to', 'Me (Tilda Berg)');
    await tilda.getByText('Request assigned').waitFor();
    await owner.getByRole('link', { name: 'Remote support' }).click();
    await owner.getByText('Tills · Tilda Berg').waitFor();
    expect(await faultsOf(tilda)).toEqual([]);
    await tilda.keyboard.press('Escape');
  });

  it('RGT5: only the allowed way to invite is shown', async () => {
    await tilda.getByRole('button', { name: 'Invitation: At the till' }).click();
    await tilda.getByRole('heading', { name: 'Link' }).waitFor();
    expect(await tilda.getByRole('heading', { name: 'Code' }).count()).toBe(0);
    await tilda.keyboard.press('Escape');
  });

  it('RGT13: the explanation gives each layer’s reason, about the oldest of many requests too', async () => {
    // More than one page of the list.
    const later = { headers: { origin: server.url }, data: { customer: 'Later' } };
    const answers = Array.from({ length: 51 }, () => owner.request.post(`${server.url}/api/requests`, later));
    expect(new Set((await Promise.all(answers)).map((answer) => answer.status()))).toEqual(new Set([201]));
    await owner.getByRole('link', { name: 'Team' }).click();
    await tab('Explain').click();
    const wantsTo = owner.getByRole('combobox', { name: 'Wants to' });
    await choose(owner, 'Who', 'Tilda Berg');
    await wantsTo.selectOption('control the customer’s computer');
    await choose(owner, 'Request', 'At the printer');
    await owner.getByRole('heading', { name: 'No: Tilda Berg may not control the customer’s computer.' }).waitFor();
    for (const text of [
      'The request is in the queue “Printers”, and Tilda Berg is in no group that serves it.',
      'Tilda Berg lacks: Use mouse and keyboard. Neither the role First line nor a group of theirs gives it.',
      'The customer has not answered yet. As soon as access is allowed, it works.',
    ]) {
      await owner.getByText(text).waitFor();
    }
    expect(await faultsOf(owner)).toEqual([]);
    await owner.reload();
    await owner.getByRole('heading', { name: 'No: Tilda Berg may not control the customer’s computer.' }).waitFor();
    await expect
      .poll(() => owner.getByRole('combobox', { name: 'Request', exact: true }).inputValue())
      .toContain('At the printer');
    await choose(owner, 'Request', 'At the till');
    await wantsTo.selectOption('see this request');
    await owner.getByRole('heading', { name: 'Yes: Tilda Berg may see this request.' }).waitFor();
    await owner.getByText('The request is assigned to Tilda Berg.').waitFor();
  });

  it('RGT10: deleting a role asks where its members go', async () => {
    await tab('Roles').click();
    await owner.getByRole('button', { name: 'Delete First line' }).click();
    const question = dialog('Delete First line?');
    await question.getByRole('combobox', { name: 'Its members become' }).selectOption('Technician');
    expect(await faultsOf(owner)).toEqual([]);
    await question.getByRole('button', { name: 'Delete' }).click();
    await owner.getByRole('button', { name: 'Edit First line' }).waitFor({ state: 'detached' });
    await tilda.getByRole('link', { name: 'Later' }).first().waitFor();
    await tab('Audit log').click();
    await owner.getByRole('combobox', { name: 'What' }).selectOption('Roles, groups and queues');
    const rows = owner.getByRole('table').getByRole('row');
    await rows.filter({ hasText: 'Role deleted' }).filter({ hasText: 'Taken: See requests' }).waitFor();
    await rows.filter({ hasText: 'Group created' }).filter({ hasText: 'Given: Tills; Tilda Berg' }).waitFor();
  });
});
