import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { ManualClock } from '@nearhand/base';
import { errorBodySchema, type Locale, signInListSchema } from '@nearhand/protocol';
import { turnTwoFactorOn } from '../testing/authenticator.ts';
import { type MailServer, partsOf, startMailServer } from '../testing/mail-server.ts';
import { type TestMember, type TestServer, startTestServer } from '../testing/test-server.ts';
import { TestSocket } from '../testing/test-socket.ts';
import { PasswordReset } from './password-reset.ts';

const newPassword = 'seven quiet otters';

describe('getting back in', () => {
  let mailServer: MailServer;
  let server: TestServer;
  let owner: TestMember;

  beforeAll(async () => {
    mailServer = await startMailServer();
    server = await startTestServer({ config: { smtp: mailServer.smtp } });
    owner = await server.createOwner();
  });
  afterAll(async () => {
    await server.stop();
    await mailServer.stop();
  });

  async function openHub(cookie: string): Promise<TestSocket> {
    const socket = new TestSocket(`${server.url.replace('http', 'ws')}/hub/member`, {
      headers: { cookie, origin: server.url },
    });
    await socket.opened;
    return socket;
  }
  const person = () => server.createMember(owner.organisationId, 'technician');
  const me = async (cookie: string) => (await fetch(`${server.url}/api/me`, { headers: { cookie } })).status;
  const forgot = (email: string, locale?: Locale) =>
    server.request('POST', '/api/password-resets', { body: { email, ...(locale === undefined ? {} : { locale }) } });
  const complete = (token: string, password = newPassword) =>
    server.request('POST', '/api/password-resets/complete', { body: { token, newPassword: password } });
  const codeOf = async (answer: Response) => errorBodySchema.parse(await answer.json()).error.code;
  const mailsTo = (email: string) =>
    mailServer.mails.filter(({ to }) => to.includes(email)).map(({ source }) => partsOf(source));

  /** The token of the newest link that was mailed. */
  async function mailedToken(email: string): Promise<string> {
    const links = () => mailsTo(email).flatMap(({ text }) => /\/reset-password#([\w-]{43})/.exec(text)?.[1] ?? []);
    const before = links().length;
    expect((await forgot(email)).status).toBe(204);
    await expect.poll(() => links().length).toBe(before + 1);
    return links().at(-1) ?? '';
  }

  it.each([
    ['en', 'Choose a new password', 'Your password was changed'],
    ['fr', 'Choisissez un nouveau mot de passe', 'Votre mot de passe a été modifié'],
    ['es', 'Elija una contraseña nueva', 'Se ha cambiado su contraseña'],
  ] as const)('ACC1: a mailed link gives a new password and ends all sign-ins (%s)', async (locale, asked, changed) => {
    const member = await person();
    const hub = await openHub(member.cookie);
    await server.db.updateTable('users').set({ locale }).where('id', '=', member.userId).execute();
    const token = await mailedToken(member.email);
    expect(mailsTo(member.email)[0]?.html).toContain(asked);
    const answer = await complete(token);
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([204, []]);
    expect(await me(member.cookie)).toBe(401);
    await hub.closed;
    expect(await me(await server.signIn(member.email, newPassword))).toBe(200);
    expect(await server.signIn(member.email, member.password)).toBe('');
    await expect.poll(() => mailsTo(member.email).length).toBe(2);
    expect(mailsTo(member.email)[1]?.text).toContain(changed);
  });

  it('ACC1: a new password does not turn two-factor sign-in off', async () => {
    const member = await person();
    await turnTwoFactorOn(server, member);
    expect((await complete(await mailedToken(member.email))).status).toBe(204);
    const signIn = await server.request('POST', '/api/auth/sign-in/email', {
      body: { email: member.email, password: newPassword },
    });
    expect(await signIn.json()).toEqual({ secondStep: 'code' });
    const cookie = signIn.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    expect(await me(cookie)).toBe(401);
  });

  it('ACC2: a link works once, even for two at once, and ends all others', async () => {
    const member = await person();
    const [first, second] = [await mailedToken(member.email), await mailedToken(member.email)];
    const answers = await Promise.all([complete(second), complete(second)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 404]);
    for (const token of [first, second, '', 'x'.repeat(43), `${second}x`]) {
      const status = (await complete(token)).status;
      expect([token.length, status]).toEqual([token.length, token === '' ? 400 : 404]);
    }
    expect(await codeOf(await complete(second))).toBe('reset_link_invalid');
  });

  it('ACC2: a link is good for an hour and for its own account, and stored as a hash', async () => {
    const clock = new ManualClock(Date.now());
    const member = await person();
    const other = await person();
    const reset = new PasswordReset({ ...server.context, clock });
    const before = mailsTo(member.email).length;
    reset.ask({ email: member.email, locale: 'en', address: '192.0.2.1' });
    await reset.settle();
    await expect.poll(() => mailsTo(member.email).length).toBe(before + 1);
    const token = /#([\w-]{43})/.exec(mailsTo(member.email).at(-1)?.text ?? '')?.[1] ?? '';
    const stored = await server.db
      .selectFrom('passwordResets')
      .selectAll()
      .where('userId', '=', member.userId)
      .execute();
    expect(JSON.stringify(stored)).not.toContain(token);
    clock.advance(60 * 60_000);
    const late = reset.complete({ token, newPassword }, { locale: 'en', address: '192.0.2.1' });
    await expect(late).rejects.toMatchObject({ code: 'reset_link_invalid' });
    expect(await me(member.cookie)).toBe(200);
    expect(await me(other.cookie)).toBe(200);
  });

  it('ACC3: answers alike, before it looks, whether the account exists', async () => {
    const member = await person();
    const attempts = mailServer.attempts;
    let answers: Response[] = [];
    // Whatever looks at accounts waits; the answers do not.
    await server.db.transaction().execute(async (transaction) => {
      await sql`lock table users in access exclusive mode`.execute(transaction);
      answers = [await forgot(member.email), await forgot('nobody@example.org')];
    });
    const [known, unknown] = answers.map((answer) => {
      const headers = [...answer.headers].filter(([name]) => name !== 'date');
      return { status: answer.status, headers };
    });
    expect(known).toEqual(unknown);
    expect(known?.status).toBe(204);
    await expect.poll(() => mailsTo(member.email).length).toBe(1);
    expect(mailServer.attempts).toBe(attempts + 1);
  });

  it('ACC3: mails an address three links at most, and asks a busy client to wait', async () => {
    const own = await startTestServer();
    try {
      const asker = await own.createOwner();
      const statuses: number[] = [];
      for (let attempt = 0; attempt < 12; attempt++) {
        const body = { email: asker.email };
        statuses.push((await own.request('POST', '/api/password-resets', { body })).status);
      }
      expect(statuses).toEqual([...Array.from({ length: 10 }, () => 204), 429, 429]);
      await expect.poll(async () => (await own.db.selectFrom('mails').select('id').execute()).length).toBe(3);
      expect(await own.db.selectFrom('passwordResets').select('userId').execute()).toHaveLength(3);
    } finally {
      await own.stop();
    }
  });

  it('ACC3: the link leads to this server, whatever the client says it is called', async () => {
    const member = await person();
    await fetch(`${server.url}/api/password-resets`, {
      method: 'POST',
      headers: { origin: server.url, 'content-type': 'application/json', 'x-forwarded-host': 'evil.example' },
      body: JSON.stringify({ email: member.email, redirectTo: 'https://evil.example' }),
    });
    await expect.poll(() => mailsTo(member.email).length).toBe(1);
    const mail = mailsTo(member.email)[0];
    expect(mail?.text).toContain(`${server.config.publicUrl}/reset-password#`);
    expect(JSON.stringify(mail)).not.toContain('evil.example');
  });

  it('ACC4: changing the password needs the current one, signs others out, and is told by mail', async () => {
    const member = await person();
    const other = await server.signIn(member.email, member.password);
    const change = (password: string, signOutOthers: boolean) =>
      server.request('POST', '/api/me/password', { member, body: { password, newPassword, signOutOthers } });
    expect(await codeOf(await change('not the password', true))).toBe('password_wrong');
    expect(await me(other)).toBe(200);
    expect((await change(member.password, false)).status).toBe(204);
    expect([await me(other), await me(member.cookie)]).toEqual([200, 200]);
    expect((await change(newPassword, true)).status).toBe(204);
    expect([await me(other), await me(member.cookie)]).toEqual([401, 200]);
    await expect.poll(() => mailsTo(member.email).length).toBe(2);
    for (let guess = 0; guess < 10; guess++) await change('not the password', true);
    expect((await change(newPassword, true)).status).toBe(429);
  });

  it('ACC4: with two-factor sign-in a code is asked for as well', async () => {
    const member = await person();
    const { backupCodes } = await turnTwoFactorOn(server, member);
    const change = async (proof: object) => {
      const answer = await server.request('POST', '/api/me/password', { member, body: { ...proof, newPassword } });
      return answer.status === 204 ? 204 : codeOf(answer);
    };
    const { password } = member;
    expect(await change({ password })).toBe('two_factor_code_invalid');
    expect(await change({ password, code: '000000' })).toBe('two_factor_code_invalid');
    expect(await change({ code: backupCodes[0] })).toBe('password_wrong');
    expect(await change({ password, code: backupCodes[0] })).toBe(204);
    expect(await change({ password: newPassword, code: backupCodes[0] })).toBe('two_factor_code_invalid');
  });

  it('ACC13: an account without a password chooses one within ten minutes of signing in', async () => {
    const member = await person();
    await server.db.deleteFrom('accounts').where('userId', '=', member.userId).execute();
    const choose = (password?: string) =>
      server.request('POST', '/api/me/password', { member, body: { password, newPassword } });
    const signedInAt = (createdAt: Date) =>
      server.db.updateTable('signIns').set({ createdAt }).where('userId', '=', member.userId).execute();
    await signedInAt(new Date(Date.now() - 11 * 60_000));
    expect(await codeOf(await choose())).toBe('sign_in_again');
    expect(await codeOf(await choose(newPassword))).toBe('sign_in_again');
    await signedInAt(new Date());
    expect((await choose()).status).toBe(204);
    expect(await server.signIn(member.email, newPassword)).not.toBe('');
    expect(await codeOf(await choose())).toBe('password_wrong');
  });

  it('ACC5: lists own sign-ins and ends one or all others, and nobody else’s', async () => {
    const member = await person();
    const stranger = await person();
    const agent = 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0';
    const signIn = await fetch(`${server.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { origin: server.url, 'content-type': 'application/json', 'user-agent': agent },
      body: JSON.stringify({ email: member.email, password: member.password }),
    });
    const second = signIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const hub = await openHub(second);
    const list = async (who: TestMember) =>
      signInListSchema.parse(await (await server.request('GET', '/api/me/sign-ins', { member: who })).json()).signIns;
    const [own, other, ...more] = await list(member);
    expect(more).toEqual([]);
    expect(own).toMatchObject({ current: true });
    expect(other).toMatchObject({ current: false, address: '127.0.0.1', userAgent: agent });
    const text = JSON.stringify(await list(member));
    for (const { token } of await server.db.selectFrom('signIns').select('token').execute()) {
      expect(text).not.toContain(token);
    }
    const end = (who: TestMember, id = '') =>
      server.request('POST', `/api/me/sign-ins/${id}/end`, { member: who, body: {} });
    expect((await end(stranger, other?.id)).status).toBe(404);
    expect(await me(second)).toBe(200);
    expect((await end(member, other?.id)).status).toBe(204);
    expect([await me(second), await me(member.cookie)]).toEqual([401, 200]);
    await hub.closed;
    const third = await server.signIn(member.email, member.password);
    const all = await server.request('POST', '/api/me/sign-ins/end-others', { member, body: {} });
    expect(all.status).toBe(204);
    expect([await me(third), await me(member.cookie), await me(stranger.cookie)]).toEqual([401, 200, 200]);
    for (const path of ['/api/me/sign-ins/end-others', `/api/me/sign-ins/${own?.id}/end`, '/api/me/password']) {
      const body = { password: 'x', newPassword };
      expect((await server.request('POST', path, { body })).status).toBe(401);
    }
  });
});
