// Joining a real OpenID Connect provider to the account one has, from the profile, and removing it.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { IdentityProvider } from '../support/identity-provider.ts';
import { faultsOf } from '../support/page-check.ts';
import { TestServer } from '../support/server.ts';
import { account, newProfile, setUp, technicianName } from '../support/technician.ts';

let server: TestServer;
let browser: Browser;
let provider: IdentityProvider;
let page: Page;
let callbackUrl = '';

beforeAll(async () => {
  server = await TestServer.start({ args: ['--demo', 'off'] });
  provider = await IdentityProvider.start(() => callbackUrl);
  browser = await launchBrowser();
  page = await (await newProfile(browser)).newPage();
  await setUp(page, await server.setupLink());
  callbackUrl = await provider.addTo(page, server.url);
  // An address that is nobody's here and that nobody confirmed: it must not matter.
  provider.people.set('work', { email: 'work@fjord.example', emailVerified: false, name: 'Anna at work' });
  provider.people.set('zoe', { email: 'zoe@example.org', emailVerified: true, name: 'Zoé Martín' });
  // It says that Anna's address is hers.
  provider.people.set('eve', { email: account.email, emailVerified: true, name: 'Eve' });
});
afterAll(async () => {
  await browser?.close();
  await provider?.stop();
  await server?.stop();
});

/** In a browser of their own. */
async function comes(as: string): Promise<Page> {
  const visitor = await (await newProfile(browser)).newPage();
  await visitor.goto(`${server.url}/sign-in`);
  await visitor.getByRole('button', { name: 'Continue with Fjord IT' }).click();
  await provider.signIn(visitor, as);
  return visitor;
}

const inside = (visitor: Page) => visitor.getByRole('heading', { name: 'Remote support', level: 1 }).waitFor();
const others = (of = page) => of.getByRole('region', { name: 'Other accounts' });

async function goThere(): Promise<void> {
  // Whoever was signed in at the provider before is somebody else now.
  await page.context().clearCookies({ name: /^_/ });
  await page.goto(`${server.url}/profile`);
  await others().getByRole('button', { name: 'Join Fjord IT' }).click();
  const dialog = page.getByRole('dialog', { name: 'Join Fjord IT?' });
  await dialog.getByRole('textbox', { name: 'Current password' }).fill(account.password);
  await dialog.getByRole('button', { name: 'Go to Fjord IT' }).click();
  await page.waitForURL(`${provider.issuer}/**`);
}

describe('joining a provider', () => {
  it('IDP12: asks for the password, and what opens another account is refused', async () => {
    await inside(await comes('zoe'));
    await page.goto(`${server.url}/profile`);
    await others().getByRole('button', { name: 'Join Fjord IT' }).click();
    const dialog = page.getByRole('dialog', { name: 'Join Fjord IT?' });
    await dialog.getByRole('textbox', { name: 'Current password' }).fill('not the password');
    await dialog.getByRole('button', { name: 'Go to Fjord IT' }).click();
    await dialog.getByText('The password is wrong.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await goThere();
    await provider.signIn(page, 'zoe');
    await others().getByText('That account opens another one here.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await others().getByText('Not joined').waitFor();
  }, 120_000);

  it('IDP9: only the browser and the sign-in that began it can end it', async () => {
    await page.goto(`${server.url}/profile`);
    const address = await page.evaluate(async (proof) => {
      const { providers } = await (await fetch('/api/me/providers')).json();
      const headers = { 'content-type': 'application/json' };
      const init = { method: 'POST', headers, body: JSON.stringify(proof) };
      return String((await (await fetch(`/api/me/providers/${providers[0].id}/join`, init)).json()).url);
    }, account);
    // A link that Anna sends: whoever follows it must not open her account with theirs, nor she theirs.
    const stranger = await (await newProfile(browser)).newPage();
    await stranger.goto(address);
    await provider.signIn(stranger, 'eve');
    await stranger.waitForURL(/provider=failed/);
    // The right browser, in which nobody is signed in any more.
    await goThere();
    const cookies = await page.context().cookies(server.url);
    await page.context().clearCookies({ name: /session_token/ });
    await provider.signIn(page, 'eve');
    await page.waitForURL(/\/sign-in/);
    await page.context().addCookies(cookies.filter(({ name }) => name.includes('session_token')));
    await page.goto(`${server.url}/profile`);
    await others().getByText('Not joined').waitFor();
  });

  it('IDP9: comes back joined, whatever the address there, and opens the account from then on', async () => {
    await goThere();
    await provider.signIn(page, 'work');
    await others().getByText('Done: it opens your account from now on.').waitFor();
    expect(new URL(page.url()).search).toBe('');
    expect(await faultsOf(page)).toEqual([]);
    const again = await comes('work');
    await inside(again);
    await again.getByText(technicianName).first().waitFor();
    await again.getByRole('button', { name: /^Notifications/ }).click();
    await again.getByText('Your account can now be opened with Fjord IT').waitFor();
  });

  it('IDP11: is removed with the password; the only way in stays', async () => {
    await others().getByRole('button', { name: 'Remove Fjord IT' }).click();
    const dialog = page.getByRole('dialog', { name: 'Remove Fjord IT?' });
    await dialog.getByRole('textbox', { name: 'Current password' }).fill(account.password);
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await others().getByText('Fjord IT is removed.').waitFor();

    const zoe = await comes('zoe');
    await inside(zoe);
    await zoe.goto(`${server.url}/profile`);
    await others(zoe).getByRole('button', { name: 'Remove Fjord IT' }).click();
    const asked = zoe.getByRole('dialog', { name: 'Remove Fjord IT?' });
    await asked.getByRole('button', { name: 'Remove', exact: true }).click();
    await asked.getByText('This is the only way into your account.').waitFor();
    expect(await faultsOf(zoe)).toEqual([]);
  });
});
