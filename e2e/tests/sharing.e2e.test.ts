// A computer is shared with a colleague who otherwise reaches nothing: it appears in their list, can be seen and not
// touched, and is gone, with the session, when the share ends.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOf } from '../support/page-check.ts';
import { type MailingPortal, openMailingPortal } from '../support/portal.ts';
import type { TestServer } from '../support/server.ts';
import { newProfile, opened, organisationName, technicianName } from '../support/technician.ts';
import { waitForPicture } from '../support/viewer.ts';
import { shows } from '../support/waiting.ts';

const neighbour = { email: 'zoe@atelier.example', password: 'eleven brisk lemurs' } as const;
const colleague = { email: 'tilda@example.org', password: 'nine patient herons' } as const;
let portal: MailingPortal;
let server: TestServer;
let browser: Browser;
let owner: Page;
let tilda: Page;

beforeAll(async () => {
  portal = await openMailingPortal();
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
    await shows(viewer.getByText('View only: mouse and keyboard are not allowed.'));

    await dialog.getByRole('button', { name: `End the share with ${colleague.email}` }).click();
    await dialog.getByRole('button', { name: 'End share', exact: true }).click();
    await shows(viewer.getByText('The server ended the session.'));
    await shows(tilda.getByRole('heading', { name: 'No computers yet' }));
    await shows(dialog.getByText('Shared with nobody yet.'));
  });

  it('SHR14: with somebody of another organisation, who is told in French, and takes it out of their list', async () => {
    const { email, password } = neighbour;
    const person = ['--organisation', 'Atelier Nord', '--email', email, '--name', 'Zoé Lund', '--password-stdin'];
    await server.admin(['create-user', ...person], `${password}\n`);
    const dialog = owner.getByRole('dialog', { name: 'Share Demo computer' });
    await dialog.getByLabel('E-mail address').fill(email);
    await dialog.getByRole('button', { name: 'Share', exact: true }).click();
    await shows(dialog.getByText(`Shared with ${email}.`));

    // It waits until the address is confirmed, as the mail says in the language of whoever shares.
    const told = await portal.mailServer.find(email, new RegExp(`^${technicianName} shares a computer with you$`));
    expect(told.text).toContain(
      `${technicianName} of ${organisationName} shares the computer “Demo computer” with you`,
    );
    expect(told.text).toContain('To confirm it, choose “Forgot your password?” on the sign-in page');
    expect(told.link).toBe(`${server.url}/sign-in`);
    const zoe = await (await newProfile(browser, { locale: 'fr-FR' })).newPage();
    await zoe.goto(`${server.url}/forgot-password`);
    await zoe.getByLabel('Adresse e-mail').fill(email);
    await zoe.getByRole('button', { name: 'M’envoyer un lien' }).click();
    const mail = await portal.mailServer.find(email, /^Un nouveau mot de passe pour Nearhand$/);
    expect(mail.text).toContain('Le lien sert une seule fois et pendant une heure.');
    await zoe.goto(mail.link);
    await zoe.getByRole('textbox', { name: 'Nouveau mot de passe' }).fill(password);
    await zoe.getByRole('button', { name: 'Enregistrer le mot de passe' }).click();
    await shows(zoe.getByRole('heading', { name: 'Votre mot de passe est modifié' }));
    await zoe.goto(`${server.url}/sign-in`);
    await zoe.getByLabel('Adresse e-mail').fill(email);
    await zoe.getByRole('textbox', { name: 'Mot de passe' }).fill(password);
    await zoe.getByRole('button', { name: 'Se connecter' }).click();
    await zoe.waitForURL(`${server.url}/support`);

    await zoe.goto(`${server.url}/computers`);
    await shows(zoe.getByText(/^partagé par .+, /));
    await zoe.getByRole('button', { name: /^Notifications/ }).click();
    await shows(zoe.getByText(/partage l’ordinateur .+ avec vous/));
    await zoe.keyboard.press('Escape');
    const received = zoe.getByRole('listitem').filter({ hasText: 'partagé par' });
    await received.getByRole('button', { name: /^Plus pour/ }).click();
    await zoe.getByRole('menuitem', { name: 'Retirer de ma liste' }).click();
    const question = zoe.getByRole('dialog', { name: /^Retirer .+ de votre liste/ });
    await shows(question.getByText('Il disparaît de votre liste dans toutes vos organisations'));
    expect(await faultsOf(zoe)).toEqual([]);
    await question.getByRole('button', { name: 'Retirer de ma liste' }).click();
    await question.waitFor({ state: 'hidden' });
    await received.waitFor({ state: 'detached' });
  });
});
