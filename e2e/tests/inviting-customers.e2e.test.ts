// A customer is invited by e-mail with a new request, in French, and comes by the link of the mail; a second mail has a
// note; the own mail program gets the same invitation.

import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MailingPortal, openMailingPortal } from '../support/portal.ts';
import { newProfile, organisationName, technicianName, waitForState } from '../support/technician.ts';
import { eventually, shows } from '../support/waiting.ts';

const email = 'zoe@example.org';
const customerName = 'Zoë Okafor';
let portal: MailingPortal;
let browser: Browser;
let technician: Page;
let invitation: Locator;

beforeAll(async () => {
  portal = await openMailingPortal('--demo', 'off');
  ({ browser, page: technician } = portal);
  invitation = technician.getByRole('dialog', { name: `Invite ${customerName}` });
});
afterAll(() => portal?.close());

const mails = (count: number) =>
  eventually(
    `${count} mails`,
    () => portal.mailServer.mailsTo(email),
    (found) => found.length === count,
  );

describe('inviting a customer by e-mail', () => {
  it('REQ17: a new request is mailed in the customer’s language, and its link leads in', async () => {
    await technician.getByRole('button', { name: 'Create the first request' }).click();
    const form = technician.getByRole('dialog', { name: 'New request' });
    await form.getByRole('textbox', { name: 'Customer' }).fill(customerName);
    await form.getByRole('switch', { name: 'Send the invitation by e-mail now' }).check();
    await form.getByRole('combobox', { name: 'Language of the mail' }).selectOption('Français');
    await form.getByRole('button', { name: 'Create request' }).click();
    await shows(form.getByText('Please fill this in'));
    await form.getByRole('textbox', { name: 'E-mail address' }).fill(email);
    await form.getByRole('button', { name: 'Create request' }).click();
    const sent = invitation.getByRole('listitem').filter({ hasText: email });
    await shows(sent.getByText(`by ${technicianName}`));
    const [mail] = await mails(1);
    expect(mail?.subject).toBe(`Assistance à distance de ${organisationName}`);
    expect(mail?.text).toContain(`${technicianName}, de ${organisationName}, vous invite à une assistance à distance.`);
    expect(mail?.link).toMatch(/\/j\/[\w-]{22}$/);
    const customer = await (await newProfile(browser, { locale: 'fr' })).newPage();
    await customer.goto(mail?.link ?? '');
    await shows(customer.getByRole('heading', { name: `${technicianName} souhaite vous aider` }));
    await shows(invitation.getByText('Your customer is on the way.'));
  });

  it('REQ18: it is sent again with a note, once, and the list tells what became of it', async () => {
    await invitation.getByRole('button', { name: `Send again: ${email}` }).click();
    const address = invitation.getByRole('textbox', { name: 'E-mail address' });
    expect(await address.inputValue()).toBe(email);
    await invitation.getByRole('textbox', { name: 'A few words (optional)' }).fill('À tout de suite !');
    await invitation.getByRole('button', { name: 'Send', exact: true }).dblclick();
    await eventually(
      'two mails are listed as sent',
      () => invitation.getByRole('listitem').filter({ hasText: `Sent ` }).count(),
      (count) => count === 2,
    );
    const [, second] = await mails(2);
    expect(second?.text).toContain('> À tout de suite !');
  });

  it('POR19: the own mail program is opened with the same invitation', async () => {
    await invitation.getByRole('button', { name: 'Invite by e-mail' }).click();
    await invitation.getByText('In my mail program').click();
    const link = invitation.getByRole('link', { name: 'Open my mail program' });
    const href = decodeURIComponent((await link.getAttribute('href')) ?? '');
    expect(href).toContain(`mailto:${email}?subject=Remote support from ${organisationName}&body=Hello`);
    expect(href).toContain(`${portal.server.url}/j/`);
    await technician.keyboard.press('Escape');
    await waitForState(technician, customerName, 'Waiting for access');
    await technician.getByRole('link', { name: customerName, exact: true }).click();
    await shows(technician.getByText('Invitation sent by e-mail'));
    await shows(technician.getByRole('definition').filter({ hasText: email }));
  });
});
