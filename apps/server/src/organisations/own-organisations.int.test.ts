// One person in two organisations: what they are served, on which device, and how they go, leave and found.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  closeCodes,
  computerListSchema,
  meSchema,
  type OwnOrganisation,
  organisationHeader,
  organisationSubprotocol,
  ownOrganisationsSchema,
} from '@nearhand/protocol';
import { systemClock } from '@nearhand/base';
import { joinOrganisation } from '../accounts/create-user.ts';
import { writeHostSetting } from './host-settings.ts';
import { ApiClient } from '../testing/api-client.ts';
import { type TestMember, type TestServer, startTestServer } from '../testing/test-server.ts';
import { TestSocket } from '../testing/test-socket.ts';

describe('organisations of one person', () => {
  let server: TestServer;
  let home: TestMember;
  let away: TestMember;

  beforeAll(async () => {
    server = await startTestServer();
    home = await server.createOwner('Home');
    away = await server.createOwner('Away');
  });
  afterAll(() => server.stop());

  const join = (person: TestMember, organisationId: string, role: 'owner' | 'technician' = 'technician') =>
    server.db
      .transaction()
      .execute((transaction) =>
        joinOrganisation({ clock: systemClock }, transaction, { ...person, name: 'Both', organisationId, role }),
      );

  /** Member of both; signed in to the first. */
  async function newPerson(): Promise<TestMember & { readonly elsewhereId: string }> {
    const person = await server.createMember(home.organisationId, 'technician');
    const { memberId } = await join(person, away.organisationId);
    return { ...person, elsewhereId: memberId };
  }

  const lists = async (person: TestMember): Promise<OwnOrganisation[]> =>
    ownOrganisationsSchema.parse((await new ApiClient(server, person).call('GET', '/api/organisations')).body)
      .organisations;
  const enter = (person: TestMember, id: string) =>
    new ApiClient(server, person).outcome('POST', `/api/organisations/${id}/enter`);
  const leave = (person: TestMember) => new ApiClient(server, person).outcome('POST', '/api/organisation/leave');
  const organisationOf = async (person: TestMember) =>
    meSchema.parse((await new ApiClient(server, person).call('GET', '/api/me')).body).organisation.name;

  function ask(person: TestMember, path: string, organisation: string): Promise<Response> {
    return fetch(server.url + path, { headers: { cookie: person.cookie, [organisationHeader]: organisation } });
  }

  function listen(person: TestMember, organisationId?: string): TestSocket {
    const subprotocols = organisationId === undefined ? [] : [organisationSubprotocol(organisationId)];
    const headers = { cookie: person.cookie, origin: server.url };
    return new TestSocket(`${server.url.replace(/^http/, 'ws')}/hub/member`, { headers }, subprotocols);
  }

  it('ORG1: answers for the organisation that is named, and for none that is not the person’s', async () => {
    const person = await newPerson();
    const request = await new ApiClient(server, home).createRequest('Only at home');
    const path = `/api/requests/${request.id}`;
    const outsider = await server.createOwner('Outside');
    const found: Record<string, number> = {};
    for (const [name, organisation] of Object.entries({
      home: home.organisationId,
      away: away.organisationId,
      outside: outsider.organisationId,
      nonsense: 'x',
    })) {
      found[name] = (await ask(person, path, organisation)).status;
    }
    expect(found).toEqual({ home: 200, away: 404, outside: 401, nonsense: 401 });
    expect((await ask(outsider, path, home.organisationId)).status).toBe(401);
  });

  it('ORG1: a socket hears of the organisation that is named, and of none that is not the person’s', async () => {
    const person = await newPerson();
    const sockets = [listen(person, home.organisationId), listen(person, away.organisationId)] as const;
    for (const socket of sockets) await socket.next('hub.ready');
    const there = await new ApiClient(server, away).createRequest('Away');
    await sockets[1].next('request.changed', ({ request }) => (request as { id: string }).id === there.id);
    expect(sockets[0].drain()).not.toContain('request.changed');
    const outsider = await server.createOwner('Outside');
    const stranger = listen(outsider, home.organisationId);
    expect(await stranger.closed).toBe(closeCodes.signedOut);
    for (const socket of sockets) socket.close();
  });

  it('ORG2: each device is in an organisation of its own, and a new one begins where the person was last', async () => {
    const person = await newPerson();
    const phone = { ...person, cookie: await server.signIn(person.email, person.password) };
    expect((await lists(person)).map(({ name, entered }) => [name, entered])).toEqual([
      ['Away', false],
      ['Home', true],
    ]);
    expect(await enter(phone, away.organisationId)).toBe(204);
    expect([await organisationOf(person), await organisationOf(phone)]).toEqual(['Home', 'Away']);
    await server.db
      .updateTable('members')
      .set({ lastSeenAt: new Date(Date.now() + 60_000) })
      .where('id', '=', person.elsewhereId)
      .execute();
    const later = { ...person, cookie: await server.signIn(person.email, person.password) };
    expect(await organisationOf(later)).toBe('Away');
    expect(await enter(person, (await server.createOwner('Outside')).organisationId)).toBe('not_found');
  });

  it('ORG5: tells the other tabs of the device, and no other device', async () => {
    const person = await newPerson();
    const phone = { ...person, cookie: await server.signIn(person.email, person.password) };
    const [tab, elsewhere] = [listen(person, home.organisationId), listen(phone, home.organisationId)];
    for (const socket of [tab, elsewhere]) await socket.next('hub.ready');
    expect(await enter(person, away.organisationId)).toBe(204);
    await tab.next('organisations.changed');
    expect(elsewhere.drain()).not.toContain('organisations.changed');
    expect((await ask(person, '/api/me', home.organisationId)).status).toBe(200);
    for (const socket of [tab, elsewhere]) socket.close();
  });

  it('ORG9: an owner renames it, once, and its members are told; nobody else does', async () => {
    const owner = await server.createOwner('Tpyo');
    const colleague = await server.createMember(owner.organisationId, 'administrator');
    const rename = (person: TestMember, name: string) =>
      new ApiClient(server, person).outcome('PATCH', '/api/organisation', { name });
    const socket = listen(colleague, owner.organisationId);
    await socket.next('hub.ready');
    expect(await rename(colleague, 'Mine')).toBe('forbidden');
    for (const bad of ['', '   ', 'x'.repeat(101), 'two\nlines']) expect(await rename(owner, bad)).toBe('bad_request');
    for (let time = 0; time < 2; time++) expect(await rename(owner, 'Typo & Söhne')).toBe(204);
    await socket.next('member.changed');
    expect(await organisationOf(colleague)).toBe('Typo & Söhne');
    const events = await server.db
      .selectFrom('auditEvents')
      .select('details')
      .where('organisationId', '=', owner.organisationId)
      .where('event', '=', 'organisation.renamed')
      .execute();
    expect(events).toEqual([{ details: { from: 'Tpyo', to: 'Typo & Söhne' } }]);
    socket.close();
  });

  it('ORG6: leaving ends what was open there, within a second, and nothing elsewhere', async () => {
    const person = await newPerson();
    const [here, there] = [listen(person, home.organisationId), listen(person, away.organisationId)];
    for (const socket of [here, there]) await socket.next('hub.ready');
    expect(await leave(person)).toBe(204);
    expect(await here.closed).toBe(closeCodes.signedOut);
    expect((await lists(person)).map(({ name }) => name)).toEqual(['Away']);
    expect((await ask(person, '/api/me', home.organisationId)).status).toBe(401);
    expect(there.drain()).not.toContain('member.signedOut');
    expect(await leave(person)).toBe('last_organisation');
    const events = await server.db
      .selectFrom('auditEvents')
      .select('event')
      .where('organisationId', '=', home.organisationId)
      .where('event', '=', 'member.left')
      .execute();
    expect(events).toHaveLength(1);
    there.close();
  });

  it('ORG6: the last owner stays, also when two leave at once', async () => {
    const first = await server.createOwner('Two owners');
    await join(first, away.organisationId);
    expect(await leave(first)).toBe('last_owner');
    const second = await server.createMember(first.organisationId, 'owner');
    await join(second, away.organisationId);
    const outcomes = await Promise.all([leave(first), leave(second)]);
    expect(outcomes.toSorted()).toEqual([204, 'last_owner'].toSorted());
  });

  it('MEM4: who is removed goes on in another organisation', async () => {
    const person = await newPerson();
    const socket = listen(person, home.organisationId);
    await socket.next('hub.ready');
    expect(await new ApiClient(server, home).outcome('POST', `/api/members/${person.memberId}/remove`)).toBe(204);
    expect(await socket.closed).toBe(closeCodes.signedOut);
    expect(await organisationOf(person)).toBe('Away');
  });

  it('MEM8: the administrator of the server is removed from any organisation but the last', async () => {
    const person = await newPerson();
    await server.db.updateTable('users').set({ hostAdministrator: true }).where('id', '=', person.userId).execute();
    const outcomes = await Promise.all([
      new ApiClient(server, home).outcome('POST', `/api/members/${person.memberId}/remove`),
      new ApiClient(server, away).outcome('POST', `/api/members/${person.elsewhereId}/remove`),
    ]);
    expect(outcomes.toSorted()).toEqual([204, 'host_administrator']);
  });

  it('MEM4: who is removed from both at once is gone', async () => {
    const person = await newPerson();
    const outcomes = await Promise.all([
      new ApiClient(server, home).outcome('POST', `/api/members/${person.memberId}/remove`),
      new ApiClient(server, away).outcome('POST', `/api/members/${person.elsewhereId}/remove`),
    ]);
    expect(outcomes).toEqual([204, 204]);
    const left = await server.db.selectFrom('users').select('id').where('id', '=', person.userId).execute();
    expect(left).toEqual([]);
    expect(await new ApiClient(server, person).outcome('GET', '/api/me')).toBe('not_signed_in');
  });

  it('ORG7: who may, founds a further one and is its owner', async () => {
    const person = await server.createMember(home.organisationId, 'technician');
    const client = new ApiClient(server, person);
    const founding = async () =>
      [
        ownOrganisationsSchema.parse((await client.call('GET', '/api/organisations')).body).founding,
        await client.outcome('POST', '/api/organisations', { name: 'Further' }),
      ] as const;
    expect(await founding()).toEqual(['hostOnly', 'founding_closed']);
    await writeHostSetting(server.db, 'signUp', { who: 'domains', domains: ['example.net'] });
    expect(await founding()).toEqual(['otherDomain', 'founding_closed']);
    await writeHostSetting(server.db, 'founding', { who: 'nobody' });
    await writeHostSetting(server.db, 'signUp', { who: 'anybody', domains: [] });
    expect(await founding()).toEqual(['hostOnly', 'founding_closed']);
    await writeHostSetting(server.db, 'founding', { who: 'anybody' });
    await writeHostSetting(server.db, 'signUp', { who: 'invitation', domains: [] });
    expect(ownOrganisationsSchema.parse((await client.call('GET', '/api/organisations')).body).founding).toBe(
      'allowed',
    );
    await writeHostSetting(server.db, 'founding', { who: 'signUp' });
    await writeHostSetting(server.db, 'signUp', { who: 'domains', domains: ['example.org'] });
    expect(await client.outcome('POST', '/api/organisations', { name: ' ' })).toBe('bad_request');
    expect(await client.outcome('POST', '/api/organisations', { name: 'Further' })).toBe(200);
    expect(await organisationOf(person)).toBe('Further');
    expect((await lists(person)).map(({ name, role }) => [name, role])).toEqual([
      ['Further', 'owner'],
      ['Home', 'technician'],
    ]);
    const { computers } = computerListSchema.parse((await client.call('GET', '/api/computers')).body);
    expect(computers.map(({ kind }) => kind)).toEqual(['demo']);
    const more = [1, 2, 3, 4, 5].map((number) =>
      client.outcome('POST', '/api/organisations', { name: `No ${number}` }),
    );
    expect(await Promise.all(more)).toContain('too_many_attempts');
  });
});
