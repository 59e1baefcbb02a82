// A member is invited by e-mail, in English, and makes an account in French; later they are invited elsewhere, in French,
// and join with it.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MailingPortal, openMailingPortal } from '../support/portal.ts';
import type { TestServer } from '../support/server.ts';
import { forgetSignIn, newProfile, organisationName, technicianName } from '../support/technician.ts';
import { shows } from '../support/waiting.ts';

const email = 'ada@example.org';
const newcomer = 'cleo@example.org';
const password = 'eleven brisk lemurs';
const further = 'Alpha AG';
let portal: MailingPortal;
let server: TestServer;
let browser: Browser;
let owner: Page;
let invited: Page;

beforeAll(async () => {
  portal = await openMailingPortal('--demo', 'off');
  ({ server, browser, page: owner } = portal);
  invited = await (await newProfile(browser, { locale: 'fr' })).newPage();
});
afterAll(() => portal?.close());

async function invite(role: string, to = email): Promise<void> {
  await owner.goto(`${server.url}/team`);
  await owner.getByRole('button', { name: 'Invite', exact: true }).click();
  const form = owner.getByRole('dialog', { name: 'Invite a member' });
  await form.getByLabel('E-mail address').fill(to);
  await form.getByLabel('Role').selectOption(role);
  await form.getByRole('button', { name: 'Send the invitation' }).dblclick();
  await shows(form.getByText(`${to} is invited`));
  await shows(form.getByText('The mail with the link is on its way.'));
  await form.getByRole('button', { name: 'Done' }).click();
  await shows(
    owner
      .getByRole('listitem')
      .filter({ hasText: to })
      .filter({ hasText: `invited by ${technicianName}` }),
  );
}

