// Who reaches which request and computer: by hand of the one decision over HTTP, in lists, and on the members' socket.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  closeCodes,
  computerListSchema,
  invitationSchema,
  type Permission,
  requestListSchema,
  type Right,
  rights,
  rightsOfRole,
  withoutRight,
} from '@nearhand/protocol';
import { newId } from '../database/ids.ts';
import { ApiClient } from '../testing/api-client.ts';
import { enrolComputer } from '../testing/enrolled-computer.ts';
import { openMemberHub } from '../testing/member-hub.ts';
import { createMemberWith } from '../testing/member-with.ts';
import { ScriptedAgent } from '../testing/scripted-agent.ts';
import { type TestMember, type TestServer, startTestServer } from '../testing/test-server.ts';
import { decide } from './decide.ts';
import { findStandings } from './standing.ts';
import { requestTarget } from './targets.ts';

const limited = rights.filter((right) => !right.endsWith('.all'));
const patience = { timeout: 20_000 };

describe('reach', () => {
  let server: TestServer;
  let owner: TestMember;
  let stranger: TestMember;
  /** Everything but reaching all. */
  let ana: TestMember;
  let groupId: string;
  let served: string;
  let unserved: string;

  beforeAll(async () => {
    server = await startTestServer();
    owner = await server.createOwner('Own');
    stranger = await server.createOwner('Other');
    ana = await createMemberWith(server, owner.organisationId, limited);
    const { organisationId } = owner;
    const createdAt = new Date();
    groupId = newId();
    [served, unserved] = [newId(), newId()];
    await server.db
      .insertInto('technicianGroups')
      .values({ id: groupId, organisationId, name: 'First line', rights: [], createdAt })
      .execute();
    for (const [id, name] of [
      [served, 'Tills'],
      [unserved, 'Printers'],
    ] as const) {
      await server.db.insertInto('queues').values({ id, organisationId, name, createdAt }).execute();
    }
    await server.db.insertInto('groupMembers').values({ groupId, memberId: ana.memberId }).execute();
    await server.db.insertInto('groupQueues').values({ groupId, queueId: served }).execute();
  });
  afterAll(() => server.stop());

  const api = (member: TestMember) => new ApiClient(server, member);

  async function requestOf(maker: TestMember, place: { queueId?: string; assigneeId?: string } = {}): Promise<string> {
    const { id } = await api(maker).createRequest();
    await server.db
      .updateTable('requests')
      .set({ queueId: null, ...place })
      .where('id', '=', id)
      .execute();
    return id;
  }

  /** By what it is to Ana. */
  async function requests(): Promise<Record<string, { id: string; reached: boolean }>> {
    return {
      own: { id: await requestOf(ana), reached: true },
      assigned: { id: await requestOf(owner, { assigneeId: ana.memberId }), reached: true },
      group: { id: await requestOf(owner, { queueId: served }), reached: true },
      otherQueue: { id: await requestOf(owner, { queueId: unserved }), reached: false },
      private: { id: await requestOf(owner), reached: false },
      otherOrganisation: { id: await requestOf(stranger), reached: false },
    };
  }

  it('RGT3: the same over HTTP, in lists and by the decision, for every relation to a request', async () => {
    const all = await requests();
    for (const member of [ana, await createMemberWith(server, owner.organisationId, rights), owner, stranger]) {
      const listed = requestListSchema.parse((await api(member).call('GET', '/api/requests?state=all&limit=200')).body);
      const standing = (await findStandings(server.db, [member.memberId])).get(member.memberId);
      for (const [relation, { id, reached }] of Object.entries(all)) {
        const row = await server.db.selectFrom('requests').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
        const target = await requestTarget(server.db, row);
        const expected = member === ana ? reached : row.organisationId === member.organisationId;
        const answers = [
          standing !== undefined && decide('request.view', standing, target, Date.now()).allowed,
          listed.requests.some((request) => request.id === id),
          (await api(member).outcome('GET', `/api/requests/${id}`)) === 200,
          (await api(member).outcome('GET', `/api/requests/${id}/timeline`)) === 200,
          (await api(member).outcome('PATCH', `/api/requests/${id}`, { comments: 'x' })) === 200,
          (await api(member).outcome('GET', `/api/requests/${id}/invitation`)) === 200,
          (await api(member).outcome('POST', `/api/requests/${id}/queue`, { queueId: row.queueId })) === 204,
        ];
        expect([relation, answers]).toEqual([relation, answers.map(() => expected)]);
        if (!expected) expect(await api(member).outcome('POST', `/api/requests/${id}/close`, {})).toBe('not_found');
      }
    }
  });

  const hubOf = (member: TestMember) => openMemberHub(server, member);

  it('RGT3: the members’ socket tells of what is reached and nothing else', async () => {
    const all = await requests();
    const [hub, own, theirs] = [await hubOf(ana), await hubOf(owner), await hubOf(stranger)];
    for (const { id } of Object.values(all)) {
      const [maker, its] = id === all['otherOrganisation']?.id ? [stranger, theirs] : [owner, own];
      expect(await api(maker).outcome('PATCH', `/api/requests/${id}`, { comments: 'news' })).toBe(200);
      // Of different requests, the order is nobody's.
      await its.next('request.changed', ({ request }) => {
        const seen = request as { id: string; comments: string };
        return seen.id === id && seen.comments === 'news';
      });
    }
    const mark = await requestOf(owner, { assigneeId: ana.memberId });
    await api(owner).call('PATCH', `/api/requests/${mark}`, { comments: 'mark' });
    const told = new Set<unknown>();
    await hub.next('request.changed', ({ request }) => {
      const { id } = request as { id: string };
      told.add(id);
      return id === mark;
    });
    const byRelation = Object.entries(all).map(([relation, { id }]) => [relation, told.has(id)]);
    expect(byRelation).toEqual(Object.entries(all).map(([relation, { reached }]) => [relation, reached]));
    for (const socket of [hub, own, theirs]) socket.close();
  });

  it('RGT3: without the right to see requests the socket tells of none', async () => {
    const blind = await createMemberWith(server, owner.organisationId, withoutRight(rights, 'requests.view'));
    const [hub, seeing] = [await hubOf(blind), await hubOf(owner)];
    const { id } = await api(owner).createRequest();
    await seeing.next('request.changed', ({ request }) => (request as { id: string }).id === id);
    expect(hub.drain()).toEqual([]);
    for (const socket of [hub, seeing]) socket.close();
  });

  it('RGT4: who no longer reaches a request is told that it is gone, and out of its session', async () => {
    const ben = await createMemberWith(server, owner.organisationId, limited);
    const id = await requestOf(owner, { queueId: served });
    const [hub, other, everywhere] = [await hubOf(ana), await hubOf(ben), await hubOf(owner)];
    expect(await api(ana).outcome('POST', `/api/requests/${id}/queue`, { queueId: unserved })).toBe(204);
    expect(await hub.next('request.gone')).toMatchObject({ requestId: id });
    await everywhere.next('request.changed');
    expect([...other.drain(), ...everywhere.drain()]).not.toContain('request.gone');
    expect(await api(ana).outcome('GET', `/api/requests/${id}`)).toBe('not_found');
    for (const socket of [hub, other, everywhere]) socket.close();
  });

  async function computer(): Promise<{ agent: ScriptedAgent; computerId: string }> {
    const { agent, id: computerId } = await enrolComputer(server, owner.organisationId);
    return { agent, computerId };
  }

  const connect = (member: TestMember, computerId: string) =>
    api(member).call('POST', '/api/sessions', { target: { kind: 'computer', computerId }, commitment: 'A'.repeat(43) });
  const permissionsOf = ({ body }: { body: unknown }) => (body as { permissions?: Permission[] }).permissions;
  const changeGroup = (change: unknown) => api(owner).outcome('PATCH', `/api/groups/${groupId}`, change);

  it('RGT3 and RGT4: computers of one’s groups, until they are taken out', async () => {
    const { agent, computerId } = await computer();
    const listed = async () =>
      computerListSchema
        .parse((await api(ana).call('GET', '/api/computers')).body)
        .computers.some(({ id }) => id === computerId);
    const hub = await hubOf(ana);
    expect([await listed(), (await connect(ana, computerId)).status]).toEqual([false, 404]);
    expect(await changeGroup({ computerIds: [computerId] })).toBe(204);
    await hub.next('member.changed');
    expect(await listed()).toBe(true);
    expect(permissionsOf(await connect(ana, computerId))).toEqual(['view', 'control', 'clipboard']);
    // Both go away; only the one of the group is told about.
    const elsewhere = await computer();
    for (const { socket } of [elsewhere.agent, agent]) socket.close();
    const told: unknown[] = [];
    await hub.next('computer.changed', (message) => {
      told.push((message['computer'] as { id: string }).id);
      return told.at(-1) === computerId;
    });
    expect(new Set(told)).toEqual(new Set([computerId]));
    const back = new ScriptedAgent(server.url, agent.identity);
    await back.introduce({ kind: 'computer' });
    expect(await changeGroup({ computerIds: [] })).toBe(204);
    await back.socket.next('session.revoked');
    await hub.next('member.changed');
    expect([await listed(), (await connect(ana, computerId)).status]).toEqual([false, 404]);
    expect((await connect(stranger, computerId)).status).toBe(404);
    hub.close();
    back.socket.close();
    expect(await hub.closed).not.toBe(closeCodes.malformed);
  });

  it('RGT2: without the right to control the ticket allows to see', async () => {
    const { agent, computerId } = await computer();
    const watcher = await createMemberWith(server, owner.organisationId, withoutRight(rights, 'sessions.control'));
    expect(permissionsOf(await connect(watcher, computerId))).toEqual(['view', 'clipboard']);
    agent.socket.close();
  });

  it('RGT2: losing the right to control ends a session that was opened with it', async () => {
    const { agent, computerId } = await computer();
    const member = await createMemberWith(server, owner.organisationId, rights);
    expect(permissionsOf(await connect(member, computerId))).toEqual(['view', 'control', 'clipboard']);
    const roles = await server.db.selectFrom('members').select('ownRoleId').where('id', '=', member.memberId).execute();
    const change = { rights: withoutRight(rights, 'sessions.control') };
    expect(await api(owner).outcome('PATCH', `/api/roles/${roles[0]?.ownRoleId}`, change)).toBe(204);
    await agent.socket.next('session.revoked');
    expect(permissionsOf(await connect(member, computerId))).toEqual(['view', 'clipboard']);
    agent.socket.close();
  });

  it('RGT5: an invitation shows only the ways one may invite by', async () => {
    const ways: readonly [Right, unknown][] = [
      ['requests.inviteLink', { link: null, code: expect.stringMatching(/^\d{9}$/) }],
      ['requests.inviteCode', { link: expect.stringContaining('/j/'), code: null }],
    ];
    for (const [right, expected] of ways) {
      const member = await createMemberWith(server, owner.organisationId, withoutRight(rights, right));
      const { id } = await api(owner).createRequest();
      expect(
        invitationSchema.parse((await api(member).call('GET', `/api/requests/${id}/invitation`)).body),
      ).toMatchObject(expected as object);
      const made = await api(member).call('POST', '/api/requests', { customer: 'Ana' });
      expect(made.body).toMatchObject({ invitation: expected });
    }
    const neither = rightsOfRole.technician.filter((right) => !right.startsWith('requests.invite'));
    const member = await createMemberWith(server, owner.organisationId, neither);
    const made = await api(member).call('POST', '/api/requests', { customer: 'Ana' });
    expect(made.body).toMatchObject({ invitation: null });
    const { id } = (made.body as { request: { id: string } }).request;
    expect(await api(member).outcome('GET', `/api/requests/${id}/invitation`)).toBe('forbidden');
  });

  it('RGT6: private requests take a right of their own', async () => {
    const member = await createMemberWith(server, owner.organisationId, withoutRight(rights, 'requests.private'));
    expect(await api(member).outcome('POST', '/api/requests', { customer: 'Ana' })).toBe('forbidden');
    expect(await api(member).outcome('POST', '/api/requests', { customer: 'Ana', queueId: served })).toBe(201);
    const elsewhere = newId();
    await server.db
      .insertInto('queues')
      .values({ id: elsewhere, organisationId: stranger.organisationId, name: 'Theirs', createdAt: new Date() })
      .execute();
    expect(await api(member).outcome('POST', '/api/requests', { customer: 'Ana', queueId: elsewhere })).toBe(
      'not_found',
    );
    const id = await requestOf(owner, { queueId: served });
    expect(await api(owner).outcome('POST', `/api/requests/${id}/queue`, { queueId: elsewhere })).toBe('not_found');
    expect(await api(member).outcome('POST', `/api/requests/${id}/queue`, { queueId: null })).toBe('forbidden');
  });

  it('RGT14: a request asks for no more than its member may do in a session', async () => {
    const lacking = (...taken: Right[]) => rights.filter((right) => !taken.includes(right));
    const cases: readonly [readonly Right[], readonly Permission[]][] = [
      [rights, ['view', 'control', 'clipboard']],
      [lacking('sessions.clipboard'), ['view', 'control']],
      [lacking('sessions.control'), ['view', 'clipboard']],
      [lacking('sessions.control', 'sessions.clipboard'), ['view']],
    ];
    const wishes: readonly Permission[][] = [
      ['view'],
      ['view', 'control'],
      ['view', 'clipboard'],
      ['view', 'control', 'clipboard'],
    ];
    for (const [held, askable] of cases) {
      const member = await createMemberWith(server, owner.organisationId, held);
      const { request } = await api(member).createRequest();
      expect(request.permissions).toEqual(askable);
      for (const permissions of wishes) {
        const outcome = await api(member).outcome('POST', '/api/requests', { customer: 'Ana', permissions });
        const isAskable = permissions.every((permission) => askable.includes(permission));
        expect([held.length, permissions, outcome]).toEqual([
          held.length,
          permissions,
          isAskable ? 201 : 'asks_beyond_rights',
        ]);
      }
    }
  });

  it('RGT6 and RGT14: a request made anew asks for no more than who reopens it may do, and takes the right to be private', async () => {
    const { id } = await api(owner).createRequest();
    const close = () => api(owner).call('POST', `/api/requests/${id}/close`, {});
    const reopenWithout = async (...taken: Right[]) => {
      const held = rights.filter((right) => !taken.includes(right));
      const member = await createMemberWith(server, owner.organisationId, held);
      return api(member).outcome('POST', `/api/requests/${id}/reopen`);
    };
    await close();
    expect(await reopenWithout('requests.private')).toBe('forbidden');
    expect(await reopenWithout('sessions.control')).toBe(200);
    expect((await api(owner).request(id)).permissions).toEqual(['view', 'clipboard']);
    await close();
    expect(await reopenWithout()).toBe(200);
    expect((await api(owner).request(id)).permissions).toEqual(['view', 'clipboard']);
  });

  it('RGT7: of two who take a request at once, one has it', async () => {
    const others = await Promise.all([1, 2].map(() => createMemberWith(server, owner.organisationId, rights)));
    const { id } = await api(owner).createRequest();
    const take = (member: TestMember) =>
      api(member).outcome('POST', `/api/requests/${id}/assign`, { memberId: member.memberId, before: null });
    expect((await Promise.all(others.map(take))).toSorted()).toEqual([204, 'conflict']);
    const { assignee } = await api(owner).request(id);
    const give = (memberId: string | null) =>
      api(owner).outcome('POST', `/api/requests/${id}/assign`, { memberId, before: assignee?.id ?? null });
    const auditor = await server.createMember(owner.organisationId, 'auditor');
    expect([await give(stranger.memberId), await give(auditor.memberId)]).toEqual(['bad_request', 'bad_request']);
    expect(await give(null)).toBe(204);
    expect((await api(owner).request(id)).assignee).toBeNull();
    const timeline = await server.db
      .selectFrom('requestEvents')
      .select('event')
      .where('requestId', '=', id)
      .orderBy('id')
      .execute();
    expect(timeline.map(({ event }) => event)).toEqual(['request.created', 'request.assigned', 'request.assigned']);
  });

  it('RGT4: deleting a queue or a group takes away what it gave, at once', async () => {
    const { organisationId } = owner;
    const [queueId, group] = [newId(), newId()];
    const createdAt = new Date();
    await server.db.insertInto('queues').values({ id: queueId, organisationId, name: 'Short', createdAt }).execute();
    const row = { id: group, organisationId, name: 'Short', rights: ['audit.view'], createdAt };
    await server.db.insertInto('technicianGroups').values(row).execute();
    const cleo = await createMemberWith(server, organisationId, ['requests.view']);
    await server.db.insertInto('groupMembers').values({ groupId: group, memberId: cleo.memberId }).execute();
    await server.db.insertInto('groupQueues').values({ groupId: group, queueId }).execute();
    const id = await requestOf(owner, { queueId });
    const sees = () => api(cleo).outcome('GET', `/api/requests/${id}`);
    expect([await sees(), await api(cleo).outcome('GET', '/api/audit')]).toEqual([200, 200]);
    await api(owner).call('POST', `/api/requests/${id}/close`, {});
    expect(await sees()).toBe(200);
    expect(await api(owner).outcome('POST', `/api/queues/${queueId}/delete`)).toBe(204);
    await expect.poll(sees, patience).toBe('not_found');
    expect(await api(owner).request(id)).toMatchObject({ queue: null });
    expect(await api(owner).outcome('POST', `/api/groups/${group}/delete`)).toBe(204);
    expect(await api(cleo).outcome('GET', '/api/audit')).toBe('forbidden');
  });

  async function newQueue(name: string): Promise<string> {
    const id = newId();
    const row = { id, organisationId: owner.organisationId, name, createdAt: new Date() };
    await server.db.insertInto('queues').values(row).execute();
    return id;
  }

  it('RGT15: a queue with live requests is not deleted; those that ended are in none then', async () => {
    const queueId = await newQueue('Closing down');
    const remove = (member: TestMember) => api(member).outcome('POST', `/api/queues/${queueId}/delete`);
    const [waiting, ended] = [await requestOf(owner), await requestOf(owner)];
    for (const id of [waiting, ended]) await api(owner).call('POST', `/api/requests/${id}/queue`, { queueId });
    await api(owner).call('POST', `/api/requests/${ended}/close`, {});
    expect(await remove(owner)).toBe('queue_in_use');
    for (const id of [waiting, ended]) {
      expect(await api(owner).request(id)).toMatchObject({ queue: { id: queueId } });
    }
    expect(await api(owner).outcome('POST', `/api/requests/${waiting}/queue`, { queueId: served })).toBe(204);
    expect(await remove(owner)).toBe(204);
    expect(await api(owner).request(waiting)).toMatchObject({ queue: { id: served } });
    expect(await api(owner).request(ended)).toMatchObject({ queue: null });
    const { body } = await api(owner).call('GET', `/api/requests/${ended}/timeline`);
    expect(body).toMatchObject({
      entries: expect.arrayContaining([expect.objectContaining({ event: 'request.queued', note: 'Closing down' })]),
    });
    const audit = await api(owner).call('GET', '/api/audit?kind=rights&limit=1');
    expect(audit.body).toMatchObject({ entries: [{ event: 'queue.deleted', target: { name: 'Closing down' } }] });
  });

  it('RGT15: of a request that is reopened and its queue deleted at once, the request keeps its queue, or is private by right', async () => {
    const member = await createMemberWith(server, owner.organisationId, withoutRight(rights, 'requests.private'));
    for (let round = 0; round < 8; round++) {
      const queueId = await newQueue(`Round ${round}`);
      const id = await requestOf(owner, { queueId });
      await api(owner).call('POST', `/api/requests/${id}/close`, {});
      const [reopened, removed] = await Promise.all([
        api(member).outcome('POST', `/api/requests/${id}/reopen`),
        api(owner).outcome('POST', `/api/queues/${queueId}/delete`),
      ]);
      const { state, queue } = await api(owner).request(id);
      expect([
        [200, 'queue_in_use', 'open', queueId],
        ['forbidden', 204, 'closed', undefined],
      ]).toContainEqual([reopened, removed, state, queue?.id]);
    }
  });

  it('RGT9: nobody deletes a queue they do not reach', async () => {
    const held: readonly Right[] = ['roles.edit', 'members.view'];
    const outsider = await createMemberWith(server, owner.organisationId, held);
    const queueId = await newQueue('Far away');
    const remove = (id = queueId) => api(outsider).outcome('POST', `/api/queues/${id}/delete`);
    expect(await remove()).toBe('forbidden');
    const id = await requestOf(owner, { queueId });
    expect(await remove()).toBe('forbidden');
    expect(await api(owner).request(id)).toMatchObject({ queue: { id: queueId } });
    await api(owner).call('POST', `/api/requests/${id}/close`, {});
    const group = newId();
    const row = { id: group, organisationId: owner.organisationId, name: 'Near', rights: [], createdAt: new Date() };
    await server.db.insertInto('technicianGroups').values(row).execute();
    await server.db.insertInto('groupQueues').values({ groupId: group, queueId }).execute();
    expect(await remove()).toBe('forbidden');
    await server.db.insertInto('groupMembers').values({ groupId: group, memberId: outsider.memberId }).execute();
    expect(await remove()).toBe(204);
    expect(await remove(newId())).toBe('not_found');
  });
});
