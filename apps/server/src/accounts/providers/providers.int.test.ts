import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SignUpPolicy, serverInfoSchema } from '@nearhand/protocol';
import { silentLogger } from '@nearhand/base';
import { changeHostSettings } from '../../host/settings.ts';
import { ApiClient } from '../../testing/api-client.ts';
import { type TestMember, type TestServer, startTestServer } from '../../testing/test-server.ts';
import { PasswordReset } from '../password-reset.ts';
import { isConfirmed } from './provider-authentication.ts';
import { changeProviders, readProviderSettings, readProviders } from './provider-settings.ts';
import { ProviderAccounts, type ProviderProfile, ProviderRefused } from './provider-accounts.ts';

const secret = 'a secret between the two';

describe('signing in with providers', () => {
  let server: TestServer;
  let owner: TestMember;
  let host: ApiClient;
  let accounts: ProviderAccounts;

  beforeEach(async () => {
    server = await startTestServer();
    owner = await server.createOwner();
    await server.db.updateTable('users').set({ hostAdministrator: true }).where('id', '=', owner.userId).execute();
    host = new ApiClient(server, owner);
    accounts = new ProviderAccounts({ ...server.context, logger: silentLogger });
  });
  afterEach(() => server.stop());

  const allow = (who: SignUpPolicy['who'], domains: string[] = []) =>
    server.db.transaction().execute((transaction) => changeHostSettings(transaction, { signUp: { who, domains } }));
  const profile = (more: Partial<ProviderProfile> = {}): ProviderProfile => ({
    subject: '4711',
    email: 'Zoe@Example.org',
    emailVerified: true,
    name: 'Zoé',
    locale: 'fr_CA',
    ...more,
  });
  const admit = (more: Partial<ProviderProfile> = {}, provider = 'google') =>
    accounts.admit({ id: provider, name: provider }, profile(more)).then(
      () => 'in',
      (error: unknown) => (error instanceof ProviderRefused ? error.reason : error),
    );
  const linksOf = async (email: string) =>
    (
      await server.db
        .selectFrom('accounts')
        .innerJoin('users', 'users.id', 'accounts.userId')
        .select('providerId')
        .where('users.email', '=', email)
        .orderBy('providerId')
        .execute()
    ).map(({ providerId }) => providerId);
  const confirm = (email: string) =>
    server.db.updateTable('users').set({ emailVerified: true }).where('email', '=', email).execute();

  it('IDP1: are the host’s to set; their secrets are sealed and in no answer', async () => {
    const other = new ApiClient(server, await server.createOwner('Other'));
    const oidc = {
      name: 'Fjord IT',
      issuer: 'https://login.example.org',
      clientId: 'nearhand',
      clientSecret: secret,
      trustsAddresses: false,
    };
    expect(await other.outcome('GET', '/api/host/providers')).toBe('forbidden');
    expect(await other.outcome('PATCH', '/api/host/providers', { oidc })).toBe('forbidden');
    const saved = await host.call('PATCH', '/api/host/providers', {
      oidc,
      google: { clientId: 'g', clientSecret: secret },
    });
    expect(saved.body).toMatchObject({ oidc: { issuer: oidc.issuer, clientId: 'nearhand' }, facebook: null });
    const everything = [saved.body, await server.db.selectFrom('hostSettings').selectAll().execute()];
    expect(JSON.stringify(everything)).not.toContain(secret);
    const info = serverInfoSchema.parse((await new ApiClient(server).call('GET', '/api/server')).body);
    expect(info.providers.map(({ kind, name }) => [kind, name])).toEqual([
      ['google', 'Google'],
      ['oidc', 'Fjord IT'],
    ]);
  });

  it('IDP1: a stored secret stays with its client and issuer; another issuer is another provider', async () => {
    const oidc = { name: 'A', issuer: 'https://login.example.org', clientId: 'nearhand', trustsAddresses: false };
    expect(await host.outcome('PATCH', '/api/host/providers', { oidc })).toBe('password_wrong');
    await host.call('PATCH', '/api/host/providers', { oidc: { ...oidc, clientSecret: secret } });
    const idNow = async () =>
      serverInfoSchema.parse((await host.call('GET', '/api/server')).body).providers.map(({ id }) => id);
    const [before] = await idNow();
    expect(await host.outcome('PATCH', '/api/host/providers', { oidc: { ...oidc, name: 'B' } })).toBe(200);
    expect(await idNow()).toEqual([before]);
    for (const more of [{ issuer: 'https://evil.example' }, { clientId: 'other' }]) {
      expect(await host.outcome('PATCH', '/api/host/providers', { oidc: { ...oidc, ...more } })).toBe('password_wrong');
    }
    for (const issuer of ['http://login.example.org', 'http://localhost.evil.example', 'ftp://x', 'javascript:x']) {
      const change = { oidc: { ...oidc, issuer, clientSecret: secret } };
      expect([issuer, await host.outcome('PATCH', '/api/host/providers', change)]).toEqual([issuer, 'bad_request']);
    }
    await host.call('PATCH', '/api/host/providers', {
      oidc: { ...oidc, issuer: 'https://new.example.org', clientSecret: secret },
    });
    expect(await idNow()).not.toEqual([before]);
  });

  it('IDP2: nobody begins with a provider that is not set up, or comes back from one', async () => {
    const client = new ApiClient(server);
    expect(await client.outcome('POST', '/api/auth/providers/begin', { provider: 'google' })).toBe('not_found');
    const back = await server.request('GET', '/api/auth/callback/google?code=x&state=y');
    expect([back.status, back.headers.get('location')]).toEqual([302, `${server.url}/sign-in?provider=failed`]);
    const linking = await server.request('POST', '/api/auth/sign-in/social', { body: { provider: 'google' } });
    expect(linking.status).toBe(404);
  });

  it('IDP2: a person is known by the provider’s number alone, whatever the address becomes', async () => {
    await allow('anybody');
    expect(await admit()).toBe('in');
    expect(await admit({ email: 'other@example.org', emailVerified: false })).toBe('in');
    expect(await linksOf('other@example.org')).toEqual([]);
    expect(await admit({ subject: '4712', emailVerified: false })).toBe('notLinked');
    const made = await server.db
      .selectFrom('members')
      .innerJoin('users', 'users.id', 'members.userId')
      .select(['users.name', 'users.emailVerified', 'users.locale', 'members.role'])
      .where('users.email', '=', 'zoe@example.org')
      .execute();
    expect(made).toEqual([{ name: 'Zoé', emailVerified: true, locale: 'fr', role: 'owner' }]);
  });

  it('IDP3: an account is joined only where both sides have confirmed the address', async () => {
    await allow('anybody');
    for (const [here, there] of [
      [false, false],
      [false, true],
      [true, false],
    ]) {
      await server.db
        .updateTable('users')
        .set({ emailVerified: here === true })
        .execute();
      expect(await admit({ email: owner.email, emailVerified: there === true })).toBe('notLinked');
    }
    expect(await linksOf(owner.email)).toEqual(['credential']);
    await confirm(owner.email);
    expect(await admit({ email: owner.email })).toBe('in');
    expect(await linksOf(owner.email)).toEqual(['credential', 'google']);
    const log = (await host.call('GET', '/api/audit?kind=signIns')).body;
    expect(JSON.stringify(log)).toContain('provider.linked');
  });

  it('IDP4: who proves an address that nobody had confirmed takes the account, and the other is out', async () => {
    await allow('anybody');
    expect(await admit({ emailVerified: false }, 'facebook')).toBe('in');
    const reset = new PasswordReset({ ...server.context, logger: silentLogger });
    reset.ask({ email: 'zoe@example.org', locale: 'en', address: '127.0.0.1' });
    await reset.settle();
    const [mail] = await server.db.selectFrom('mails').select('text').where('kind', '=', 'passwordReset').execute();
    const token = /#([\w-]{43})/.exec(mail?.text ?? '')?.[1] ?? '';
    const body = { token, newPassword: 'eleven brisk lemurs' };
    expect(await host.outcome('POST', '/api/password-resets/complete', body)).toBe(204);
    expect(await linksOf('zoe@example.org')).toEqual(['credential']);
    expect(await server.signIn('zoe@example.org', 'eleven brisk lemurs')).not.toBe('');
    expect(await admit({ emailVerified: false }, 'facebook')).toBe('notLinked');
  });

  it('IDP5: new accounts follow the host’s rules, and a listed domain counts only when confirmed', async () => {
    expect(await admit()).toBe('closed');
    await allow('domains', ['example.org']);
    expect(await admit({ emailVerified: false })).toBe('closed');
    expect(await admit({ email: 'zoe@evil.example' })).toBe('closed');
    expect(await admit({ email: undefined })).toBe('noEmail');
    expect(await admit({ name: '\u202ex' })).toBe('in');
    const [user] = await server.db.selectFrom('users').select('name').where('email', '=', 'zoe@example.org').execute();
    expect(user?.name).toBe('zoe');
  });

  it('IDP7: what is set at the start comes first, is shown as such, and is not changed here', async () => {
    const given = { name: 'Started', issuer: 'https://start.example.org', clientId: 'c', clientSecret: secret };
    const google = { clientId: 'kept', clientSecret: secret };
    const oidc = { ...given, name: 'Portal', issuer: 'https://portal.example.org', trustsAddresses: false };
    await host.call('PATCH', '/api/host/providers', { google, oidc });
    const providers = { google: null, facebook: null, oidc: { ...given, trustsAddresses: true } };
    const context = { ...server.context, config: { ...server.config, providers } };
    const shown = await readProviderSettings(context);
    expect(shown.google).toMatchObject({ source: 'settings', clientId: 'kept', trustsAddresses: false });
    expect(shown.oidc).toMatchObject({ source: 'environment', name: 'Started', trustsAddresses: true });
    expect(JSON.stringify(shown)).not.toContain(secret);
    const used = await readProviders(context);
    expect(used.map(({ name, issuer }) => [name, issuer])).toEqual([
      ['Google', 'https://accounts.google.com'],
      ['Started', 'https://start.example.org'],
    ]);
    for (const change of [{ oidc }, { oidc: null }]) {
      await expect(changeProviders(context, change)).rejects.toMatchObject({ code: 'conflict' });
    }
    await changeProviders(context, { google: null });
    expect((await readProviderSettings(context)).google).toBeNull();
  });

  it('IDP8: an address counts where the provider says so, or leaves it unsaid and is trusted (attack 14)', () => {
    const counts = (claim: unknown) => [isConfirmed(claim, false), isConfirmed(claim, true)];
    expect([true, 'true', undefined, null, false, 'false', 1].map(counts)).toEqual([
      [true, true],
      [true, true],
      [false, true],
      [false, true],
      [false, false],
      [false, false],
      [false, false],
    ]);
  });
});
