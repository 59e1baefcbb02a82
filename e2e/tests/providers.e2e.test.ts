// Signing in with a real OpenID Connect provider, set up by the host on the settings page.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { IdentityProvider, client } from '../support/identity-provider.ts';
import { oneTimeCode } from '../support/one-time-code.ts';
import { findInMail } from '../support/outbox.ts';
import { TestServer } from '../support/server.ts';
import { account, newProfile, setUp } from '../support/technician.ts';

let server: TestServer;
let browser: Browser;
let provider: IdentityProvider;
let host: Page;
let callbackUrl = '';

beforeAll(async () => {
  server = await TestServer.start();
  provider = await IdentityProvider.start(() => callbackUrl);
  browser = await launchBrowser();
  host = await (await newProfile(browser)).newPage();
  await setUp(host, await server.setupLink());
});
afterAll(async () => {
  await browser?.close();
  await provider?.stop();
  await server?.stop();
});

/** In Spanish, in a browser of their own. */
async function comes(as: string): Promise<Page> {
  const page = await (await newProfile(browser, { locale: 'es-ES' })).newPage();
  await page.goto(`${server.url}/sign-in`);
  await page.getByRole('button', { name: 'Continuar con Fjord IT' }).click();
  await provider.signIn(page, as);
  return page;
}

const inside = (page: Page) => page.getByRole('heading', { name: 'Asistencia', level: 1 }).waitFor();

describe('signing in with a provider', () => {
  it('IDP1: the host sets it up; the button is there at once', async () => {
    await host.goto(`${server.url}/host/settings`);
    await host.getByRole('radio', { name: 'Anybody' }).click();
    await host.getByRole('region', { name: 'Who may sign up' }).getByRole('button', { name: 'Save' }).click();
    const form = host.getByRole('form', { name: 'OpenID Connect' });
    await form.getByLabel('Name on the button').fill('Fjord IT');
    await form.getByLabel('Address of the provider').fill(provider.issuer);
    await form.getByLabel('Client ID').fill(client.id);
    await form.getByRole('textbox', { name: 'Client secret' }).fill(client.secret);
    await form.getByRole('button', { name: 'Save' }).click();
    callbackUrl = await form.locator('code').innerText();
    expect(callbackUrl).toMatch(/^http:\/\/localhost:\d+\/api\/auth\/callback\/oidc-[0-9a-f]{16}$/);
    const stranger = await (await newProfile(browser)).newPage();
    await stranger.goto(`${server.url}/sign-in`);
    await stranger.getByRole('button', { name: 'Continue with Fjord IT' }).waitFor();
  });

  it('IDP2: a new person is in at once, with an organisation of their own, and again the next time', async () => {
    provider.people.set('zoe', { email: 'zoe@example.org', emailVerified: true, name: 'Zoé Martín' });
    const page = await comes('zoe');
    await inside(page);
    await page.getByText('Zoé Martín').first().waitFor();
    await page.getByRole('link', { name: 'Equipos' }).click();
    await page.getByText('Equipo de demostración').first().waitFor();
    await inside(await comes('zoe'));
  });

  it('IDP3: nobody gets an account by an address that the provider or this server has not confirmed', async () => {
    provider.people.set('eve', { email: account.email, emailVerified: false, name: 'Eve' });
    const eve = await comes('eve');
    await eve.getByText('Ya hay una cuenta con su correo.').waitFor();
    provider.people.set('anna', { email: account.email, emailVerified: true, name: 'Anna' });
    const anna = await comes('anna');
    // The administrator's address was typed at the set-up and never confirmed.
    await anna.getByText('Ya hay una cuenta con su correo.').waitFor();
    provider.people.set('nobody', { name: 'Nobody' });
    const nobody = await comes('nobody');
    await nobody.getByText('El proveedor no ha indicado su correo').waitFor();
  });

  it('IDP6: whoever has two-factor sign-in is asked for the code here too', async () => {
    const page = await (await newProfile(browser)).newPage();
    await page.goto(`${server.url}/forgot-password`);
    await page.getByLabel('E-mail address').fill('zoe@example.org');
    await page.getByRole('button', { name: 'Send me a link' }).click();
    await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor();
    await page.goto(await findInMail(host, 'zoe@example.org', /http\S+\/reset-password#[\w-]+/));
    await page.getByRole('textbox', { name: 'New password' }).fill('eleven brisk lemurs');
    await page.getByRole('button', { name: 'Save the new password' }).click();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByLabel('E-mail address').fill('zoe@example.org');
    await page.getByRole('textbox', { name: 'Password' }).fill('eleven brisk lemurs');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Remote support', level: 1 }).waitFor();
    await page.goto(`${server.url}/profile`);
    await page.getByRole('button', { name: 'Turn on', exact: true }).first().click();
    await page.getByRole('textbox', { name: 'Current password' }).fill('eleven brisk lemurs');
    await page.getByRole('button', { name: 'Continue' }).click();
    const secret = (await page.locator('code').first().textContent()) ?? '';
    await page.getByLabel('Code from the app').fill(oneTimeCode(secret));
    await page.getByRole('button', { name: 'Turn on' }).last().click();
    await page.getByRole('heading', { name: 'Your backup codes' }).waitFor();

    const again = await comes('zoe');
    await again.getByLabel('Código').first().waitFor();
    expect(new URL(again.url()).searchParams.get('step')).toBe('code');
    const other = await again.context().newPage();
    await other.goto(`${server.url}/support`);
    await other.waitForURL(/\/sign-in/);
  });
});
