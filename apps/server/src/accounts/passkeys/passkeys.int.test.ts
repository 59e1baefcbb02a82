import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditPageSchema, meSchema, passkeyListSchema, passkeyOptionsSchema } from '@nearhand/protocol';
import { ApiClient } from '../../testing/api-client.ts';
import { turnTwoFactorOn } from '../../testing/authenticator.ts';
import { TestAuthenticator } from '../../testing/passkey.ts';
import { type TestMember, type TestServer, startTestServer } from '../../testing/test-server.ts';
import { userHandleOf } from './user-handle.ts';

const origin = 'https://help.example.org';
const party = 'help.example.org';

describe('passkeys', () => {
  let server: TestServer;
  let owner: TestMember;

  beforeAll(async () => {
    server = await startTestServer({ config: { publicUrl: origin } });
    owner = await server.createOwner();
  });
  afterAll(() => server.stop());

  const person = () => server.createMember(owner.organisationId, 'technician');
  const device = (changes: { verifies?: boolean; origin?: string; party?: string } = {}) =>
    new TestAuthenticator({ origin, party, ...changes });
  const begin = async (member: TestMember, proof: unknown = { password: member.password }) =>
    passkeyOptionsSchema.parse(
      (await new ApiClient(server, member).call('POST', '/api/me/passkeys/options', proof)).body,
    ).options;
  const add = (member: TestMember, credential: unknown, name = 'Laptop') =>
    new ApiClient(server, member).outcome('POST', '/api/me/passkeys', { name, credential });
  const list = async (member: TestMember) =>
    passkeyListSchema.parse((await new ApiClient(server, member).call('GET', '/api/me/passkeys')).body).passkeys;
  const signInOptions = async () =>
    passkeyOptionsSchema.parse((await new ApiClient(server).call('POST', '/api/passkeys/sign-in-options')).body)
      .options;
  const signIn = (credential: unknown) => server.request('POST', '/api/auth/passkey/sign-in', { body: { credential } });
  const cookieOf = (answer: Response) => answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const as = (member: TestMember, cookie: string): TestMember => ({ ...member, cookie });

  /** With one passkey, in the device that is answered. */
  async function withPasskey(member: TestMember): Promise<TestAuthenticator> {
    const made = device();
    expect(await add(member, made.attest(await begin(member)))).toBe(204);
    return made;
  }

  it('KEY1: is added with the password, told by mail and recorded', async () => {
    const member = await person();
    const client = new ApiClient(server, member);
    expect(await client.outcome('POST', '/api/me/passkeys/options', { password: 'wrong password' })).toBe(
      'password_wrong',
    );
    expect(await client.outcome('POST', '/api/me/passkeys/options', {})).toBe('password_wrong');
    const options = await begin(member);
    expect(options).toMatchObject({
      rp: { id: party },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    expect(await add(member, device().attest(options))).toBe(204);
    expect(await list(member)).toMatchObject([{ name: 'Laptop', lastUsedAt: null }]);
    const mails = await server.db
      .selectFrom('mails')
      .select(['kind', 'text'])
      .where('recipient', '=', member.email)
      .execute();
    expect(mails).toMatchObject([{ kind: 'passkeyAdded', text: expect.stringContaining('Laptop') }]);
    // Whoever got in names it: no mail program makes a link of that.
    expect(await add(member, device().attest(await begin(member)), 'Verify at evil.example')).toBe(204);
    const { text } = await server.db
      .selectFrom('mails')
      .select('text')
      .where('recipient', '=', member.email)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    expect([text.includes('Verify at'), text.includes('evil.example')]).toEqual([true, false]);
    const log = await new ApiClient(server, owner).call('GET', `/api/audit?kind=signIns&actor=${member.memberId}`);
    expect(auditPageSchema.parse(log.body).entries.map(({ event }) => event)).toContain('passkey.added');
  });

  it('KEY1: with two-factor sign-in on a code is needed too', async () => {
    const member = await person();
    const { app } = await turnTwoFactorOn(server, member);
    const client = new ApiClient(server, member);
    const ask = (proof: unknown) => client.outcome('POST', '/api/me/passkeys/options', proof);
    expect(await ask({ password: member.password })).toBe('two_factor_code_invalid');
    expect(await ask({ password: member.password, code: app.code() })).toBe(200);
  });

  it('KEY1, KEY8: an account without a password proves itself by a fresh sign-in', async () => {
    const member = await person();
    await server.db.updateTable('accounts').set({ password: null }).where('userId', '=', member.userId).execute();
    const client = new ApiClient(server, member);
    expect(meSchema.parse((await client.call('GET', '/api/me')).body).hasPassword).toBe(false);
    const asks = () =>
      Promise.all([
        client.outcome('POST', '/api/me/passkeys/options', {}),
        client.outcome('POST', '/api/two-factor/begin', {}),
      ]);
    const signedIn = (minutesAgo: number) =>
      server.db
        .updateTable('signIns')
        .set({ createdAt: new Date(Date.now() - minutesAgo * 60_000) })
        .where('userId', '=', member.userId)
        .execute();
    await signedIn(9);
    expect(await asks()).toEqual([200, 200]);
    await signedIn(11);
    expect(await asks()).toEqual(['sign_in_again', 'sign_in_again']);
  });

  it('KEY2: signs in alone, without a code', async () => {
    const member = await person();
    const made = await withPasskey(member);
    await turnTwoFactorOn(server, member);
    const answer = await signIn(made.assert(await signInOptions(), userHandleOf(member.userId)));
    expect(answer.status).toBe(204);
    expect(await answer.text()).toBe('');
    const me = await new ApiClient(server, as(member, cookieOf(answer))).call('GET', '/api/me');
    expect(meSchema.parse(me.body)).toMatchObject({ member: { email: member.email }, twoFactor: { passkey: true } });
    expect((await list(member))[0]?.lastUsedAt).not.toBeNull();
  });

  it('KEY2: without a check of the person nothing is made and nobody signs in', async () => {
    const member = await person();
    const careless = device({ verifies: false });
    expect(await add(member, careless.attest(await begin(member)))).toBe('passkey_refused');
    const made = await withPasskey(member);
    const options = await signInOptions();
    const unchecked = made.assert(options);
    const data = Buffer.from(unchecked.response.authenticatorData, 'base64url');
    data[32] = 0x01;
    const answer = await signIn({
      ...unchecked,
      response: { ...unchecked.response, authenticatorData: data.toString('base64url') },
    });
    expect(answer.status).toBe(403);
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  it('KEY3: what was signed is accepted once, for its purpose and person, and for minutes', async () => {
    const member = await person();
    const options = await begin(member);
    const made = device();
    const other = await person();
    expect(await add(other, made.attest(options))).toBe('passkey_refused');
    expect(await add(member, made.attest(await signInOptions()))).toBe('passkey_refused');
    expect(await add(member, made.attest(options))).toBe(204);
    expect(await add(member, device().attest(options))).toBe('passkey_refused');
    const signed = made.assert(await signInOptions());
    const statuses = (await Promise.all([signIn(signed), signIn(signed)])).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([204, 403]);
    expect((await signIn(made.assert(await begin(member)))).status).toBe(403);
    expect((await signIn(made.assert({ challenge: 'A'.repeat(72) }))).status).toBe(403);
  });

  it('KEY3: for another address, with another key, or counting back it is refused', async () => {
    const member = await person();
    for (const stranger of [device({ origin: 'https://evil.example' }), device({ party: 'evil.example' })]) {
      expect(await add(member, stranger.attest(await begin(member)))).toBe('passkey_refused');
    }
    const made = await withPasskey(member);
    const options = await signInOptions();
    const forged = { ...device().assert(options), id: made.assert(options).id };
    expect((await signIn({ ...forged, rawId: forged.id })).status).toBe(403);
    expect((await signIn(made.assert(await signInOptions(), userHandleOf(owner.userId)))).status).toBe(403);
    expect((await signIn(made.assert(await signInOptions()))).status).toBe(204);
    made.countBack();
    expect((await signIn(made.assert(await signInOptions()))).status).toBe(403);
  });

  it('KEY4: answers alike for what is unknown, broken or not there, and slows guessing down', async () => {
    const [first, second] = [await signInOptions(), await signInOptions()];
    expect({ ...first, challenge: '' }).toEqual({ ...second, challenge: '' });
    expect(first).not.toHaveProperty('allowCredentials');
    const bodies = [device().assert(first), { id: 'x' }, null, 'text', { ...device().assert(first), id: '' }];
    const answers = await Promise.all(bodies.map(async (body) => (await signIn(body)).text()));
    expect(new Set(answers).size).toBe(1);
    const statuses: number[] = [];
    for (let i = 0; i < 25; i++) statuses.push((await signIn(null)).status);
    expect(statuses.at(-1)).toBe(429);
  });

  it('KEY5: are named and removed by their owner only', async () => {
    const member = await person();
    await withPasskey(member);
    const [{ id } = { id: '' }] = await list(member);
    const own = new ApiClient(server, member);
    const stranger = await person();
    const other = new ApiClient(server, stranger);
    const proof = { password: member.password };
    expect(await other.outcome('PATCH', `/api/me/passkeys/${id}`, { name: 'Mine' })).toBe('not_found');
    expect(await other.outcome('POST', `/api/me/passkeys/${id}/remove`, { password: stranger.password })).toBe(
      'not_found',
    );
    expect(await own.outcome('PATCH', `/api/me/passkeys/${id}`, { name: ' Phone ' })).toBe(204);
    expect(await own.outcome('PATCH', `/api/me/passkeys/${id}`, { name: '' })).toBe('bad_request');
    expect((await list(member)).map(({ name }) => name)).toEqual(['Phone']);
    expect(await own.outcome('POST', `/api/me/passkeys/${id}/remove`, {})).toBe('password_wrong');
    expect(await own.outcome('POST', `/api/me/passkeys/${id}/remove`, proof)).toBe(204);
    expect(await list(member)).toEqual([]);
    expect(await new ApiClient(server).outcome('GET', '/api/me/passkeys')).toBe('not_signed_in');
  });

  it('KEY6: satisfies the organisation’s policy for the sign-in that was made with it', async () => {
    const boss = await server.createOwner('Strict');
    const member = await server.createMember(boss.organisationId, 'technician');
    const [bosses, members] = [await withPasskey(boss), await withPasskey(member)];
    const require = (who: TestMember) =>
      new ApiClient(server, who).outcome('PATCH', '/api/organisation/two-factor', { required: true });
    expect(await require(boss)).toBe('two_factor_required');
    // The test before has used up what this address may try in a minute.
    const resting = await server.context.authentication.auth.$context;
    expect(resting.rateLimit.enabled).toBe(true);
    const enter = async (made: TestAuthenticator) => {
      const answer = await server.context.authentication.auth.api.signInPasskey({
        body: { credential: made.assert(await signInOptions()) },
        asResponse: true,
      });
      return cookieOf(answer);
    };
    const strong = as(boss, await enter(bosses));
    expect(await require(strong)).toBe(204);
    expect(await new ApiClient(server, strong).outcome('GET', '/api/requests')).toBe(200);
    const byPasskey = as(member, await enter(members));
    expect(await new ApiClient(server, byPasskey).outcome('GET', '/api/requests')).toBe(200);
    const byPassword = as(member, await server.signIn(member.email, member.password));
    expect(await new ApiClient(server, byPassword).outcome('GET', '/api/requests')).toBe('two_factor_required');
  });
});

it('KEY7: are not offered at an address in digits', async () => {
  const server = await startTestServer();
  const owner = await server.createOwner();
  expect(await new ApiClient(server).outcome('POST', '/api/passkeys/sign-in-options')).toBe('not_found');
  const proof = { password: owner.password };
  expect(await new ApiClient(server, owner).outcome('POST', '/api/me/passkeys/options', proof)).toBe('not_found');
  const { body } = await new ApiClient(server).call('GET', '/api/server');
  expect(body).toMatchObject({ passkeysPossible: false });
  await server.stop();
});
