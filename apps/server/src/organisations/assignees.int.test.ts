// Who a request may be given to: those who could work on it, found by name, for whoever edits requests.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assigneeListSchema, completeRights } from '@nearhand/protocol';
import { newId } from '../database/ids.ts';
import { ApiClient } from '../testing/api-client.ts';
import { createMemberWith } from '../testing/member-with.ts';
import { type TestMember, type TestServer, startTestServer } from '../testing/test-server.ts';

describe('assignees', () => {
  let server: TestServer;
  let owner: TestMember;
  let technician: TestMember;

  beforeAll(async () => {
    server = await startTestServer();
    owner = await server.createOwner('Own');
    technician = await server.createMember(owner.organisationId, 'technician');
  });
  afterAll(() => server.stop());

  const read = async (member: TestMember, query = '') =>
    assigneeListSchema.parse((await new ApiClient(server, member).call('GET', `/api/assignees?${query}`)).body);
  const ids = async (member: TestMember, query = '') => (await read(member, query)).assignees.map(({ id }) => id);
  const named = (member: TestMember, name: string) =>
    server.db.updateTable('users').set({ name }).where('email', '=', member.email).execute();

  it('RGT7: whoever edits requests finds those, and no others, who could work on one', async () => {
    const { organisationId } = owner;
    const auditor = await server.createMember(organisationId, 'auditor');
    const byRole = await createMemberWith(server, organisationId, completeRights(['requests.edit']));
    const byGroup = await createMemberWith(server, organisationId, ['requests.view']);
    const stranger = await server.createOwner('Other');
    const groupId = newId();
    const group = { id: groupId, organisationId, name: 'Group', rights: ['requests.edit'], createdAt: new Date() };
    await server.db.insertInto('technicianGroups').values(group).execute();
    const before = [owner, technician, byRole].map(({ memberId }) => memberId);
    expect(await ids(technician)).toEqual(before);
    await server.db.insertInto('groupMembers').values({ groupId, memberId: byGroup.memberId }).execute();
    for (const member of [owner, technician, byRole, byGroup]) {
      expect(await ids(member)).toEqual([...before, byGroup.memberId]);
    }
    expect(await ids(stranger)).toEqual([stranger.memberId]);
    const onlyViews = await createMemberWith(server, organisationId, ['requests.view']);
    for (const member of [auditor, onlyViews]) {
      expect(await new ApiClient(server, member).outcome('GET', '/api/assignees')).toBe('forbidden');
    }
    // What the list offers is what the assignment takes.
    const { id } = await new ApiClient(server, owner).createRequest();
    for (const [memberId, outcome] of [
      [byGroup.memberId, 204],
      [onlyViews.memberId, 'bad_request'],
    ] as const) {
      const body = { memberId, before: outcome === 204 ? null : byGroup.memberId };
      expect(await new ApiClient(server, owner).outcome('POST', `/api/requests/${id}/assign`, body)).toBe(outcome);
    }
  });

  it('RGT7: they are found by name, page by page, and nothing else is told of them', async () => {
    const firm = await server.createOwner('Paged');
    const people = [];
    for (const name of ['Ana 100%', 'Ana Ruiz', 'Jürgen']) {
      const person = await server.createMember(firm.organisationId, 'technician');
      await named(person, name);
      people.push(person);
    }
    const [first, second, third] = people.map(({ memberId }) => memberId);
    expect(await ids(firm, 'text=ana')).toEqual([first, second]);
    expect(await ids(firm, `text=${encodeURIComponent('100%')}`)).toEqual([first]);
    expect(await ids(firm, `text=${encodeURIComponent('jür')}`)).toEqual([third]);
    const page = await read(firm, 'text=ana&limit=1');
    expect(page.assignees).toEqual([{ id: first, name: 'Ana 100%' }]);
    const rest = await read(firm, `text=ana&limit=1&cursor=${page.next}`);
    expect([rest.assignees, rest.next]).toEqual([[{ id: second, name: 'Ana Ruiz' }], null]);
    // Addresses are not to be guessed letter by letter.
    expect(await ids(firm, `text=${encodeURIComponent(people[0]?.email ?? '')}`)).toEqual([]);
    const raw = await new ApiClient(server, firm).call('GET', '/api/assignees?text=ana&limit=1');
    expect(raw.body).toEqual({ assignees: [{ id: first, name: 'Ana 100%' }], next: page.next });
    const outcome = (query: string) => new ApiClient(server, firm).outcome('GET', `/api/assignees?${query}`);
    expect(await outcome('cursor=x')).toBe('bad_request');
    expect(await outcome(`text=${'x'.repeat(101)}`)).toBe('bad_request');
    expect(await outcome('limit=1000')).toBe('bad_request');
  });
});
