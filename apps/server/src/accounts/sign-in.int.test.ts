import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ManualClock } from '@nearhand/base';
import { errorBodySchema, meSchema } from '@nearhand/protocol';
import { type TestMember, type TestServer, startTestServer } from '../testing/test-server.ts';

describe('signing in', () => {
  let server: TestServer;
  let owner: TestMember;

  beforeAll(async () => {
    server = await startTestServer();
    owner = await server.createOwner('Example');
  });
  afterAll(() => server.stop());

  const signIn = (email: string, password: string): Promise<Response> =>
    server.request('POST', '/api/auth/sign-in/email', { body: { email, password } });
  const me = (cookie: string): Promise<Response> => fetch(`${server.url}/api/me`, { headers: { cookie } });

  it('SRV13: gives cookies that scripts cannot read, one of which opens the account, and nothing else', async () => {
    const answer = await signIn(owner.email, owner.password);
    expect(answer.status).toBe(204);
    expect(await answer.text()).toBe('');
    const [cookie, known, ...others] = answer.headers.getSetCookie();
    expect(others).toEqual([]);
    expect(known).toMatch(/^nearhand\.device=[\w-]{22}; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Lax$/);
    expect((await me(known ?? '')).status).toBe(401);
    expect(cookie).toMatch(/^nearhand\.session_token=[^;]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/);
    const mine = await me(cookie?.split(';')[0] ?? '');
    expect(meSchema.parse(await mine.json())).toMatchObject({
      member: { id: owner.memberId, email: owner.email, role: 'owner' },
      organisation: { name: 'Example' },
      hostAdministrator: false,
    });
  });

  it('SRV13: answers alike for a wrong password and an unknown address', async () => {
    const wrong = await signIn(owner.email, 'not the password');
    const unknown = await signIn('nobody@example.org', 'not the password');
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(await wrong.text()).toBe(await unknown.text());
    expect(wrong.headers.getSetCookie()).toEqual([]);
  });

  it('SRV14: ends with the sign-in everything that came with it', async () => {
    const ended: string[] = [];
    const listening = server.context.members.onSignedOut.on(({ signInId }) => ended.push(signInId));
    const cookie = await server.signIn(owner.email, owner.password);
    const identity = await server.context.members.authenticate({ cookie });
    const answer = await fetch(`${server.url}/api/auth/sign-out`, {
      method: 'POST',
      headers: { cookie, origin: server.url, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(answer.status).toBe(204);
    expect(answer.headers.getSetCookie()[0]).toContain('Max-Age=0');
    expect((await me(cookie)).status).toBe(401);
    await expect.poll(() => ended).toContain(identity?.signInId);
    listening.dispose();
    expect((await me(owner.cookie)).status).toBe(200);
  });

  it('SRV14: tells of sign-ins that another process or time has ended', async () => {
    const ended: string[] = [];
    const listening = server.context.members.onSignedOut.on(({ signInId }) => ended.push(signInId));
    const person = await server.createMember(owner.organisationId, 'technician');
    const first = await server.context.members.authenticate({ cookie: person.cookie });
    await server.db.deleteFrom('signIns').where('userId', '=', person.userId).execute();
    await expect.poll(() => ended).toEqual([first?.signInId]);
    listening.dispose();
  });

  it('SRV14: changing the password can end all other sign-ins', async () => {
    const person = await server.createMember(owner.organisationId, 'technician');
    const other = await server.signIn(person.email, person.password);
    const answer = await server.request('POST', '/api/me/password', {
      member: person,
      body: { password: person.password, newPassword: 'a new long password', signOutOthers: true },
    });
    expect(answer.status).toBe(204);
    expect((await me(other)).status).toBe(401);
    expect((await me(person.cookie)).status).toBe(200);
  });

  it('SRV13: refuses forged and foreign cookies', async () => {
    const [name = '', value = ''] = owner.cookie.split('=');
    const token = decodeURIComponent(value).split('.')[0] ?? '';
    for (const cookie of [
      `${name}=${token}`,
      `${name}=${token}.AAAA`,
      `${name}=x.${value}`,
      `__Secure-${owner.cookie}`,
    ]) {
      expect((await me(cookie)).status).toBe(401);
    }
  });

  it('SRV13: has no way to make an account, and none of the library’s other routes', async () => {
    const body = { name: 'Eve', email: 'eve@example.org', password: 'correct horse battery' };
    for (const path of [
      'sign-up/email',
      'sign-up/email/',
      'update-user',
      'delete-user',
      'change-email',
      'change-password',
      'revoke-other-sessions',
      'get-session',
      'list-sessions',
      'ok',
      'error',
      'reset-password',
      'sign-in/social',
      'sign-in/email/',
    ]) {
      for (const method of ['GET', 'POST']) {
        const answer = await server.request(
          method,
          `/api/auth/${path}`,
          method === 'POST' ? { member: owner, body } : { member: owner },
        );
        expect([method, path, answer.status]).toEqual([method, path, 404]);
      }
    }
    expect(await server.db.selectFrom('users').select('id').where('email', '=', body.email).execute()).toEqual([]);
  });

  it('SRV13: slows guessing down by address, whatever headers the client makes up', async () => {
    const statuses: number[] = [];
    let last: Response | undefined;
    for (let attempt = 0; attempt < 14; attempt++) {
      last = await fetch(`${server.url}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: {
          origin: server.url,
          'content-type': 'application/json',
          'x-forwarded-for': `203.0.113.${attempt}`,
          'x-nearhand-client-address': `203.0.113.${attempt}`,
        },
        body: JSON.stringify({ email: 'guess@example.org', password: 'not the password' }),
      });
      statuses.push(last.status);
    }
    expect(statuses.at(-1)).toBe(429);
    const { error } = errorBodySchema.parse(await last?.json());
    expect(error).toMatchObject({ code: 'too_many_attempts', retryAfterSeconds: expect.any(Number) });
    expect(last?.headers.get('retry-after')).toBe(String(error.retryAfterSeconds));
  });

  it('ACC6: guessing one account from many addresses gets slow, but not for a browser that was signed in', async () => {
    const proxied = await startTestServer({
      // Time gives tries back.
      clock: new ManualClock(Date.now()),
      config: {
        publicUrl: 'https://help.example.org',
        tls: { mode: 'proxy', certificateFile: null, keyFile: null },
        trustedProxies: ['127.0.0.1'],
      },
    });
    const person = await proxied.createOwner();
    const attempt = (at: number, password: string, cookie = '') =>
      fetch(`${proxied.url}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: {
          origin: 'https://help.example.org',
          'content-type': 'application/json',
          'x-forwarded-for': `203.0.113.${at}`,
          'x-forwarded-proto': 'https',
          ...(cookie === '' ? {} : { cookie }),
        },
        body: JSON.stringify({ email: person.email, password }),
      });
    const first = await attempt(1, person.password);
    const device = first.headers.getSetCookie().find((cookie) => cookie.startsWith('__Host-nearhand.device='));
    const statuses: number[] = [];
    for (let at = 2; at < 26; at++) statuses.push((await attempt(at, 'not the password')).status);
    expect([statuses[0], statuses.at(-1)]).toEqual([401, 429]);
    expect((await attempt(30, person.password)).status).toBe(429);
    expect((await attempt(31, person.password, device?.split(';')[0])).status).toBe(204);
    await proxied.stop();
  });

  it('SRV18: lets members change their own name and language only', async () => {
    const person = await server.createMember(owner.organisationId, 'auditor');
    const change = await server.request('PATCH', '/api/me', {
      member: person,
      body: { name: '  Zoé  ', locale: 'fr', role: 'owner', hostAdministrator: true },
    });
    expect(meSchema.parse(await change.json())).toMatchObject({
      member: { name: 'Zoé', role: 'auditor' },
      locale: 'fr',
      hostAdministrator: false,
    });
    expect((await server.request('PATCH', '/api/me', { member: person, body: { name: 'a\u0000b' } })).status).toBe(400);
    expect((await server.request('PATCH', '/api/me', { body: { name: 'Eve' } })).status).toBe(401);
  });
});