async function linkMailedTo(
  recipient: string,
  subject = `${technicianName} invites you to ${organisationName}`,
  sentence = `${technicianName} invites you to join ${organisationName} on Nearhand.`,
): Promise<string> {
  const mail = await portal.mailServer.find(recipient, new RegExp(`^${subject}$`));
  expect(mail.text).toContain(sentence);
  expect(mail.link).toMatch(/\/accept-invitation#[\w-]+$/);
  return mail.link;
}

describe('inviting a member', () => {
  it('INV4: who has no account makes one with the link and is in the organisation', async () => {
    await invite('Auditor');
    await invited.goto(await linkMailedTo(email));
    await shows(invited.getByRole('heading', { name: `Rejoindre ${organisationName}` }));
    expect(new URL(invited.url()).hash).toBe('');
    await invited.getByLabel('Votre nom').fill('Ada Berg');
    await invited.getByRole('textbox', { name: 'Mot de passe' }).fill(password);
    await invited.getByRole('button', { name: 'Créer le compte et rejoindre' }).dblclick();
    await invited.waitForURL(`${server.url}/support`);
    await shows(invited.getByRole('button', { name: 'Votre menu' }).getByText(organisationName));
    await owner.goto(`${server.url}/team`);
    await shows(owner.getByRole('list', { name: 'Members' }).getByText('Ada Berg'));
    expect(await owner.getByRole('heading', { name: 'Open invitations' }).count()).toBe(0);
  });

  it('INV4: with an account only that one joins, after signing in', async () => {
    await owner.goto(`${server.url}/organisations`);
    await owner.getByRole('button', { name: 'New organisation' }).click();
    await owner.getByRole('textbox', { name: 'Name' }).fill(further);
    await owner.getByRole('button', { name: 'Create organisation' }).click();
    await shows(owner.getByRole('button', { name: 'Your menu' }).getByText(further));
    await invite('Technician');
    const link = await linkMailedTo(
      email,
      `${technicianName} vous invite dans ${further}`,
      `${technicianName} vous invite à rejoindre ${further} sur Nearhand.`,
    );
    await owner.goto(link);
    await shows(owner.getByText(`but the invitation was sent to ${email}`));
    await forgetSignIn(invited);
    await invited.goto(link);
    await invited.getByRole('link', { name: 'Se connecter' }).click();
    await invited.getByLabel('Adresse e-mail').fill(email);
    await invited.getByRole('textbox', { name: 'Mot de passe' }).fill(password);
    await invited.getByRole('button', { name: 'Se connecter' }).click();
    await invited.getByRole('button', { name: 'Rejoindre', exact: true }).dblclick();
    await invited.waitForURL(`${server.url}/support`);
    const menu = invited.getByRole('button', { name: 'Votre menu' });
    await shows(menu.getByText(further));
    await menu.click();
    await shows(invited.getByRole('menuitemradio', { name: organisationName }));
  });

  it('INV7: who is invited to an own role has exactly its rights', async () => {
    await owner.goto(`${server.url}/organisations`);
    await owner.getByRole('button', { name: `Go there: ${organisationName}` }).click();
    await shows(owner.getByRole('button', { name: `Go there: ${further}` }));
    await owner.goto(`${server.url}/team/roles`);
    await owner.getByRole('button', { name: 'New role' }).click();
    const role = owner.getByRole('dialog', { name: 'New role' });
    await role.getByRole('textbox', { name: 'Name' }).fill('By code');
    for (const name of ['Start private requests', 'Invite by code']) await role.getByRole('checkbox', { name }).check();
    await role.getByRole('button', { name: 'Save' }).click();
    await shows(owner.getByRole('button', { name: 'Edit By code' }));
    await invite('By code', newcomer);
    const page = await (await newProfile(browser)).newPage();
    await page.goto(await linkMailedTo(newcomer));
    await page.getByLabel('Your name').fill('Cleo Sand');
    await page.getByRole('textbox', { name: 'Password' }).fill(password);
    await page.getByRole('button', { name: 'Create the account and join' }).click();
    await page.waitForURL(`${server.url}/support`);
    const me = await page.request.get(`${server.url}/api/me`);
    expect(await me.json()).toMatchObject({
      rights: ['requests.view', 'requests.edit', 'requests.private', 'requests.inviteCode'],
    });
    const menu = page.getByRole('navigation').first();
    await shows(menu.getByRole('link', { name: 'Remote support' }));
    for (const name of ['Team', 'Host']) expect(await menu.getByRole('link', { name }).count()).toBe(0);
    await page.getByRole('button', { name: 'Create the first request' }).click();
    const form = page.getByRole('dialog', { name: 'New request' });
    await form.getByRole('textbox', { name: 'Customer' }).fill('Zoë');
    expect(await form.getByRole('switch', { name: 'Send the invitation by e-mail now' }).count()).toBe(0);
    await form.getByRole('button', { name: 'Create request' }).click();
    const invitation = page.getByRole('dialog', { name: 'Invite Zoë' });
    await shows(invitation.getByRole('heading', { name: 'Code' }));
    for (const name of ['Link', 'E-mail']) expect(await invitation.getByRole('heading', { name }).count()).toBe(0);
    await page.context().close();
  });

  it('INV3: sent again and withdrawn, links of before do not work', async () => {
    await owner.goto(`${server.url}/team`);
    await owner.getByRole('button', { name: 'Invite', exact: true }).click();
    await owner.getByLabel('E-mail address').fill('bo@example.org');
    await owner.getByRole('button', { name: 'Send the invitation' }).click();
    await owner.getByRole('button', { name: 'Done' }).click();
    const first = await linkMailedTo('bo@example.org');
    await owner.goto(`${server.url}/team`);
    await owner.getByRole('button', { name: 'Send again: bo@example.org' }).click();
    await shows(owner.getByText('bo@example.org gets a new link.'));
    await invited.goto('about:blank');
    await invited.goto(first);
    await shows(invited.getByRole('heading', { name: 'Cette invitation ne fonctionne pas' }));
    await owner.getByRole('button', { name: 'Withdraw the invitation of bo@example.org' }).click();
    await shows(owner.getByText('The invitation of bo@example.org is withdrawn.'));
    await owner.getByRole('heading', { name: 'Open invitations' }).waitFor({ state: 'detached' });
    expect(await owner.getByText('bo@example.org', { exact: true }).count()).toBe(0);
  });
});
