// A sign-in provider that is set where the server is started, and whose word for addresses the host takes.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IdentityProvider, client } from '../support/identity-provider.ts';
import { faultsOf } from '../support/page-check.ts';
import { type Portal, openPortal } from '../support/portal.ts';
import type { TestServer } from '../support/server.ts';
import { newProfile } from '../support/technician.ts';

let provider: IdentityProvider;
let portal: Portal;
let server: TestServer;
let browser: Browser;
let host: Page;
let callbackUrl = '';

beforeAll(async () => {
  provider = await IdentityProvider.start(() => callbackUrl);
  const oidc = ['--oidc-issuer', provider.issuer, '--oidc-client-id', client.id, '--oidc-client-secret', client.secret];
  portal = await openPortal('--demo', 'off', ...oidc, '--oidc-name', 'Fjord IT', '--oidc-trust-addresses', 'on');
  ({ server, browser, page: host } = portal);
});
afterAll(async () => {
  await portal?.close();
  await provider?.stop();
});

async function comes(as: string): Promise<Page> {
  const page = await (await newProfile(browser)).newPage();
  await page.goto(`${server.url}/sign-in`);
  await page.getByRole('button', { name: 'Continue with Fjord IT' }).click();
  await provider.signIn(page, as);
  return page;
}

describe('a provider that is set at the start', () => {
  it('IDP7: is shown to the host with where it comes from, and not to be changed', async () => {
    await host.goto(`${server.url}/host/settings`);
    const given = host.getByRole('region', { name: 'OpenID Connect' });
    await given.getByText('It is set where this server is started').waitFor();
    await given.getByText(provider.issuer).waitFor();
    expect(await given.getByRole('textbox').count()).toBe(0);
    expect(await host.content()).not.toContain(client.secret);
    callbackUrl = await given.locator('code').innerText();
    expect(await faultsOf(host)).toEqual([]);
  });

  it('IDP8: an address counts that the provider leaves unsaid, and not one it calls unconfirmed', async () => {
    await host.getByRole('radio', { name: 'People with an address of' }).click();
    await host.getByRole('textbox', { name: 'Domains' }).fill('example.org');
    const section = host.getByRole('region', { name: 'Who may sign up' });
    await section.getByRole('button', { name: 'Save' }).click();
    await section.getByText('Saved.').waitFor();
    provider.people.set('ben', { email: 'ben@example.org', name: 'Ben Okri' });
    const ben = await comes('ben');
    await ben.getByRole('heading', { name: 'Remote support', level: 1 }).waitFor();
    provider.people.set('eve', { email: 'eve@example.org', emailVerified: false, name: 'Eve' });
    const eve = await comes('eve');
    await eve.waitForURL(/provider=closed/);
  });

  it('ORG7: who may not found an organisation is told who may', async () => {
    const section = host.getByRole('region', { name: 'Who may found further organisations' });
    await section.getByRole('radio', { name: 'Nobody but host administrators' }).click();
    await section.getByRole('button', { name: 'Save' }).click();
    await section.getByText('Saved.').waitFor();
    const ben = await comes('ben');
    await ben.getByRole('heading', { name: 'Remote support', level: 1 }).waitFor();
    await ben.goto(`${server.url}/organisations`);
    await ben.getByText('Further organisations are founded by whoever runs this server.').waitFor();
    expect(await ben.getByRole('button', { name: 'New organisation' }).count()).toBe(0);
  });
});
