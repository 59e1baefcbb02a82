import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  agentRoleSchema,
  maxHubMessageBytes,
  meSchema,
  memberListSchema,
  pictureSizePx,
  requestOfferSchema,
  smallPictureBytes,
  smallPictureSizePx,
} from '@nearhand/protocol';
import { ApiClient } from '../../testing/api-client.ts';
import { ScriptedAgent } from '../../testing/scripted-agent.ts';
import { type TestMember, type TestServer, startTestServer } from '../../testing/test-server.ts';
import { writePng } from './png.ts';

let server: TestServer;
let owner: TestMember;

beforeAll(async () => {
  server = await startTestServer();
  owner = await server.createOwner();
});
afterAll(() => server.stop());

const person = () => server.createMember(owner.organisationId, 'technician');
const me = async (member: TestMember) =>
  meSchema.parse((await new ApiClient(server, member).call('GET', '/api/me')).body);
const change = (member: TestMember, body: unknown) => new ApiClient(server, member).outcome('PATCH', '/api/me', body);
const signIn = (email: string, password: string) =>
  server.request('POST', '/api/auth/sign-in/email', { body: { email, password } });

describe('names', () => {
  it('PRO1: the name that others see is made of first and last name', async () => {
    const member = await person();
    expect((await me(member)).profile).toMatchObject({ firstName: 'Person', lastName: expect.any(String) });
    expect(await change(member, { firstName: ' María José ', lastName: 'de la Fuente' })).toBe(200);
    expect((await me(member)).member.name).toBe('María José de la Fuente');
    expect(await change(member, { lastName: '' })).toBe(200);
    expect((await me(member)).member.name).toBe('María José');
    await server.db
      .updateTable('users')
      .set({ name: 'Ana Lía Ruiz', firstName: null, lastName: null })
      .where('id', '=', member.userId)
      .execute();
    expect(await change(member, { lastName: 'Sol' })).toBe(200);
    expect((await me(member)).member.name).toBe('Ana Lía Sol');
  });

  it('PRO1: the whole name at once is taken too', async () => {
    const member = await person();
    expect(await change(member, { firstName: 'A', lastName: 'B' })).toBe(200);
    expect(await change(member, { name: 'Jean Paul Roux' })).toBe(200);
    const now = await me(member);
    expect([now.member.name, now.profile.firstName, now.profile.lastName]).toEqual([
      'Jean Paul Roux',
      'Jean Paul',
      'Roux',
    ]);
  });

  it('PRO1: refuses names that are empty, endless or not text', async () => {
    const member = await person();
    const wrong = [{ firstName: ' ' }, { firstName: 'x'.repeat(61) }, { lastName: 'a\u202eb' }, { firstName: 5 }];
    const outcomes = await Promise.all(wrong.map((body) => change(member, body)));
    expect(outcomes).toEqual(wrong.map(() => 'bad_request'));
  });

  it('PRO2: a user name is one person’s, however it is written, and can be given up', async () => {
    const [one, other] = [await person(), await person()];
    expect(await change(one, { userName: ' Zoe.K ' })).toBe(200);
    expect((await me(one)).profile.userName).toBe('zoe.k');
    expect(await change(other, { userName: 'ZOE.k' })).toBe('user_name_taken');
    expect(await change(one, { userName: 'zoe.k', country: 'FR' })).toBe(200);
    expect(await change(one, { userName: null })).toBe(200);
    expect(await change(other, { userName: 'zoe.k' })).toBe(200);
    const wrong = ['ab', 'a b c', 'me@example.org', '-abc', 'zoé', 'x'.repeat(33)];
    const outcomes = await Promise.all(wrong.map((userName) => change(one, { userName })));
    expect(outcomes).toEqual(wrong.map(() => 'bad_request'));
  });

  it('PRO2: of two who want the same at once, one gets it', async () => {
    const people = [await person(), await person()];
    const outcomes = await Promise.all(people.map((member) => change(member, { userName: 'wanted' })));
    expect(outcomes.toSorted()).toEqual([200, 'user_name_taken']);
  });

  it('PRO2: serves in place of the address when signing in, alike for unknown ones', async () => {
    const member = await person();
    await change(member, { userName: 'signs.in' });
    expect((await signIn('Signs.In', member.password)).status).toBe(204);
    const wrong = await signIn('signs.in', 'not the password');
    const unknown = await signIn('nobody.here', 'not the password');
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(await wrong.text()).toBe(await unknown.text());
  });

  it('PRO2: nobody asks for all of them', async () => {
    const member = await person();
    const outcomes: unknown[] = [];
    for (let i = 0; i < 12; i++) outcomes.push(await change(member, { userName: `guess.${i}` }));
    expect(outcomes.at(-1)).toBe('too_many_attempts');
    expect(await change(member, { country: 'ES' })).toBe(200);
  });

  it('PRO6: takes countries, time zones and date formats that exist, and nothing for "as the browser"', async () => {
    const member = await person();
    const chosen = { country: 'CA', timeZone: 'America/Montreal', dateFormat: 'yyyy-mm-dd' };
    expect(await change(member, chosen)).toBe(200);
    expect((await me(member)).profile).toMatchObject(chosen);
    expect(await change(member, { country: null, timeZone: null, dateFormat: null })).toBe(200);
    const wrong = [{ country: 'XX' }, { country: 'fr' }, { timeZone: 'Mars/Base' }, { timeZone: '+01:00' }];
    const outcomes = await Promise.all(
      [...wrong, { timeZone: '../etc' }, { dateFormat: 'yy' }].map((body) => change(member, body)),
    );
    expect(new Set(outcomes)).toEqual(new Set(['bad_request']));
  });
});

