// Signing in with a real OpenID Connect provider, set up by the host on the settings page.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IdentityProvider } from '../support/identity-provider.ts';
import { oneTimeCode } from '../support/one-time-code.ts';
import { type MailingPortal, openMailingPortal } from '../support/portal.ts';
import type { TestServer } from '../support/server.ts';
import { account, newProfile } from '../support/technician.ts';

const email = 'zoe@example.org';
const password = 'once tejones ágiles';

let portal: MailingPortal;
let server: TestServer;
let browser: Browser;
let provider: IdentityProvider;
let host: Page;
/** Of a person who came by the provider and chose a password, too. */
let zoe: Page;
let callbackUrl = '';

beforeAll(async () => {
  portal = await openMailingPortal();
  ({ server, browser, page: host } = portal);
  provider = await IdentityProvider.start(() => callbackUrl);
});
afterAll(async () => {
  await portal?.close();
  await provider?.stop();
});

async function inSpanish(): Promise<Page> {
  return (await newProfile(browser, { locale: 'es-ES' })).newPage();
}

/** In a browser of their own. */
async function comes(as: string): Promise<Page> {
  const page = await inSpanish();
  await page.goto(`${server.url}/sign-in`);
  await page.getByRole('button', { name: 'Continuar con Fjord IT' }).click();
  await provider.signIn(page, as);
  return page;
}

const inside = (page: Page) => page.getByRole('heading', { name: 'Asistencia', level: 1 }).waitFor();

describe('signing in with a provider', () => {
  it('IDP1: the host sets it up; the button is there at once', async () => {
    callbackUrl = await provider.addTo(host, server.url);
    expect(callbackUrl).toMatch(/^http:\/\/localhost:\d+\/api\/auth\/callback\/oidc-[0-9a-f]{16}$/);
    const stranger = await (await newProfile(browser)).newPage();
    await stranger.goto(`${server.url}/sign-in`);
    await stranger.getByRole('button', { name: 'Continue with Fjord IT' }).waitFor();
  });

  it('IDP2: a new person is in at once, with an organisation of their own, and again the next time', async () => {
    provider.people.set('zoe', { email, emailVerified: true, name: 'Zoé Martín' });
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

  it('ACC1: they choose a password as if it were forgotten, with mails in Spanish', async () => {
    zoe = await inSpanish();
    await zoe.goto(`${server.url}/sign-in`);
    await zoe.getByRole('link', { name: '¿Ha olvidado su contraseña?' }).click();
    await zoe.getByLabel('Correo electrónico').fill(email);
    await zoe.getByRole('button', { name: 'Enviarme un enlace' }).click();
    await zoe.getByRole('heading', { name: 'Revise su correo' }).waitFor();
    const mail = await portal.mailServer.find(email, /^Una contraseña nueva para Nearhand$/);
    expect(mail.text).toContain('El enlace sirve una sola vez y durante una hora.');
    expect(mail.link).toMatch(/\/reset-password#[\w-]+$/);
    await zoe.goto(mail.link);
    await zoe.getByRole('textbox', { name: 'Contraseña nueva' }).fill(password);
    await zoe.getByRole('button', { name: 'Guardar la contraseña' }).click();
    await zoe.getByRole('heading', { name: 'Su contraseña ha cambiado' }).waitFor();
    const changed = await portal.mailServer.find(email, /^Se ha cambiado su contraseña de Nearhand$/);
    expect(changed.text).toContain('Se ha cerrado la sesión en todos los dispositivos.');

    await zoe.getByRole('link', { name: 'Iniciar sesión' }).click();
    await zoe.getByLabel('Correo electrónico').fill(email);
    await zoe.getByRole('textbox', { name: 'Contraseña' }).fill(password);
    await zoe.getByRole('button', { name: 'Iniciar sesión' }).click();
    await inside(zoe);
  });

  it('IDP6: whoever has two-factor sign-in is asked for the code here too', async () => {
    await zoe.goto(`${server.url}/profile`);
    await zoe.getByRole('button', { name: 'Activar', exact: true }).first().click();
    await zoe.getByRole('textbox', { name: 'Contraseña actual' }).fill(password);
    await zoe.getByRole('button', { name: 'Continuar' }).click();
    const secret = (await zoe.locator('code').first().textContent()) ?? '';
    await zoe.getByLabel('Código de la aplicación').fill(oneTimeCode(secret));
    await zoe.getByRole('button', { name: 'Activar' }).last().click();
    await zoe.getByRole('heading', { name: 'Sus códigos de respaldo' }).waitFor();

    const again = await comes('zoe');
    await again.getByLabel('Código').first().waitFor();
    expect(new URL(again.url()).searchParams.get('step')).toBe('code');
    const other = await again.context().newPage();
    await other.goto(`${server.url}/support`);
    await other.waitForURL(/\/sign-in/);
  });
});
