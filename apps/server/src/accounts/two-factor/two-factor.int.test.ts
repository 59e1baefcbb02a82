// Turning two-factor sign-in on and off, and the organisation's policy.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { backupCodesSchema, errorBodySchema, meSchema, newTwoFactorSchema } from '@nearhand/protocol';
import type { Logger } from '@nearhand/base';
import { commandLine } from '../../audit/record-audit.ts';
import { resetTwoFactorCommand } from '../../admin/two-factor.ts';
import { newId } from '../../database/ids.ts';
import { ApiClient } from '../../testing/api-client.ts';
import { Authenticator, turnTwoFactorOn } from '../../testing/authenticator.ts';
import { type TestMember, type TestServer, startTestServer } from '../../testing/test-server.ts';
import { TestSocket } from '../../testing/test-socket.ts';
import { setPassword } from '../set-password.ts';

describe('two-factor sign-in', () => {
  const logged: string[] = [];
  const note = (message: string, fields?: unknown) => logged.push(message + JSON.stringify(fields ?? {}));
  const logger: Logger = { debug: note, info: note, warn: note, error: note, child: () => logger };
  let server: TestServer;
  let owner: TestMember;
  let person: TestMember;
  let client: ApiClient;

  beforeAll(async () => {
    server = await startTestServer({ logger });
    owner = await server.createOwner('Example');
  });
  beforeEach(async () => {
    person = await server.createMember(owner.organisationId, 'technician');
    client = new ApiClient(server, person);
  });
  afterAll(() => server.stop());

  const rows = (userId: string) =>
    server.db.selectFrom('twoFactors').selectAll().where('userId', '=', userId).execute();
  /** As if thirty seconds had passed: the codes near now may be used again. */
  const forgetUsed = (userId: string) =>
    server.db.updateTable('twoFactors').set({ lastUsedStep: 0 }).where('userId', '=', userId).execute();
  const isSignedIn = async ({ cookie }: { cookie: string }) =>
    (await fetch(`${server.url}/api/me`, { headers: { cookie } })).status === 200;

  it('TWO1: is turned on with the password and a code, and ends the other sign-ins', async () => {
    const elsewhere = await server.signIn(person.email, person.password);
    expect(await client.outcome('POST', '/api/two-factor/begin', { password: 'not the password' })).toBe(
      'password_wrong',
    );
    const begun = newTwoFactorSchema.parse(
      (await client.call('POST', '/api/two-factor/begin', { password: person.password })).body,
    );
    const app = new Authenticator(begun.secret);
    expect(begun.address).toMatch(/^otpauth:\/\/totp\/Nearhand:person/);
    expect((await client.call('GET', '/api/two-factor')).body).toEqual({ enabled: false, backupCodesLeft: 0 });
    expect(await client.outcome('POST', '/api/two-factor/confirm', { code: app.wrongCode() })).toBe(
      'two_factor_code_invalid',
    );
    expect(await isSignedIn({ cookie: await server.signIn(person.email, person.password) })).toBe(true);
    const spaced = `${app.code().slice(0, 3)} ${app.code().slice(3)}`;
    const { backupCodes } = backupCodesSchema.parse(
      (await client.call('POST', '/api/two-factor/confirm', { code: spaced })).body,
    );
    expect(new Set(backupCodes).size).toBe(10);
    expect((await client.call('GET', '/api/two-factor')).body).toEqual({ enabled: true, backupCodesLeft: 10 });
    expect([await isSignedIn(person), await isSignedIn({ cookie: elsewhere })]).toEqual([true, false]);
    expect(await client.outcome('POST', '/api/two-factor/begin', { password: person.password })).toBe('conflict');
    expect(await client.outcome('POST', '/api/two-factor/confirm', { code: app.code(1) })).toBe(
      'two_factor_code_invalid',
    );
  });

  it('TWO6: neither a session alone, nor the password alone, nor a used code changes it', async () => {
    const { app, backupCodes } = await turnTwoFactorOn(server, person);
    const { password } = person;
    for (const path of ['/api/two-factor/turn-off', '/api/two-factor/backup-codes']) {
      await forgetUsed(person.userId);
      const right = app.code();
      expect(await client.outcome('POST', path, {})).toBe('password_wrong');
      expect(await client.outcome('POST', path, { password })).toBe('two_factor_code_invalid');
      expect(await client.outcome('POST', path, { code: right })).toBe('password_wrong');
      expect(await client.outcome('POST', path, { password: 'not the password', code: right })).toBe('password_wrong');
      expect(await client.outcome('POST', path, { password, code: app.wrongCode() })).toBe('two_factor_code_invalid');
      expect(await new ApiClient(server).outcome('POST', path, { password, code: right })).toBe('not_signed_in');
    }
    expect((await client.call('GET', '/api/two-factor')).body).toEqual({ enabled: true, backupCodesLeft: 10 });
    const code = app.code();
    const renewed = await client.call('POST', '/api/two-factor/backup-codes', { password, code });
    const fresh = backupCodesSchema.parse(renewed.body).backupCodes;
    expect(fresh.filter((one) => backupCodes.includes(one))).toEqual([]);
    expect(await client.outcome('POST', '/api/two-factor/turn-off', { password, code })).toBe(
      'two_factor_code_invalid',
    );
    expect(await client.outcome('POST', '/api/two-factor/turn-off', { password, code: backupCodes[0] })).toBe(
      'two_factor_code_invalid',
    );
    expect(await client.outcome('POST', '/api/two-factor/turn-off', { password, code: fresh[0] })).toBe(204);
    expect(await rows(person.userId)).toEqual([]);
    expect(await isSignedIn({ cookie: await server.signIn(person.email, person.password) })).toBe(true);
  });

  it('TWO5: a stolen session guesses neither codes nor passwords for long', async () => {
    const { app } = await turnTwoFactorOn(server, person);
    const { password } = person;
    const guess = (body: object) => client.outcome('POST', '/api/two-factor/turn-off', body);
    const codes = [];
    for (let tries = 0; tries < 11; tries++) codes.push(await guess({ password, code: app.wrongCode() }));
    expect([codes[0], codes[9], codes[10]]).toEqual([
      'two_factor_code_invalid',
      'two_factor_code_invalid',
      'too_many_attempts',
    ]);
    expect(await guess({ password, code: app.code() })).toBe('too_many_attempts');
    const many = Array.from({ length: 12 }, () => guess({ password: 'not the password', code: app.code() }));
    expect((await Promise.all(many)).toSorted().at(-1)).toBe('too_many_attempts');
    const last = await client.call('POST', '/api/two-factor/turn-off', { password, code: app.code() });
    expect(errorBodySchema.parse(last.body).error.retryAfterSeconds).toBeGreaterThan(0);
  }, 60_000);

  it('TWO7: keeps secrets and codes encrypted, and out of answers and the log', async () => {
    const begun = await client.call('POST', '/api/two-factor/begin', { password: person.password });
    const { secret } = newTwoFactorSchema.parse(begun.body);
    const app = new Authenticator(secret);
    const confirmed = await client.call('POST', '/api/two-factor/confirm', { code: app.code() });
    const { backupCodes } = backupCodesSchema.parse(confirmed.body);
    const stored = JSON.stringify(await rows(person.userId));
    const raw = Buffer.from(new Authenticator(secret).code()).toString();
    const told = logged.join('\n');
    expect(told).toContain('Two-factor sign-in was turned on');
    for (const hidden of [secret, ...backupCodes])
      expect([stored.includes(hidden), told.includes(hidden)]).toEqual([false, false]);
    // Ids and times hold six digits in a row now and then.
    expect(told).not.toMatch(new RegExp(`\\b${raw}\\b`));
    const me = JSON.stringify((await client.call('GET', '/api/me')).body);
    expect(me).not.toContain(secret);
  });

  it('TWO8: a new password leaves it on', async () => {
    await turnTwoFactorOn(server, person);
    const password = 'another long password';
    await setPassword(server.context, {
      userId: person.userId,
      password,
      signOut: 'all',
      locale: 'en',
      by: commandLine,
    });
    const answer = await server.request('POST', '/api/auth/sign-in/email', {
      body: { email: person.email, password: 'another long password' },
    });
    expect(await answer.json()).toEqual({ secondStep: 'code' });
  });

  it('TWO9: the command line turns it off for a person and signs them out', async () => {
    await turnTwoFactorOn(server, person);
    const said = await resetTwoFactorCommand(server.context, { email: person.email.toUpperCase() });
    expect(said).toContain(person.email);
    expect(logged.at(-1)).toContain(person.userId);
    expect(await isSignedIn(person)).toBe(false);
    expect(await isSignedIn({ cookie: await server.signIn(person.email, person.password) })).toBe(true);
    expect(await resetTwoFactorCommand(server.context, { email: person.email })).toContain('no two-factor');
    await expect(resetTwoFactorCommand(server.context, { email: 'nobody@example.org' })).rejects.toThrow('no account');
  });

  it('TWO9: the command line removes passkeys too, with or without two-factor sign-in', async () => {
    const passkey = {
      id: newId(),
      userId: person.userId,
      credentialId: person.userId,
      publicKey: Buffer.from('key'),
      counter: 0,
      name: 'Work laptop',
      synced: false,
      createdAt: new Date(),
    };
    await server.db.insertInto('passkeys').values(passkey).execute();
    expect(await resetTwoFactorCommand(server.context, { email: person.email })).toContain('Passkeys removed: 1.');
    const left = await server.db.selectFrom('passkeys').select('id').where('userId', '=', person.userId).execute();
    expect([left, await isSignedIn(person)]).toEqual([[], false]);
  });

  it('TWO10: an organisation that requires it serves nothing to members without it', async () => {
    const boss = await server.createOwner('Careful');
    const member = await server.createMember(boss.organisationId, 'administrator');
    const mine = new ApiClient(server, boss);
    const path = '/api/organisation/two-factor';
    expect(await new ApiClient(server, member).outcome('PATCH', path, { required: true })).toBe('forbidden');
    expect(await mine.outcome('PATCH', path, { required: true })).toBe('two_factor_required');
    await turnTwoFactorOn(server, boss);
    const open = new TestSocket(`${server.url}/hub/member`.replace('http', 'ws'), {
      headers: { cookie: member.cookie, origin: server.url },
    });
    await open.next('hub.ready');
    expect(await mine.outcome('PATCH', path, { required: true })).toBe(204);
    expect(await open.closed).toBe(4004);
    expect(await mine.outcome('GET', '/api/requests')).toBe(200);

    const again = { ...member, cookie: await server.signIn(member.email, member.password) };
    const led = new ApiClient(server, again);
    expect(meSchema.parse((await led.call('GET', '/api/me')).body).twoFactor).toEqual({
      enabled: false,
      required: true,
      passkey: false,
    });
    expect(await mine.outcome('PATCH', path, { required: true })).toBe(204);
    expect(await led.outcome('GET', '/api/me')).toBe(200);
    const refused = ['GET /api/requests', 'POST /api/requests', 'GET /api/computers', 'PATCH /api/me', `PATCH ${path}`];
    for (const one of refused) {
      const [method = '', url = ''] = one.split(' ');
      const body = method === 'GET' ? undefined : { customer: 'Ana', name: 'Eve', required: false };
      expect([one, await led.outcome(method, url, body)]).toEqual([one, 'two_factor_required']);
    }
    const socket = new TestSocket(`${server.url}/hub/member`.replace('http', 'ws'), {
      headers: { cookie: again.cookie, origin: server.url },
    });
    expect(await socket.closed).toBe(4004);
    await turnTwoFactorOn(server, again);
    expect(await led.outcome('GET', '/api/requests')).toBe(200);
    expect(await mine.outcome('PATCH', path, { required: false })).toBe(204);
  });

  it('TWO10: whoever turns it off where it is required loses what is open at once', async () => {
    const boss = await server.createOwner('Strict');
    const { backupCodes } = await turnTwoFactorOn(server, boss);
    const mine = new ApiClient(server, boss);
    const elsewhere = { ...boss, cookie: '' };
    const open = new TestSocket(`${server.url}/hub/member`.replace('http', 'ws'), {
      headers: { cookie: boss.cookie, origin: server.url },
    });
    await open.next('hub.ready');
    expect(await mine.outcome('PATCH', '/api/organisation/two-factor', { required: true })).toBe(204);
    const off = { password: boss.password, code: backupCodes[0] };
    expect(await new ApiClient(server, elsewhere).outcome('POST', '/api/two-factor/turn-off', off)).toBe(
      'not_signed_in',
    );
    expect(await mine.outcome('POST', '/api/two-factor/turn-off', off)).toBe(204);
    expect(await open.closed).toBe(4004);
    expect(await mine.outcome('GET', '/api/requests')).toBe('two_factor_required');
  });

  it('TWO10: members, who may belong elsewhere too, cannot be kept signed out by requiring it over and over', async () => {
    const boss = await server.createOwner('Restless');
    await turnTwoFactorOn(server, boss);
    const mine = new ApiClient(server, boss);
    const outcomes: (string | number)[] = [];
    for (let round = 0; round < 6; round++) {
      outcomes.push(await mine.outcome('PATCH', '/api/organisation/two-factor', { required: true }));
      await mine.outcome('PATCH', '/api/organisation/two-factor', { required: false });
    }
    expect(outcomes).toEqual([204, 204, 204, 204, 204, 'too_many_attempts']);
  });
});
