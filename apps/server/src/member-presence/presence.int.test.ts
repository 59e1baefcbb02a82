import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeCodes, myPresenceSchema, type Presence, presenceListSchema } from '@nearhand/protocol';
import { ApiClient } from '../testing/api-client.ts';
import { enrolComputer } from '../testing/enrolled-computer.ts';
import { openMemberHub } from '../testing/member-hub.ts';
import { type TestMember, type TestServer, startTestServer } from '../testing/test-server.ts';
import type { TestSocket } from '../testing/test-socket.ts';
import { leavingMs } from './member-tabs.ts';

describe('presence of members', () => {
  let server: TestServer;
  let owner: TestMember;

  beforeAll(async () => {
    server = await startTestServer();
    owner = await server.createOwner('Fjord IT');
  });
  afterAll(() => server.stop());

  async function tab(member: TestMember, active?: boolean): Promise<TestSocket> {
    const socket = await openMemberHub(server, member);
    if (active !== undefined) socket.send({ type: 'activity.changed', active });
    return socket;
  }
  const heard = (socket: TestSocket, member: TestMember, state: Presence['state']) =>
    socket.next(
      'presence.changed',
      (message) => message['memberId'] === member.memberId && (message['presence'] as Presence).state === state,
    );
  const list = async (member: TestMember) =>
    presenceListSchema.parse((await new ApiClient(server, member).call('GET', '/api/presence')).body).members;
  const choose = async (member: TestMember, choice: string) =>
    new ApiClient(server, member).outcome('POST', '/api/me/presence', { choice });
  const mine = async (member: TestMember) =>
    myPresenceSchema.parse((await new ApiClient(server, member).call('GET', '/api/me/presence')).body);

  it('PRE4: is told at once, to who may see members and to oneself, and to nobody else', async () => {
    const person = await server.createMember(owner.organisationId, 'technician');
    const colleague = await server.createMember(owner.organisationId, 'technician');
    const stranger = await server.createOwner('Elsewhere');
    const watching = await tab(owner, true);
    const others = [await tab(colleague, true), await tab(stranger, true)] as const;
    await others[0].next('presence.mine');
    await heard(others[1], stranger, 'online');
    const own = await tab(person, true);
    await heard(watching, person, 'online');
    own.send({ type: 'activity.changed', active: false });
    await heard(watching, person, 'away');
    await own.next('presence.mine', ({ mine: told }) => (told as { presence: Presence }).presence.state === 'away');
    expect((await list(owner)).find(({ memberId }) => memberId === person.memberId)?.presence.state).toBe('away');
    expect((await list(stranger)).map(({ memberId }) => memberId)).toEqual([stranger.memberId]);
    for (const other of others) expect(other.drain()).not.toContain('presence.changed');
    expect(await new ApiClient(server, person).outcome('GET', '/api/presence')).toBe('forbidden');
    for (const socket of [watching, own, ...others]) socket.close();
  });

  it('PRE5: the choice stays, and counts for all devices', async () => {
    const person = await server.createMember(owner.organisationId, 'technician');
    const watching = await tab(owner, true);
    const own = await tab(person, true);
    await heard(watching, person, 'online');
    expect(await choose(person, 'busy')).toBe(200);
    await heard(watching, person, 'busy');
    const phone = { ...person, cookie: await server.signIn(person.email, person.password) };
    expect(await mine(phone)).toMatchObject({ choice: 'busy', presence: { state: 'busy', inSession: false } });
    expect(await choose(phone, 'automatic')).toBe(200);
    await heard(watching, person, 'online');
    expect(await choose(person, 'invisible')).toBe('bad_request');
    for (const socket of [watching, own]) socket.close();
  });

  it('PRE1: who closes the last tab is offline, nobody else', async () => {
    const person = await server.createMember(owner.organisationId, 'technician');
    const watching = await tab(owner, true);
    const [first, second] = [await tab(person, true), await tab(person, true)];
    await heard(watching, person, 'online');
    first.close();
    await first.closed;
    expect((await mine(person)).presence.state).toBe('online');
    second.close();
    await heard(watching, person, 'offline');
    expect(leavingMs).toBeLessThan(10_000);
    watching.close();
  });

  it('PRE2: whoever is connected is busy, and it says that it is a session', async () => {
    const person = await server.createMember(owner.organisationId, 'technician');
    const watching = await tab(owner, true);
    const own = await tab(person, true);
    await heard(watching, person, 'online');
    const { agent, id } = await enrolComputer(server, owner.organisationId);
    const client = new ApiClient(server, person);
    await client.connect(id);
    const { sessionId, linkId } = await agent.socket.next('link.offered');
    agent.socket.send({ type: 'link.changed', sessionId, linkId, state: 'active' });
    const busy = await heard(watching, person, 'busy');
    expect(busy['presence']).toEqual({ state: 'busy', inSession: true });
    await client.call('POST', `/api/sessions/${String(sessionId)}/end`, {});
    await heard(watching, person, 'online');
    for (const socket of [watching, own, agent.socket]) socket.close();
  });

  it('HUB12: a browser that says anything else is cut off', async () => {
    const unknown = await tab(await server.createMember(owner.organisationId, 'technician'));
    unknown.send({ type: 'from.the.future' });
    unknown.send({ type: 'activity.changed', active: true });
    await unknown.next('presence.mine');
    unknown.send({ type: 'activity.changed', active: 'yes' });
    expect(await unknown.closed).toBe(closeCodes.malformed);
  });
});
