// One's own account in French, with a real mail server: another e-mail address, and deleting it.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { TestMailServer } from '../support/mail-server.ts';
import { faultsOf } from '../support/page-check.ts';
import { TestServer } from '../support/server.ts';
import { newProfile } from '../support/technician.ts';

const oldEmail = 'zoe@atelier.example';
const newEmail = 'zoe.martin@atelier.example';
const password = 'onze lémuriens vifs';
/** On a busy machine. */
const patience = { timeout: 20_000 };

let server: TestServer;
let mailServer: TestMailServer;
let browser: Browser;
let page: Page;
let elsewhere: Page;

beforeAll(async () => {
  [mailServer, browser] = await Promise.all([TestMailServer.start(), launchBrowser()]);
  server = await TestServer.start({ args: ['--demo', 'off', ...mailServer.serverArgs] });
  const person = ['--email', oldEmail, '--name', 'Zoé Martin', '--organisation', 'Atelier'];
  await server.admin(['create-user', ...person, '--password-stdin'], password);
  page = await comesIn(oldEmail);
  elsewhere = await comesIn(oldEmail);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await mailServer?.stop();
});

async function typePassword(visitor: Page, email: string): Promise<void> {
  await visitor.goto(`${server.url}/sign-in`);
  await visitor.getByLabel('Adresse e-mail').fill(email);
  await visitor.getByRole('textbox', { name: 'Mot de passe' }).fill(password);
  await visitor.getByRole('button', { name: 'Se connecter' }).click();
}

async function comesIn(email: string): Promise<Page> {
  const visitor = await (await newProfile(browser, { locale: 'fr-FR' })).newPage();
  await typePassword(visitor, email);
  await visitor.getByRole('heading', { name: 'Assistance', level: 1 }).waitFor();
  return visitor;
}

async function openProfile(): Promise<void> {
  await page.goto(`${server.url}/profile`);
  await page.getByRole('heading', { name: 'Profil', level: 1 }).waitFor();
}

describe('one’s own account', () => {
  it('ACC12: another e-mail address, over a page loaded again, by keyboard', async () => {
    await openProfile();
    const change = page.getByRole('button', { name: 'Modifier l’adresse e-mail' });
    await change.press('Enter');
    const form = page.getByRole('dialog', { name: 'Modifier l’adresse e-mail' });
    const address = form.getByLabel('Nouvelle adresse e-mail');
    await expect.poll(() => address.evaluate((field) => field === document.activeElement), patience).toBe(true);
    await page.keyboard.type(newEmail);
    await form.getByRole('textbox', { name: 'Mot de passe actuel' }).fill('pas le bon');
    await page.keyboard.press('Enter');
    await form.getByText('Le mot de passe est').waitFor();
    await form.getByRole('textbox', { name: 'Mot de passe actuel' }).fill(password);
    expect(await faultsOf(page)).toEqual([]);
    await form.getByRole('button', { name: 'Envoyer le code' }).click();
    await form.getByLabel('Code reçu par e-mail').waitFor();
    expect(await faultsOf(page)).toEqual([]);

    await openProfile();
    await page.getByText(`${newEmail} attend son code.`).waitFor();
    await page.getByRole('button', { name: 'Saisir le code' }).click();
    await form.getByLabel('Code reçu par e-mail').fill('12 34');
    await form.getByRole('button', { name: 'Modifier l’adresse' }).click();
    await form.getByText('Ce code est faux').waitFor();
    const mail = await mailServer.find(newEmail, /^Votre code pour Nearhand$/);
    expect(mail.text).toContain('Confirmez votre nouvelle adresse e-mail');
    const code = /^\s*(\d{6})\s*$/m.exec(mail.text)?.[1] ?? '';
    await form.getByLabel('Code reçu par e-mail').fill(`${code.slice(0, 3)} ${code.slice(3)}`);
    await page.keyboard.press('Enter');
    await page.getByText('Votre adresse e-mail est modifiée.').waitFor();
    await page.getByText(newEmail, { exact: true }).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName), patience).not.toBe('BODY');
  });

  it('ACC10: the other device is out, and the old address is told and opens nothing', async () => {
    await elsewhere.waitForURL(/\/sign-in/);
    expect((await mailServer.find(oldEmail, /a été modifiée/)).text).toContain(newEmail);
    await typePassword(elsewhere, oldEmail);
    await elsewhere.getByText('L’adresse e-mail ou le mot de passe').waitFor();
    await typePassword(elsewhere, newEmail);
    await elsewhere.getByRole('heading', { name: 'Assistance', level: 1 }).waitFor();
  });

  it('DEL8: says what has to come first, with the way there', async () => {
    const colleague = ['--email', 'lou@atelier.example', '--name', 'Lou Petit', '--organisation', 'Atelier'];
    await server.admin(['create-user', ...colleague, '--password-stdin'], password);
    await openProfile();
    await page.getByRole('button', { name: 'Supprimer le profil' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Supprimer votre profil ?' });
    await dialog.getByText('Vous êtes la seule personne propriétaire de Atelier').waitFor();
    await dialog.getByText('make-host-administrator').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await dialog.getByRole('link', { name: 'Aller à l’équipe' }).click();
    await page.getByRole('heading', { name: 'Équipe', level: 1 }).waitFor();
    await server.admin(['make-host-administrator', '--email', 'lou@atelier.example']);
  });

  it('DEL8: says what goes and what stays, and ends at the sign-in page', async () => {
    const lou = await comesIn('lou@atelier.example');
    await lou.goto(`${server.url}/profile`);
    await lou.getByRole('button', { name: 'Supprimer le profil' }).click();
    const leaving = lou.getByRole('dialog', { name: 'Supprimer votre profil ?' });
    await leaving.getByText('Atelier continue sans vous').waitFor();
    expect(await faultsOf(lou)).toEqual([]);
    await leaving.getByRole('textbox', { name: 'Mot de passe actuel' }).fill('pas le bon');
    await leaving.getByRole('button', { name: 'Supprimer mon profil' }).click();
    await leaving.getByText('Le mot de passe est incorrect.').waitFor();
    const inOtherTab = await lou.context().newPage();
    await inOtherTab.goto(`${server.url}/computers`);
    await inOtherTab.getByRole('button', { name: 'Votre menu' }).waitFor();
    await leaving.getByRole('textbox', { name: 'Mot de passe actuel' }).fill(password);
    await leaving.getByRole('button', { name: 'Supprimer mon profil' }).click();
    await lou.getByText('Votre profil est supprimé.').waitFor();
    await inOtherTab.waitForURL(/\/sign-in/);
    const mail = await mailServer.find('lou@atelier.example', /est supprimé/);
    expect(mail.text).toContain('lou@atelier.example');
    await typePassword(lou, 'lou@atelier.example');
    await lou.getByText('L’adresse e-mail ou le mot de passe').waitFor();
  }, 120_000);
});
