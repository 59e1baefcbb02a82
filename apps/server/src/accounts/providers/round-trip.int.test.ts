import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { begunProviderSchema, errorBodySchema, serverInfoSchema } from '@nearhand/protocol';
import { changeHostSettings } from '../../host/settings.ts';
import { ApiClient } from '../../testing/api-client.ts';
import { ScriptedProvider } from '../../testing/scripted-provider.ts';
import { type TestServer, startTestServer } from '../../testing/test-server.ts';
import { changeProviders } from './provider-settings.ts';

describe('the way to a provider and back (attack 14)', () => {
  const provider = new ScriptedProvider();
  let server: TestServer;
  let people = 0;
  /** Cookies of whoever came back last. */
  let came = '';

  beforeAll(async () => {
    await provider.start();
    server = await startTestServer();
    const { issuer } = provider;
    const oidc = { name: 'Elsewhere', issuer, clientId: 'nearhand', clientSecret: 'secret', trustsAddresses: false };
    await server.db.transaction().execute(async (transaction) => {
      await changeProviders({ ...server.context, db: transaction }, { oidc });
      await changeHostSettings(transaction, { signUp: { who: 'anybody', domains: [] } });
    });
  });
  afterAll(async () => {
    await server?.stop();
    await provider.stop();
  });
  beforeEach(() => {
    provider.signsWrongly = false;
    provider.codes.length = 0;
  });

  interface Trip {
    readonly id: string;
    readonly url: URL;
    readonly cookie: string;
  }

  const cookiesOf = (answer: Response) =>
    answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0] ?? '')
      .join('; ');

  async function begin(fresh = false): Promise<Trip> {
    const info = serverInfoSchema.parse((await new ApiClient(server).call('GET', '/api/server')).body);
    const id = info.providers[0]?.id ?? '';
    const answer = await fetch(`${server.url}/api/auth/providers/begin`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.url },
      body: JSON.stringify({ provider: id, fresh }),
    });
    const { url } = begunProviderSchema.parse(await answer.json());
    return { id, url: new URL(url), cookie: cookiesOf(answer) };
  }

  /** Where it leads, and whether it signed somebody in. */
  async function comeBack({ id, url, cookie }: Trip, state = url.searchParams.get('state') ?? '') {
    const query = new URLSearchParams({ code: 'a-code', state, iss: provider.issuer });
    const answer = await fetch(`${server.url}/api/auth/callback/${id}?${query}`, {
      headers: { cookie },
      redirect: 'manual',
    });
    came = cookiesOf(answer);
    const who = await fetch(`${server.url}/api/me`, { headers: { cookie: came } });
    return { leadsTo: answer.headers.get('location')?.replace(server.url, ''), signedIn: who.status === 200 };
  }

  const refused = { leadsTo: '/sign-in?provider=failed', signedIn: false };

  function somebody({ url }: Trip, more: Readonly<Record<string, unknown>> = {}): void {
    const sub = `person ${++people}`;
    const nonce = url.searchParams.get('nonce') ?? undefined;
    provider.claims = { sub, email: `${people}@example.net`, email_verified: true, name: 'Zoé', nonce, ...more };
  }

  it('IDP13: the right answer signs in, once', async () => {
    const trip = await begin();
    expect(trip.url.searchParams.get('code_challenge_method')).toBe('S256');
    somebody(trip);
    expect(await comeBack(trip)).toEqual({ leadsTo: '/sign-in', signedIn: true });
    expect(provider.codes).toEqual(['a-code']);
    expect(await comeBack(trip)).toEqual(refused);
    expect(provider.codes).toEqual(['a-code']);
  });

  it('IDP13: the state of another, and one made up, are refused before the provider is asked', async () => {
    const trip = await begin();
    const other = await begin();
    somebody(trip);
    const state = other.url.searchParams.get('state') ?? '';
    expect(await comeBack(trip, state)).toEqual(refused);
    expect(await comeBack(trip, 'made-up')).toEqual(refused);
    expect(await comeBack({ ...trip, cookie: '' })).toEqual(refused);
    expect(provider.codes).toEqual([]);
  });

  it.each([
    ['for another audience', { aud: 'somebody-else' }],
    ['of another issuer', { iss: 'https://evil.example' }],
    ['that ran out', { iat: 1_700_000_000, exp: 1_700_000_060 }],
    ['with another nonce', { nonce: 'of-another-trip' }],
    ['without the nonce', { nonce: undefined }],
    ['without a subject', { sub: undefined }],
  ])('IDP13: an ID token %s signs nobody in', async (_, claims) => {
    const trip = await begin();
    somebody(trip, claims);
    expect(await comeBack(trip)).toEqual(refused);
  });

  it('IDP13: an ID token signed by somebody else signs nobody in', async () => {
    const trip = await begin();
    somebody(trip);
    provider.signsWrongly = true;
    expect(await comeBack(trip)).toEqual(refused);
  });

  it('IDP14: a silent sign-in proves nobody is there; one that was asked for anew does', async () => {
    const choose = async () => {
      const answer = await fetch(`${server.url}/api/me/password`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: server.url, cookie: came },
        body: JSON.stringify({ newPassword: 'seven quiet otters' }),
      });
      return answer.status === 204 ? 204 : errorBodySchema.parse(await answer.json()).error.code;
    };
    const sub = `person ${++people}`;
    const again = async (fresh: boolean, more: Readonly<Record<string, unknown>>) => {
      const trip = await begin(fresh);
      somebody(trip, { sub, email: 'again@example.net', ...more });
      return { trip, ...(await comeBack(trip)) };
    };
    const now = Math.floor(Date.now() / 1000);
    expect(await again(false, {})).toMatchObject({ signedIn: true });
    const old = new Date(Date.now() - 60 * 60_000);
    await server.db.updateTable('users').set({ createdAt: old }).where('email', '=', 'again@example.net').execute();
    expect(await choose()).toBe('sign_in_again');
    // Claimed, but not asked for.
    expect(await again(false, { auth_time: now })).toMatchObject({ signedIn: true });
    expect(await choose()).toBe('sign_in_again');
    for (const auth_time of [now - 3600, 'now', null]) {
      expect(await again(true, { auth_time })).toMatchObject({ leadsTo: '/sign-in?provider=stale', signedIn: false });
    }
    const { trip, signedIn } = await again(true, { auth_time: now });
    expect(signedIn).toBe(true);
    expect([trip.url.searchParams.get('prompt'), trip.url.searchParams.get('max_age')]).toEqual(['login', '0']);
    expect(await choose()).toBe(204);
  });

  it('IDP14: a provider that was asked anew and does not say when signs nobody in', async () => {
    const trip = await begin(true);
    somebody(trip);
    expect(await comeBack(trip)).toEqual({ leadsTo: '/sign-in?provider=stale', signedIn: false });
  });

  it('IDP14: when it was stands in the ID token, also where userinfo tells the rest', async () => {
    const now = Math.floor(Date.now() / 1000);
    const told = { sub: 'told', email: 'told@example.net', email_verified: true, name: 'Told' };
    for (const [auth_time, userinfo, leadsTo] of [
      [now, told, '/sign-in'],
      [undefined, { ...told, auth_time: now }, '/sign-in?provider=stale'],
    ] as const) {
      const trip = await begin(true);
      somebody(trip, { sub: 'told', email: undefined, auth_time });
      provider.userinfo = userinfo;
      expect(await comeBack(trip)).toMatchObject({ leadsTo });
    }
    provider.userinfo = null;
  });
});