describe('the tour', () => {
  it('PRO8: is offered until it is answered; later means the next sign-in', async () => {
    const member = await person();
    expect((await me(member)).tourOffered).toBe(true);
    expect(await change(member, { tour: 'later' })).toBe(200);
    expect((await me(member)).tourOffered).toBe(false);
    const again = { ...member, cookie: await server.signIn(member.email, member.password) };
    expect((await me(again)).tourOffered).toBe(true);
    expect(await change(again, { tour: 'never' })).toBe(200);
    const last = { ...member, cookie: await server.signIn(member.email, member.password) };
    expect((await me(last)).tourOffered).toBe(false);
    expect(await change(member, { tour: 'sometimes' })).toBe('bad_request');
  });
});

describe('pictures', () => {
  const pixels = () => randomBytes(pictureSizePx * pictureSizePx * 3);
  const asPng = async (raw: Buffer) => (await writePng(raw, pictureSizePx)).toString('base64');
  const upload = (member: TestMember, png: string) =>
    new ApiClient(server, member).outcome('POST', '/api/me/picture', { png });
  const get = (path: string) => fetch(server.url + path);

  it('PRO3, PRO4: is served as a PNG and nothing else, to whoever knows its address', async () => {
    const member = await person();
    const raw = pixels();
    expect(await upload(member, await asPng(raw))).toBe(204);
    const { picture } = (await me(member)).profile;
    expect(picture).toMatch(/^\/pictures\/[A-Za-z0-9_-]{22}$/);
    const answer = await get(picture ?? '');
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(await writePng(raw, pictureSizePx));
  });

  it('PRO4: another picture has another address, and the old one is dead', async () => {
    const member = await person();
    await upload(member, await asPng(pixels()));
    const first = (await me(member)).profile.picture ?? '';
    await upload(member, await asPng(pixels()));
    const second = (await me(member)).profile.picture ?? '';
    expect([(await get(first)).status, (await get(second)).status]).toEqual([404, 200]);
    expect(await new ApiClient(server, member).outcome('POST', '/api/me/picture/remove')).toBe(204);
    expect((await get(second)).status).toBe(404);
    expect((await me(member)).profile.picture).toBeNull();
  });

  it('PRO4: guesses and other spellings find nothing', async () => {
    const paths = [
      '/pictures/',
      `/pictures/${'A'.repeat(22)}`,
      `/pictures/${owner.userId}`,
      '/pictures/..%2f..%2fkeys',
    ];
    const found = await Promise.all(paths.map(async (path) => (await get(path)).status));
    expect(found).toEqual(paths.map(() => 404));
  });

  it('PRO3: refuses what is no such picture, and strangers', async () => {
    const member = await person();
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>').toString('base64');
    const small = (await writePng(randomBytes(16 * 16 * 3), 16)).toString('base64');
    const trailed = Buffer.concat([await writePng(pixels(), pictureSizePx), Buffer.from('<html>')]).toString('base64');
    const outcomes = await Promise.all([svg, small, trailed].map((png) => upload(member, png)));
    expect(outcomes).toEqual(['picture_invalid', 'picture_invalid', 'picture_invalid']);
    expect(await upload(member, '<svg>')).toBe('bad_request');
    expect(['bad_request', 'too_large']).toContain(await upload(member, 'A'.repeat(400_000)));
    expect(await new ApiClient(server).outcome('POST', '/api/me/picture', { png: small })).toBe('not_signed_in');
  });

  it('PRO4: the list of members shows it', async () => {
    const member = await person();
    await upload(member, await asPng(pixels()));
    const listed = await new ApiClient(server, owner).call('GET', `/api/members?text=${member.email}`);
    const { picture } = (await me(member)).profile;
    expect(memberListSchema.parse(listed.body).members.map((one) => one.picture)).toEqual([picture]);
  });

  it('PRO5: customers see it on the invitation’s page', async () => {
    const member = await person();
    const { token } = await new ApiClient(server, member).createRequest('Mia');
    const page = async () => (await get(`/j/${token}`)).text();
    expect(await page()).not.toContain('/pictures/');
    await upload(member, await asPng(pixels()));
    expect(await page()).toContain(`src="${(await me(member)).profile.picture}"`);
  });

  it('PRO10: the agent is told the same as bare pixels, and again when it comes back', async () => {
    const member = await person();
    const first = await new ApiClient(server, member).createRequest('Mia');
    const second = await new ApiClient(server, member).createRequest('Tom');
    const agent = new ScriptedAgent(server.url);
    const told = async (one: ScriptedAgent, purpose: Parameters<ScriptedAgent['introduce']>[0]) => {
      const welcome = await one.introduce(purpose);
      expect(JSON.stringify(welcome).length).toBeLessThan(maxHubMessageBytes);
      const role = agentRoleSchema.parse(welcome['role']);
      return role.kind === 'request' ? role.offer.invitedBy : null;
    };
    expect(Object.keys((await told(agent, { kind: 'code', code: first.code })) ?? {})).toEqual([
      'technician',
      'organisation',
    ]);
    await upload(member, await asPng(Buffer.alloc(pictureSizePx * pictureSizePx * 3, Uint8Array.of(10, 20, 30))));
    const other = new ScriptedAgent(server.url);
    const { picture = '' } = (await told(other, { kind: 'code', code: second.code })) ?? {};
    const pixels96 = Buffer.alloc(smallPictureBytes, Uint8Array.of(10, 20, 30));
    expect(Buffer.from(picture, 'base64').equals(pixels96)).toBe(true);
    expect(smallPictureSizePx).toBe(96);
    const back = new ScriptedAgent(server.url, agent.identity);
    expect((await told(back, { kind: 'request', requestId: first.id }))?.picture).toBe(picture);
    other.send({ type: 'consent.answered', requestId: second.id, permissions: ['view'] });
    await other.socket.next('request.changed', ({ offer }) => requestOfferSchema.parse(offer).state === 'ready');
    const target = { kind: 'request', requestId: second.id };
    const commitment = randomBytes(32).toString('base64url');
    const connect = async (one: TestMember) => {
      expect(await new ApiClient(server, one).outcome('POST', '/api/sessions', { target, commitment })).toBe(200);
      const offered = await other.socket.next('link.offered');
      expect(JSON.stringify(offered).length).toBeLessThan(maxHubMessageBytes);
      return offered['picture'];
    };
    expect([await connect(member), await connect(owner)]).toEqual([picture, undefined]);
    for (const one of [agent, other, back]) one.socket.close();
  });
});
