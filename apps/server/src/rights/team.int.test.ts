import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  auditPageSchema,
  type Explanation,
  explanationSchema,
  groupListSchema,
  memberListSchema,
  queueListSchema,
  type Right,
  rights,
  rightsOfRole,
  roleListSchema,
  withoutRight,
} from '@nearhand/protocol';
import { newId } from '../database/ids.ts';
import { ApiClient } from '../testing/api-client.ts';
import { createMemberWith } from '../testing/member-with.ts';
import { type TestMember, type TestServer, startTestServer } from '../testing/test-server.ts';

const hostile = '<img src=x onerror=alert(1)> "q\'; drop table members; --';

describe('roles, groups and queues', () => {
  let server: TestServer;
  let owner: TestMember;
  let stranger: TestMember;
  let api: ApiClient;
  let names = 0;

  beforeAll(async () => {
    server = await startTestServer();
    owner = await server.createOwner('Own');
    stranger = await server.createOwner('Other');
    api = new ApiClient(server, owner);
  });
  afterAll(() => server.stop());

  const as = (member: TestMember) => new ApiClient(server, member);
  const newName = (start: string) => `${start} ${++names}`;
  const roleList = async (client = api) => roleListSchema.parse((await client.call('GET', '/api/roles')).body).roles;
  const groupList = async (client = api) =>
    groupListSchema.parse((await client.call('GET', '/api/groups')).body).groups;
  const queueList = async () => queueListSchema.parse((await api.call('GET', '/api/queues')).body).queues;
  const memberList = async () => memberListSchema.parse((await api.call('GET', '/api/members?limit=200')).body).members;

  async function createRole(held: readonly Right[], name = newName('Role')): Promise<string> {
    expect(await api.outcome('POST', '/api/roles', { name, rights: held })).toBe(204);
    return String((await roleList()).find((role) => role.name === name)?.id);
  }

  async function createGroup(changes: object = {}): Promise<string> {
    const name = newName('Group');
    const group = { name, rights: [], memberIds: [], queueIds: [], computerIds: [], ...changes };
    expect(await api.outcome('POST', '/api/groups', group)).toBe(204);
    return String((await groupList()).find((one) => one.name === name)?.id);
  }

  async function createQueue(): Promise<string> {
    const name = newName('Queue');
    expect(await api.outcome('POST', '/api/queues', { name })).toBe(204);
    return String((await queueList()).find((queue) => queue.name === name)?.id);
  }

  it('RGT8: an own role brings what it needs, and counts for its members at once', async () => {
    const person = await server.createMember(owner.organisationId, 'auditor');
    const id = await createRole(['requests.inviteLink']);
    expect((await roleList()).find((role) => role.id === id)).toMatchObject({
      rights: ['requests.view', 'requests.edit', 'requests.inviteLink'],
      members: 0,
    });
    expect(await api.outcome('PATCH', `/api/members/${person.memberId}`, { role: id })).toBe(200);
    expect((await memberList()).find((member) => member.id === person.memberId)).toMatchObject({ role: id });
    expect(await as(person).outcome('GET', '/api/audit')).toBe('forbidden');
    expect(await api.outcome('PATCH', `/api/roles/${id}`, { rights: ['audit.view'] })).toBe(204);
    expect(await as(person).outcome('GET', '/api/audit')).toBe(200);
    expect(await as(person).outcome('GET', '/api/requests')).toBe('forbidden');
    expect((await as(person).call('GET', '/api/me')).body).toMatchObject({
      member: { role: id, roleName: expect.stringContaining('Role') },
      rights: ['audit.view'],
    });
  });

  it('RGT9: nobody gives or takes a right they do not hold', async () => {
    for (const right of ['requests.private', 'computers.all', 'members.edit', 'audit.view'] as const) {
      const held = withoutRight(rights, right);
      const client = as(await createMemberWith(server, owner.organisationId, held));
      const role = await createRole([right]);
      const group = await createGroup({ rights: [right] });
      const outcomes = [
        await client.outcome('POST', '/api/roles', { name: newName('x'), rights: [right] }),
        await client.outcome('PATCH', `/api/roles/${role}`, { rights: [] }),
        await client.outcome('POST', `/api/roles/${role}/delete`, {}),
        await client.outcome('PATCH', `/api/groups/${group}`, { memberIds: [] }),
        await client.outcome('POST', `/api/groups/${group}/delete`),
        await client.outcome('POST', '/api/roles', {
          name: newName('x'),
          rights: withoutRight(held, 'sessions.control'),
        }),
      ];
      expect([right, ...outcomes]).toEqual([right, ...Array.from({ length: 5 }, () => 'forbidden'), 204]);
    }
  });

  it('RGT9: nobody gives a role, or moves members to one, above their own', async () => {
    const boss = await createMemberWith(server, owner.organisationId, withoutRight(rights, 'audit.view'));
    const [above, below] = [await createRole(rights), await createRole([])];
    const person = await server.createMember(owner.organisationId, 'technician');
    const give = (memberId: string, role: string) => as(boss).outcome('PATCH', `/api/members/${memberId}`, { role });
    expect([await give(person.memberId, above), await give(person.memberId, 'administrator')]).toEqual([
      'forbidden',
      'forbidden',
    ]);
    expect(await give(boss.memberId, 'owner')).toBe('forbidden');
    expect(await give(person.memberId, below)).toBe(200);
    expect(await as(boss).outcome('POST', `/api/roles/${below}/delete`, { moveTo: above })).toBe('forbidden');
    // A group has put the member above.
    await createGroup({ rights: ['audit.view'], memberIds: [person.memberId] });
    expect(await as(boss).outcome('POST', `/api/roles/${below}/delete`, { moveTo: 'technician' })).toBe('forbidden');
    expect(await give(person.memberId, 'technician')).toBe('forbidden');
    expect(await as(boss).outcome('POST', `/api/members/${person.memberId}/remove`)).toBe('forbidden');
  });

  async function demoComputer(): Promise<string> {
    const computers = server.db.selectFrom('computers').select('id').where('organisationId', '=', owner.organisationId);
    return (await computers.executeTakeFirstOrThrow()).id;
  }

  it('RGT9: nobody gives a group queues or computers they do not reach, or takes them from it', async () => {
    const limited = rights.filter((right) => !right.endsWith('.all'));
    const boss = await createMemberWith(server, owner.organisationId, limited);
    const queueId = await createQueue();
    const computerId = await demoComputer();
    const full = await createGroup({ queueIds: [queueId], computerIds: [computerId] });
    const empty = await createGroup();
    const tries = [
      ['PATCH', `/api/groups/${full}`, { memberIds: [boss.memberId] }],
      ['POST', `/api/groups/${full}/delete`, undefined],
      ['POST', `/api/groups/${await createGroup({ queueIds: [queueId] })}/delete`, undefined],
      ['POST', `/api/groups/${await createGroup({ computerIds: [computerId] })}/delete`, undefined],
      ['PATCH', `/api/groups/${empty}`, { queueIds: [queueId] }],
      ['PATCH', `/api/groups/${empty}`, { computerIds: [computerId] }],
    ] as const;
    for (const [method, path, body] of tries) expect(await as(boss).outcome(method, path, body)).toBe('forbidden');
    expect(await api.outcome('PATCH', `/api/groups/${full}`, { memberIds: [boss.memberId] })).toBe(204);
    expect(await as(boss).outcome('PATCH', `/api/groups/${empty}`, { queueIds: [queueId] })).toBe(204);
    expect(await as(boss).outcome('POST', `/api/groups/${empty}/delete`)).toBe(204);
    expect(await as(boss).outcome('POST', `/api/groups/${full}/delete`)).toBe(204);
  });

  it('RGT16: groups show what the reader’s lists show, and a change keeps what is hidden', async () => {
    const queueId = await createQueue();
    const computerId = await demoComputer();
    const id = await createGroup({ queueIds: [queueId], computerIds: [computerId] });
    const reader = (...held: Right[]) => createMemberWith(server, owner.organisationId, ['members.view', ...held]);
    const [blind, looking, shaper] = [
      await reader(),
      await reader('requests.view', 'computers.view'),
      await reader('roles.edit'),
    ];
    const group = async (member: TestMember) => {
      const found = (await groupList(as(member))).find((one) => one.id === id);
      const ids = (named: readonly { id: string }[] = []) => named.map((one) => one.id);
      return { ...found, queues: ids(found?.queues), computers: ids(found?.computers) };
    };
    const isQueueReached = async (member: TestMember) => {
      const { body } = await as(member).call('GET', '/api/queues');
      return queueListSchema.parse(body).queues.find((one) => one.id === queueId)?.reached;
    };
    const whole = { queues: [queueId], computers: [computerId], hidden: { queues: 0, computers: 0 }, reached: true };
    const nothing = { queues: [], computers: [], hidden: { queues: 1, computers: 1 } };
    const half = { queues: [queueId], computers: [], hidden: { queues: 0, computers: 1 }, reached: false };
    expect(await group(owner)).toMatchObject(whole);
    expect(await group(blind)).toMatchObject({ ...nothing, reached: false });
    expect(await group(looking)).toMatchObject(half);
    expect([await isQueueReached(owner), await isQueueReached(looking)]).toEqual([true, false]);
    const memberIds = [looking.memberId, shaper.memberId];
    expect(await api.outcome('PATCH', `/api/groups/${id}`, { memberIds })).toBe(204);
    expect([await group(looking), await isQueueReached(looking)]).toMatchObject([whole, true]);
    // Of the group, but without the rights to see the lists.
    expect(await group(shaper)).toMatchObject({ ...nothing, reached: true });
    const emptied = { queueIds: [], computerIds: [] };
    expect(await as(shaper).outcome('PATCH', `/api/groups/${id}`, emptied)).toBe(204);
    expect(await group(owner)).toMatchObject(whole);
    expect(await api.outcome('PATCH', `/api/groups/${id}`, emptied)).toBe(204);
    expect(await group(owner)).toMatchObject({ queues: [], computers: [] });
  });

  it('RGT10: deleting a role in use asks where its members go', async () => {
    const person = await server.createMember(owner.organisationId, 'technician');
    const id = await createRole(['audit.view']);
    await api.outcome('PATCH', `/api/members/${person.memberId}`, { role: id });
    const remove = (body: object) => api.outcome('POST', `/api/roles/${id}/delete`, body);
    expect([await remove({}), await remove({ moveTo: id })]).toEqual(['conflict', 'conflict']);
    const theirs = await createMemberWith(server, stranger.organisationId, []);
    const { ownRoleId } = await server.db
      .selectFrom('members')
      .select('ownRoleId')
      .where('id', '=', theirs.memberId)
      .executeTakeFirstOrThrow();
    expect(await remove({ moveTo: ownRoleId })).toBe('not_found');
    expect(await remove({ moveTo: 'technician' })).toBe(204);
    expect((await memberList()).find((member) => member.id === person.memberId)?.role).toBe('technician');
    expect(await remove({})).toBe('not_found');
  });

  it('RGT8: built-in roles are neither changed nor deleted', async () => {
    expect(await api.outcome('PATCH', '/api/roles/technician', { rights: [] })).toBe('bad_request');
    expect(await api.outcome('POST', '/api/roles/auditor/delete', {})).toBe('bad_request');
    for (const role of (await roleList()).slice(0, 4)) {
      expect(role.rights).toEqual(rightsOfRole[role.id as keyof typeof rightsOfRole]);
    }
  });

  it('RGT11: names are one per organisation, plain text, and never more than there may be', async () => {
    const empty = { rights: [], memberIds: [], queueIds: [], computerIds: [] };
    for (const path of ['/api/roles', '/api/groups', '/api/queues']) {
      const create = (name: string, client = api) => client.outcome('POST', path, { ...empty, name });
      expect([await create(hostile), await create(hostile.toUpperCase())]).toEqual([204, 'name_taken']);
      expect(await create(hostile, as(stranger))).toBe(204);
      const refused = await Promise.all(['', ' ', 'a\u202Eb', 'x'.repeat(61), 'a\nb'].map((name) => create(name)));
      expect(refused).toEqual(refused.map(() => 'bad_request'));
      const both = await Promise.all([create('Same'), create('same')]);
      expect(both.map(String).toSorted()).toEqual(['204', 'name_taken']);
    }
    expect((await groupList()).some(({ name }) => name === hostile)).toBe(true);
    const { organisationId } = stranger;
    const many = Array.from({ length: 200 }, (_, index) => ({ id: newId(), name: `q${index}`, createdAt: new Date() }));
    await server.db
      .insertInto('queues')
      .values(many.map((row) => ({ ...row, organisationId })))
      .execute();
    expect(await as(stranger).outcome('POST', '/api/queues', { name: 'one more' })).toBe('limit_reached');
  });

  it('RGT11: a group holds nobody and nothing of another organisation', async () => {
    const group = await createGroup();
    const theirs = await new ApiClient(server, stranger).call('GET', '/api/computers');
    const [computer] = (theirs.body as { computers: { id: string }[] }).computers;
    const change = (body: object) => api.outcome('PATCH', `/api/groups/${group}`, body);
    expect(await change({ memberIds: [stranger.memberId] })).toBe('not_found');
    expect(await change({ computerIds: [computer?.id] })).toBe('not_found');
    expect(await change({ memberIds: [owner.memberId, owner.memberId] })).toBe(204);
    expect((await groupList()).find(({ id }) => id === group)?.members).toHaveLength(1);
  });

  it('RGT12: every change of rights stands in the audit log, with what was given and taken', async () => {
    const person = await server.createMember(owner.organisationId, 'technician');
    const role = await createRole(['audit.view']);
    await api.call('PATCH', `/api/roles/${role}`, { name: 'Night shift', rights: ['members.view'] });
    const group = await createGroup({ rights: ['audit.view'] });
    await api.call('PATCH', `/api/groups/${group}`, { memberIds: [person.memberId], rights: [] });
    const queue = await createQueue();
    await api.call('PATCH', `/api/queues/${queue}`, { name: 'Late tills' });
    for (const path of [`roles/${role}`, `groups/${group}`, `queues/${queue}`]) {
      await api.call('POST', `/api/${path}/delete`, {});
    }
    const page = auditPageSchema.parse((await api.call('GET', '/api/audit?kind=rights&limit=9')).body);
    const said = page.entries.map(({ event, details }) => [event, details]).toReversed();
    expect(said).toMatchObject([
      ['role.created', { rightsAdded: 'audit.view' }],
      ['role.changed', { to: 'Night shift', rightsAdded: 'members.view', rightsRemoved: 'audit.view' }],
      ['group.created', { rightsAdded: 'audit.view' }],
      ['group.changed', { membersAdded: expect.stringContaining('Person'), rightsRemoved: 'audit.view' }],
      ['queue.created', {}],
      ['queue.renamed', { to: 'Late tills' }],
      ['role.deleted', { rightsRemoved: 'members.view' }],
      ['group.deleted', { membersRemoved: expect.stringContaining('Person') }],
      ['queue.deleted', {}],
    ]);
    expect(page.entries.every(({ actor }) => actor.kind === 'member' && actor.id === owner.memberId)).toBe(true);
  });

  async function explain(client: ApiClient, memberId: string, action: string, targetId: string): Promise<Explanation> {
    const query = new URLSearchParams({ memberId, action, targetId });
    return explanationSchema.parse((await client.call('GET', `/api/explanation?${query}`)).body);
  }

  it('RGT13: an explanation gives the reason of each layer, as the decision has it', async () => {
    const queueId = await createQueue();
    const person = await createMemberWith(server, owner.organisationId, ['requests.view', 'requests.edit']);
    const { id } = await api.createRequest();
    await api.call('POST', `/api/requests/${id}/queue`, { queueId });
    const reasons = async () => {
      const { allowed, findings } = await explain(api, person.memberId, 'request.control', id);
      return [allowed, ...findings.map(({ reason }) => reason)];
    };
    expect(await reasons()).toEqual([false, 'reach.queue', 'rights.missing', 'policy.unanswered']);
    await createGroup({ rights: ['sessions.control'], memberIds: [person.memberId], queueIds: [queueId] });
    expect(await reasons()).toEqual([false, 'reach.group', 'rights.held', 'policy.unanswered']);
    const granted = { state: 'ready', grantedPermissions: ['view', 'control'] } as const;
    await server.db
      .updateTable('requests')
      .set({ ...granted, grantedPermissions: [...granted.grantedPermissions] })
      .where('id', '=', id)
      .execute();
    expect(await reasons()).toEqual([true, 'reach.group', 'rights.held', 'policy.granted']);
    const { findings, queue } = await explain(api, person.memberId, 'request.control', id);
    expect(queue?.id).toBe(queueId);
    expect(findings[1]?.groups).toHaveLength(1);
  });

  it('RGT13: it tells nothing about what the one who asks does not reach', async () => {
    const asker = await createMemberWith(server, owner.organisationId, ['requests.view', 'members.view']);
    const { id } = await api.createRequest();
    const outcome = (client: ApiClient, memberId: string) =>
      client.outcome('GET', `/api/explanation?memberId=${memberId}&action=request.view&targetId=${id}`);
    expect(await outcome(as(asker), owner.memberId)).toBe('not_found');
    expect(await outcome(as(stranger), stranger.memberId)).toBe('not_found');
    expect(await outcome(api, stranger.memberId)).toBe('not_found');
    expect(await outcome(api, asker.memberId)).toBe(200);
  });
});
