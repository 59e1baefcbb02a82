// Signing up in French: the host opens the server and sets a mail server, a person asks for an account, and uses the mailed
// password once.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { TestMailServer } from '../support/mail-server.ts';
import { TestServer } from '../support/server.ts';
import { forgetSignIn, newProfile, setUp } from '../support/technician.ts';

const email = 'zoe@atelier.example';
const ownPassword = 'onze lémuriens vifs';

let server: TestServer;
let mailServer: TestMailServer;
let browser: Browser;
let host: Page;
let visitor: Page;

beforeAll(async () => {
  [server, mailServer, browser] = await Promise.all([TestServer.start(), TestMailServer.start(), launchBrowser()]);
  host = await (await newProfile(browser)).newPage();
  visitor = await (await newProfile(browser, { locale: 'fr-FR' })).newPage();
  await setUp(host, await server.setupLink());
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await mailServer?.stop();
});

const section = (name: string) => host.getByRole('region', { name });

async function typePassword(password: string): Promise<void> {
  await visitor.goto(`${server.url}/sign-in`);
  await visitor.getByLabel('Adresse e-mail').fill(email);
  await visitor.getByRole('textbox', { name: 'Mot de passe' }).fill(password);
  await visitor.getByRole('button', { name: 'Se connecter' }).click();
}

describe('signing up', () => {
  it('SUP6: is closed until the host opens it', async () => {
    await visitor.goto(`${server.url}/sign-in`);
    await visitor.getByRole('button', { name: 'Se connecter' }).waitFor();
    expect(await visitor.getByRole('link', { name: 'Créer un compte' }).count()).toBe(0);
    await visitor.goto(`${server.url}/sign-up`);
    await visitor.getByRole('heading', { name: 'Ce serveur est sur invitation' }).waitFor();
  });

  it('HOS3: the host sets a mail server, tests it, and says who may sign up', async () => {
    await host.getByRole('link', { name: 'Host' }).click();
    const mail = section('Mail');
    await mail.getByLabel('Mail server').fill('127.0.0.1');
    await mail.getByLabel('Port').fill(String(mailServer.port));
    await mail.getByLabel('Name of the sender').fill('Fjord IT');
    await mail.getByLabel('Address of the sender').fill('help@fjord.example');
    await mail.getByRole('button', { name: 'Save' }).click();
    await mail.getByText('Saved.').waitFor();
    await mail.getByRole('button', { name: 'Send a test mail to me' }).click();
    await mail.getByText('A test mail is on its way to').waitFor();
    await section('Who may sign up').getByRole('radio', { name: 'Anybody' }).click();
    await section('Who may sign up').getByRole('button', { name: 'Save' }).click();
    await section('Who may sign up').getByText('Saved.').waitFor();
    await section('Legal links').getByLabel('Privacy').fill('https://fjord.example/privacy');
    await section('Legal links').getByRole('button', { name: 'Save' }).click();
    await section('Legal links').getByText('Saved.').waitFor();
    await host.reload();
    await expect
      .poll(() => section('Mail').getByLabel('Mail server').inputValue(), { timeout: 20_000 })
      .toBe('127.0.0.1');
    expect(await section('Who may sign up').getByRole('radio', { name: 'Anybody' }).isChecked()).toBe(true);
  });

  it('SUP1: a person asks in French, signs in with the mailed password, and chooses another', async () => {
    await visitor.goto(`${server.url}/sign-in`);
    await visitor.getByRole('link', { name: 'Créer un compte' }).click();
    const privacy = visitor.getByRole('link', { name: 'Confidentialité' });
    expect(await privacy.getAttribute('href')).toBe('https://fjord.example/privacy');
    await visitor.getByLabel('Adresse e-mail').fill(email);
    await visitor.getByRole('button', { name: 'M’envoyer un mot de passe' }).click();
    await visitor.getByText(`Un e-mail est en route vers ${email}`).waitFor();
    const mail = await mailServer.find(email, /^Votre mot de passe pour Nearhand$/);
    expect(mail.text).toContain('Vous choisirez ensuite le vôtre.');
    const password = /(?:[a-z2-9]{4}-){4}[a-z2-9]{4}/.exec(mail.text)?.[0] ?? '';

    await typePassword(password);
    await visitor.getByRole('heading', { name: 'Bienvenue' }).waitFor();
    // Nothing else is reachable before.
    const other = await visitor.context().newPage();
    await other.goto(`${server.url}/support`);
    await other.waitForURL(/\/sign-in/);
    await other.close();

    await visitor.getByLabel('Votre nom').fill('Zoé Martin');
    await visitor.getByLabel('Organisation').fill('Atelier Zoé');
    await visitor.getByRole('textbox', { name: 'Nouveau mot de passe' }).fill(ownPassword);
    await visitor.getByRole('button', { name: 'Créer mon compte' }).click();
    await visitor.getByRole('heading', { name: 'Assistance', level: 1 }).waitFor();
    await visitor.getByRole('link', { name: 'Ordinateurs' }).click();
    await visitor.getByText('Ordinateur de démonstration').first().waitFor();

    await forgetSignIn(visitor);
    await typePassword(password);
    await visitor.getByText('L’adresse e-mail ou le mot de passe est incorrect').waitFor();
    await typePassword(ownPassword);
    await visitor.getByRole('heading', { name: 'Assistance', level: 1 }).waitFor();
  });

  it('NOT6: the sign-in with a browser that was not used before is mailed in French', async () => {
    const mail = await mailServer.find(email, /^Nouvelle connexion avec Chrome sous Linux/);
    expect(mail.text).toContain('Si ce n’était ni vous');
    expect(mail.link).toBe(`${server.url}/profile`);
  });

  it('SUP4: asking again for the same address looks the same, and mails that there is an account', async () => {
    await forgetSignIn(visitor);
    await visitor.goto(`${server.url}/sign-up`);
    await visitor.getByLabel('Adresse e-mail').fill(email);
    await visitor.getByRole('button', { name: 'M’envoyer un mot de passe' }).click();
    await visitor.getByText(`Un e-mail est en route vers ${email}`).waitFor();
    const mail = await mailServer.find(email, /^Vous avez déjà un compte sur Nearhand$/);
    expect(mail.text).toContain('rien n’a changé');
    const passwords = mailServer.mailsTo(email).filter(({ subject }) => subject.startsWith('Votre mot de passe'));
    expect(passwords).toHaveLength(1);
  });
});
