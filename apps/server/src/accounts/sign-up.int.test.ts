import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '@nearhand/base';
import { type ChangeHostSettings, serverInfoSchema } from '@nearhand/protocol';
import { changeHostSettings } from '../host/settings.ts';
import { ApiClient } from '../testing/api-client.ts';
import { type MailServer, headersOf, partsOf, startMailServer } from '../testing/mail-server.ts';
import { type TestServer, startTestServer } from '../testing/test-server.ts';

const newPassword = 'eleven brisk lemurs';

const patience = { timeout: 20_000 };

describe('signing up with an e-mail address', () => {
  let server: TestServer;
  let mailServer: MailServer;
  let api: ApiClient;
  let aheadMs = 0;
  const clock: Clock = {
    nowMs: () => systemClock.nowMs() + aheadMs,
    monotonicMs: () => systemClock.monotonicMs() + aheadMs,
    setTimer: (delayMs, task) => systemClock.setTimer(delayMs, task),
  };

  beforeEach(async () => {
    aheadMs = 0;
    mailServer = await startMailServer();
    server = await startTestServer({ config: { smtp: mailServer.smtp }, clock });
    api = new ApiClient(server);
    await change({ signUp: { who: 'anybody', domains: [] } });
  });
  afterEach(async () => {
    await server.stop();
    await mailServer.stop();
  });

  const change = (settings: ChangeHostSettings) =>
    server.db.transaction().execute((transaction) => changeHostSettings(transaction, settings));

  const ask = (email: string, more: object = {}) => api.outcome('POST', '/api/sign-ups', { email, ...more });
  const mailsTo = (email: string) => mailServer.mails.filter(({ to }) => to.includes(email));

  /** The password in the newest mail to the address, once there are so many. */
  async function mailedPassword(email: string, count = 1): Promise<string> {
    await expect.poll(() => mailsTo(email).length, patience).toBe(count);
    return passwordIn(mailsTo(email).at(-1)?.source ?? '');
  }
  const passwordIn = (source: string) => /(?:[a-z2-9]{4}-){4}[a-z2-9]{4}/.exec(partsOf(source).text)?.[0] ?? '';

  const signIn = (email: string, password: string) =>
    api.call('POST', '/api/auth/sign-in/email', { email, password }).then(({ status, body }) => ({ status, body }));
  const complete = (email: string, password: string, more: object = {}) =>
    api.outcome('POST', '/api/sign-ups/complete', {
      email,
      password,
      name: 'Zoé Martin',
      organisation: 'Atelier Zoé',
      newPassword,
      ...more,
    });
  const usersOf = (email: string) => server.db.selectFrom('users').selectAll().where('email', '=', email).execute();

  it('SUP1: mails a password; signing in with it asks for one’s own, and only then there is an account', async () => {
    expect(await ask('zoe@example.org', { locale: 'fr' })).toBe(204);
    const password = await mailedPassword('zoe@example.org');
    const { html, text } = partsOf(mailsTo('zoe@example.org')[0]?.source ?? '');
    expect(headersOf(mailsTo('zoe@example.org')[0]?.source ?? '').get('content-language')).toBe('fr');
    expect([html.includes(password), text.includes('Bonjour,'), text.includes(`${server.url}/sign-in`)]).toEqual([
      true,
      true,
      true,
    ]);
    const first = await server.request('POST', '/api/auth/sign-in/email', {
      body: { email: 'Zoe@Example.org ', password: ` ${password}\n` },
    });
    expect([first.status, await first.json(), first.headers.getSetCookie()]).toEqual([
      200,
      { secondStep: 'activation' },
      [],
    ]);
    expect(await usersOf('zoe@example.org')).toEqual([]);
    expect(await complete('zoe@example.org', password)).toBe(204);
    expect(await usersOf('zoe@example.org')).toMatchObject([
      { name: 'Zoé Martin', emailVerified: true, locale: 'fr', hostAdministrator: false },
    ]);
    expect((await signIn('zoe@example.org', newPassword)).status).toBe(204);
    expect((await signIn('zoe@example.org', password)).status).toBe(401);
  });

  it('SUP2: gives the account an organisation of its own, with its demo computer', async () => {
    const stranger = await server.createOwner('Other');
    await ask('ann@example.org');
    await complete('ann@example.org', await mailedPassword('ann@example.org'));
    const cookie = await server.signIn('ann@example.org', newPassword);
    const ann = new ApiClient(server, { ...stranger, cookie });
    expect((await ann.call('GET', '/api/me')).body).toMatchObject({
      member: { name: 'Zoé Martin', role: 'owner' },
      organisation: { name: 'Atelier Zoé' },
      hostAdministrator: false,
    });
    expect((await ann.call('GET', '/api/computers')).body).toMatchObject({ computers: [{ kind: 'demo' }] });
  });

  it('SUP3: the mailed password works for 24 hours', async () => {
    await ask('ann@example.org');
    const password = await mailedPassword('ann@example.org');
    aheadMs = 24 * 3_600_000 - 60_000;
    expect((await signIn('ann@example.org', password)).body).toEqual({ secondStep: 'activation' });
    aheadMs = 24 * 3_600_000 + 1000;
    expect((await signIn('ann@example.org', password)).status).toBe(401);
    expect(await complete('ann@example.org', password)).toBe('sign_up_invalid');
    expect(await usersOf('ann@example.org')).toEqual([]);
  });

  it('SUP3: works for one activation, however many try at once and however many were mailed', async () => {
    await ask('ann@example.org');
    await ask('ANN@example.org');
    await expect.poll(() => mailsTo('ann@example.org').length, patience).toBe(2);
    const passwords = mailsTo('ann@example.org').map(({ source }) => passwordIn(source));
    expect(new Set(passwords).size).toBe(2);
    const tries = await Promise.all(
      [0, 0, 0, 1, 1, 1].map((index) => complete('ann@example.org', passwords[index] ?? '')),
    );
    expect(tries.filter((outcome) => outcome === 204)).toHaveLength(1);
    expect(new Set(tries)).toEqual(new Set([204, 'sign_up_invalid']));
    const organisations = await server.db.selectFrom('organisations').select('name').execute();
    expect([(await usersOf('ann@example.org')).length, organisations.length]).toEqual([1, 1]);
    for (const password of passwords) expect(await complete('ann@example.org', password)).toBe('sign_up_invalid');
    expect(await server.db.selectFrom('signUps').selectAll().execute()).toEqual([]);
  });

  it('SUP3: is good for its own address only, and stored as a hash', async () => {
    await ask('ann@example.org');
    await ask('bob@example.org');
    const password = await mailedPassword('ann@example.org');
    await mailedPassword('bob@example.org');
    expect(await complete('bob@example.org', password)).toBe('sign_up_invalid');
    expect((await signIn('bob@example.org', password)).status).toBe(401);
    expect(JSON.stringify(await server.db.selectFrom('signUps').selectAll().execute())).not.toContain(password);
    const logged = await server.db.selectFrom('mails').selectAll().where('state', '=', 'sent').execute();
    expect(JSON.stringify(logged)).not.toContain(password);
  });

  it('SUP3: the own password is another one, of ten characters or more', async () => {
    await ask('ann@example.org');
    const password = await mailedPassword('ann@example.org');
    expect(await complete('ann@example.org', password, { newPassword: password })).toBe('bad_request');
    expect(await complete('ann@example.org', password, { newPassword: 'short' })).toBe('bad_request');
    expect(await complete('ann@example.org', password, { organisation: ' ' })).toBe('bad_request');
    expect(await complete('ann@example.org', password)).toBe(204);
  });

  it('SUP4: an address with an account gets a mail that says so; the answer is the same', async () => {
    const owner = await server.createOwner();
    expect([await ask(owner.email), await ask('new@example.org')]).toEqual([204, 204]);
    await expect.poll(() => mailServer.mails.length, patience).toBe(2);
    const { text } = partsOf(mailsTo(owner.email)[0]?.source ?? '');
    expect(text).toContain('You already have an account');
    expect(passwordIn(mailsTo(owner.email)[0]?.source ?? '')).toBe('');
    expect((await server.db.selectFrom('signUps').select('email').execute()).map(({ email }) => email)).toEqual([
      'new@example.org',
    ]);
    expect((await signIn('new@example.org', 'not the password')).body).toEqual(
      (await signIn('nobody@example.org', 'not the password')).body,
    );
  });

  it('SUP4: an account that appeared meanwhile is not touched', async () => {
    await ask('person1@example.org');
    const password = await mailedPassword('person1@example.org');
    const owner = await server.createOwner();
    expect(owner.email).toBe('person1@example.org');
    expect(await complete(owner.email, password)).toBe('conflict');
    expect((await signIn(owner.email, owner.password)).status).toBe(204);
    expect(await server.db.selectFrom('organisations').select('id').execute()).toHaveLength(1);
  });

  it('SUP5: an address gets three mails in an hour; who asks too often waits', async () => {
    for (let time = 0; time < 5; time++) expect(await ask('ann@example.org')).toBe(204);
    await expect.poll(() => mailsTo('ann@example.org').length, patience).toBe(3);
    for (let time = 0; time < 5; time++) expect(await ask(`p${time}@example.org`)).toBe(204);
    expect(await ask('one-more@example.org')).toBe('too_many_attempts');
    await expect.poll(() => mailServer.mails.length, patience).toBe(8);
    aheadMs = 21 * 60_000;
    expect(await ask('ann@example.org')).toBe(204);
    await expect.poll(() => mailsTo('ann@example.org').length, patience).toBe(4);
  });

  it('SUP6: who may sign up is the host’s decision, by invitation where there is none', async () => {
    await change({ signUp: { who: 'domains', domains: ['example.org', 'xn--mnchen-3ya.de'] } });
    const outcomes: Record<string, string | number> = {};
    for (const email of [
      'ann@example.org',
      'ANN+tag@EXAMPLE.ORG',
      'ann@sub.example.org',
      'ann@notexample.org',
      'ann@example.org.evil.example',
      'ann@xn--mnchen-3ya.de',
    ]) {
      outcomes[email] = await ask(email);
    }
    expect(outcomes).toEqual({
      'ann@example.org': 204,
      'ANN+tag@EXAMPLE.ORG': 204,
      'ann@sub.example.org': 'sign_up_closed',
      'ann@notexample.org': 'sign_up_closed',
      'ann@example.org.evil.example': 'sign_up_closed',
      'ann@xn--mnchen-3ya.de': 204,
    });
    const password = await mailedPassword('ann@example.org');
    await server.db.deleteFrom('hostSettings').where('key', '=', 'signUp').execute();
    expect(serverInfoSchema.parse((await api.call('GET', '/api/server')).body).signUp).toBe('invitation');
    expect(await ask('new@example.org')).toBe('sign_up_closed');
    expect(await complete('ann@example.org', password)).toBe('sign_up_closed');
    expect(await usersOf('ann@example.org')).toEqual([]);
  });

  it('SUP7: a tag makes another address; letters that only look like others make none', async () => {
    await ask('ann@example.org');
    await ask('ann+two@example.org');
    await complete('ann@example.org', await mailedPassword('ann@example.org'));
    await complete('ann+two@example.org', await mailedPassword('ann+two@example.org'));
    expect([await usersOf('ann@example.org'), await usersOf('ann+two@example.org')].map((rows) => rows.length)).toEqual(
      [1, 1],
    );
    for (const email of [
      'аnn@example.org',
      'zoé@example.org',
      'ann@exämple.org',
      '"ann"@example.org',
      'ann@example.org\nbcc: eve@example.org',
      'ann@example.org, eve@example.org',
      `${'a'.repeat(250)}@example.org`,
      '',
      7,
    ]) {
      expect([email, await api.outcome('POST', '/api/sign-ups', { email })]).toEqual([email, 'bad_request']);
    }
    // The Kelvin sign becomes a k before anything else happens: the mail goes to the k's owner.
    expect(await ask('\u212Aim@example.org')).toBe(204);
    await mailedPassword('kim@example.org');
  });
});
