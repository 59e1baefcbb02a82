// The second step of signing in, and what must not get around it.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { errorBodySchema } from '@nearhand/protocol';
import { type WithTwoFactor, turnTwoFactorOn } from '../../testing/authenticator.ts';
import { type TestMember, type TestServer, startTestServer } from '../../testing/test-server.ts';
import { TestSocket } from '../../testing/test-socket.ts';
import { setPassword } from '../set-password.ts';

describe('the second step of signing in', () => {
  let server: TestServer;
  let owner: TestMember;
  let person: TestMember;
  let factor: WithTwoFactor;

  beforeEach(async () => {
    person = await server.createMember(owner.organisationId, 'technician');
    factor = await turnTwoFactorOn(server, person);
    await server.db.deleteFrom('signIns').where('userId', '=', person.userId).execute();
  });
  beforeAll(async () => {
    server = await startTestServer();
    owner = await server.createOwner('Example');
  });
  afterAll(() => server.stop());

  const cookiesOf = (answer: Response) =>
    answer.headers
      .getSetCookie()
      .filter((cookie) => !cookie.includes('Max-Age=0'))
      .map((cookie) => cookie.slice(0, cookie.indexOf(';')))
      .join('; ');
  /** Past the limit by address. */
  const half = () => server.signIn(person.email, person.password);
  const step = (cookie: string, path: 'verify-totp' | 'verify-backup-code', code: string) =>
    server.request('POST', `/api/auth/two-factor/${path}`, { member: { ...person, cookie }, body: { code } });
  const codeOf = async (answer: Response) =>
    answer.status === 204 ? 204 : errorBodySchema.parse(await answer.json()).error.code;
  const me = async (cookie: string) => (await fetch(`${server.url}/api/me`, { headers: { cookie } })).status;
  const signIns = () => server.db.selectFrom('signIns').select('id').where('userId', '=', person.userId).execute();

  it('TWO2: the password alone opens nothing, on HTTP and on the sockets', async () => {
    const answer = await server.request('POST', '/api/auth/sign-in/email', {
      body: { email: person.email, password: person.password },
    });
    expect([answer.status, await answer.json()]).toEqual([200, { secondStep: 'code' }]);
    const cookie = cookiesOf(answer);
    expect(cookie).toMatch(/^nearhand\.two_factor=[^;]+$/);
    const [set] = answer.headers.getSetCookie().filter((one) => one.startsWith('nearhand.two_factor='));
    expect(set).toMatch(/; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(await signIns()).toEqual([]);

    const value = cookie.slice(cookie.indexOf('=') + 1);
    for (const sent of [cookie, `nearhand.session_token=${value}`, `${cookie}; nearhand.session_token=${value}`]) {
      expect(await me(sent)).toBe(401);
      for (const [method, path] of [
        ['GET', '/api/requests'],
        ['GET', '/api/computers'],
        ['POST', '/api/sessions'],
        ['GET', '/api/two-factor'],
        ['POST', '/api/two-factor/begin'],
        ['POST', '/api/two-factor/turn-off'],
      ] as const) {
        const body = method === 'GET' ? {} : { body: { password: person.password, code: factor.backupCodes[0] } };
        const tried = await server.request(method, path, { member: { ...person, cookie: sent }, ...body });
        expect([path, tried.status]).toEqual([path, 401]);
      }
      const socket = new TestSocket(`${server.url}/hub/member`.replace('http', 'ws'), {
        headers: { cookie: sent, origin: server.url },
      });
      expect(await socket.closed).toBe(4004);
    }

    const done = await step(cookie, 'verify-totp', factor.app.code());
    expect(await codeOf(done)).toBe(204);
    expect(await me(cookiesOf(done))).toBe(200);
    expect(await signIns()).toHaveLength(1);
    expect(await codeOf(await step(cookie, 'verify-totp', factor.app.code(1)))).toBe('not_signed_in');
  });

  it('TWO3: a code is accepted once, also by two at once', async () => {
    const [first, second, third] = [await half(), await half(), await half()];
    const code = factor.app.code();
    const outcomes = [step(first, 'verify-totp', code), step(second, 'verify-totp', code)];
    const codes = await Promise.all((await Promise.all(outcomes)).map(codeOf));
    expect(codes.toSorted()).toEqual([204, 'two_factor_code_invalid']);
    expect(await codeOf(await step(third, 'verify-totp', code))).toBe('two_factor_code_invalid');
    // One that is older still.
    expect(await codeOf(await step(third, 'verify-totp', factor.app.code(-1)))).toBe('two_factor_code_invalid');
    expect(await codeOf(await step(third, 'verify-totp', factor.app.code(1)))).toBe(204);
  });

  it('TWO4: a backup code is accepted once, however it is typed', async () => {
    const [first, second, third] = [await half(), await half(), await half()];
    const [code = '', other = ''] = factor.backupCodes;
    expect(await codeOf(await step(first, 'verify-totp', code))).toBe('two_factor_code_invalid');
    const typed = ` ${code.toUpperCase().replace('-', ' ')} `;
    const both = [step(first, 'verify-backup-code', typed), step(second, 'verify-backup-code', code)];
    const outcomes = await Promise.all((await Promise.all(both)).map(codeOf));
    expect(outcomes.filter((outcome) => outcome === 204)).toHaveLength(1);
    expect(await codeOf(await step(third, 'verify-backup-code', code))).toBe('two_factor_code_invalid');
    expect(await codeOf(await step(third, 'verify-backup-code', other))).toBe(204);
  });

  it('TWO2: takes no more from the body than the code, and no challenge but its own', async () => {
    const cookie = await half();
    const answer = await server.request('POST', '/api/auth/two-factor/verify-backup-code', {
      member: { ...person, cookie },
      body: { code: factor.backupCodes[2], disableSession: true, trustDevice: true },
    });
    expect(answer.status).toBe(204);
    expect(answer.headers.getSetCookie().join()).not.toContain('trust_device');
    expect(await me(cookiesOf(answer))).toBe(200);
    expect(await codeOf(await step('nearhand.two_factor=forged.AAAA', 'verify-totp', factor.app.code()))).toBe(
      'not_signed_in',
    );
    for (const path of ['enable', 'disable', 'generate-backup-codes', 'get-totp-uri', 'send-otp', 'verify-otp']) {
      const body = { password: person.password };
      const gone = await server.request('POST', `/api/auth/two-factor/${path}`, { member: owner, body });
      expect([path, gone.status]).toEqual([path, 404]);
    }
  });

  it('ACC7: a new password cancels a second step that the old one opened', async () => {
    const cookie = await half();
    await setPassword(server.context, {
      userId: person.userId,
      password: 'seven quiet otters',
      signOut: 'all',
      locale: 'en',
      by: { actor: 'self', address: null },
    });
    expect(await codeOf(await step(cookie, 'verify-totp', factor.app.code()))).toBe('not_signed_in');
    expect(await signIns()).toEqual([]);
    const fresh = await server.signIn(person.email, 'seven quiet otters');
    expect((await step(fresh, 'verify-totp', factor.app.code())).status).toBe(204);
  });

  it('TWO5: an address has few tries, with whatever challenge', async () => {
    const outcomes: (string | number)[] = [];
    for (let tries = 0; tries < 16; tries++)
      outcomes.push(await codeOf(await step('nearhand.two_factor=x.AAAA', 'verify-totp', factor.app.code())));
    expect([outcomes[0], outcomes.at(-1)]).toEqual(['not_signed_in', 'too_many_attempts']);
  });
});
