// A real OpenID Connect provider on a free loopback port, with pages on which people sign in by typing a name.

import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import Provider from 'oidc-provider';
import type { Page } from 'playwright-core';
import { freePort } from './cuttable-network.ts';

export interface Identity {
  readonly email?: string;
  readonly emailVerified?: boolean;
  readonly name?: string;
}

export const client = { id: 'nearhand', secret: 'a secret between the two' } as const;

export class IdentityProvider {
  readonly issuer: string;
  /** By the name that is typed. */
  readonly people = new Map<string, Identity>();
  readonly #server: Server;

  private constructor(issuer: string, callbackUrl: () => string) {
    this.issuer = issuer;
    let handler: ReturnType<Provider['callback']> | null = null;
    this.#server = createServer((request, response) => {
      handler ??= this.#provider(callbackUrl()).callback();
      void handler(request, response);
    });
  }

  /** `callbackUrl` is asked for when somebody comes for the first time. */
  static async start(callbackUrl: () => string): Promise<IdentityProvider> {
    const port = await freePort();
    const made = new IdentityProvider(`http://localhost:${port}`, callbackUrl);
    await once(made.#server.listen(port, '127.0.0.1'), 'listening');
    return made;
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  /** The host lets anybody sign up and adds it as "Fjord IT". Returns the address that people come back to. */
  async addTo(host: Page, serverUrl: string): Promise<string> {
    await host.goto(`${serverUrl}/host/settings`);
    await host.getByRole('radio', { name: 'Anybody' }).click();
    await host.getByRole('region', { name: 'Who may sign up' }).getByRole('button', { name: 'Save' }).click();
    const form = host.getByRole('form', { name: 'OpenID Connect' });
    await form.getByLabel('Name on the button').fill('Fjord IT');
    await form.getByLabel('Address of the provider').fill(this.issuer);
    await form.getByLabel('Client ID').fill(client.id);
    await form.getByRole('textbox', { name: 'Client secret' }).fill(client.secret);
    await form.getByRole('button', { name: 'Save' }).click();
    return form.locator('code').innerText();
  }

  /** On the provider's own pages. */
  async signIn(page: Page, name: string): Promise<void> {
    await page.locator('input[name="login"]').fill(name);
    await page.locator('input[name="password"]').fill('anything');
    await page.getByRole('button', { name: 'Sign-in' }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
  }

  #provider(callbackUrl: string): Provider {
    const provider = new Provider(this.issuer, {
      clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [callbackUrl] }],
      cookies: { keys: ['only a test'] },
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
      findAccount: (_context: unknown, sub: string) => {
        const { email, emailVerified, name } = this.people.get(sub) ?? {};
        return { accountId: sub, claims: () => ({ sub, email, email_verified: emailVerified, name }) };
      },
    });
    return provider;
  }
}
