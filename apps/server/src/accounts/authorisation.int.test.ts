// Role by right by organisation, generated from the protocol's table, over HTTP.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invitedMemberSchema, type Right, type Role, rights, rightsOfRole, roles } from '@nearhand/protocol';
import { ApiClient } from '../testing/api-client.ts';
import { type TestMember, type TestServer, startTestServer } from '../testing/test-server.ts';

interface GuardedRoute {
  readonly right: Right;
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** `:request`, `:member` and `:invitation` stand for one of the organisation. */
  readonly path: string;
  readonly body?: unknown;
}

const routes: readonly GuardedRoute[] = [
  { right: 'requests.view', method: 'GET', path: '/api/requests' },
  { right: 'requests.view', method: 'GET', path: '/api/requests/:request' },
  { right: 'requests.view', method: 'GET', path: '/api/requests/:request/timeline' },
  { right: 'requests.edit', method: 'POST', path: '/api/requests', body: { customer: 'Ana' } },
  { right: 'requests.edit', method: 'PATCH', path: '/api/requests/:request', body: { customer: 'Ana' } },
  { right: 'requests.edit', method: 'GET', path: '/api/requests/:request/invitation' },
  { right: 'requests.edit', method: 'POST', path: '/api/requests/:request/close', body: {} },
  { right: 'requests.edit', method: 'POST', path: '/api/requests/:request/reopen' },
  { right: 'computers.view', method: 'GET', path: '/api/computers' },
  {
    right: 'computers.connect',
    method: 'POST',
    path: '/api/sessions',
    body: { target: { kind: 'request', requestId: ':request' }, commitment: 'A'.repeat(43) },
  },
  { right: 'members.view', method: 'GET', path: '/api/members' },
  { right: 'members.edit', method: 'PATCH', path: '/api/members/:member', body: { role: 'auditor' } },
  { right: 'members.edit', method: 'POST', path: '/api/members/:member/remove' },
  { right: 'members.view', method: 'GET', path: '/api/member-invitations' },
  { right: 'members.view', method: 'GET', path: '/api/presence' },
  {
    right: 'members.edit',
    method: 'POST',
    path: '/api/member-invitations',
    body: { email: 'invited@example.org', role: 'auditor' },
  },
  { right: 'members.edit', method: 'POST', path: '/api/member-invitations/:invitation/send-again' },
  { right: 'members.edit', method: 'POST', path: '/api/member-invitations/:invitation/withdraw' },
  { right: 'audit.view', method: 'GET', path: '/api/audit' },
  { right: 'audit.view', method: 'GET', path: '/api/audit.csv' },
];
const signedInOnly = 'not_signed_in';

describe('who may call what', () => {
  let server: TestServer;
  let owner: TestMember;
  let stranger: TestMember;
  const byRole = new Map<Role, TestMember>();

  beforeAll(async () => {
    server = await startTestServer();
    owner = await server.createOwner('Own');
    stranger = await server.createOwner('Other');
    for (const role of roles) byRole.set(role, await server.createMember(owner.organisationId, role));
  });
  afterAll(() => server.stop());

  let invited = 0;
  async function invite(): Promise<string> {
    invited += 1;
    const body = { email: `somebody${invited}@example.org`, role: 'auditor' };
    const answer = await new ApiClient(server, owner).call('POST', '/api/member-invitations', body);
    return invitedMemberSchema.parse(answer.body).invitation.id;
  }

  async function outcome(client: ApiClient, { method, path, body }: GuardedRoute): Promise<string | number> {
    const made = await new ApiClient(server, owner).createRequest();
    const needsMember = path.includes(':member');
    const member = needsMember ? await server.createMember(owner.organisationId, 'auditor') : owner;
    const invitation = path.includes(':invitation') ? await invite() : '';
    const fill = (text: string) =>
      text.replace(':request', made.id).replace(':member', member.memberId).replace(':invitation', invitation);
    const filled: unknown = body === undefined ? undefined : JSON.parse(fill(JSON.stringify(body)));
    if (path.endsWith('/reopen'))
      await new ApiClient(server, owner).call('POST', fill('/api/requests/:request/close'), {});
    if (path.endsWith('.csv')) return client.fileOutcome(fill(path));
    return client.outcome(method, fill(path), filled);
  }

  it('MEM7: every right guards a route', () => {
    expect([...new Set(routes.map(({ right }) => right))].toSorted()).toEqual([...rights].toSorted());
  });

  it.each(routes)('MEM7: $method $path needs $right', async (route) => {
    const found: Record<string, string> = {};
    const expected: Record<string, string> = {};
    const kindOf = (result: string | number) =>
      result === 'forbidden' || result === signedInOnly ? result : 'allowed';
    for (const role of roles) {
      found[role] = kindOf(await outcome(new ApiClient(server, byRole.get(role)), route));
      expected[role] = rightsOfRole[role].includes(route.right) ? 'allowed' : 'forbidden';
    }
    found['nobody'] = kindOf(await outcome(new ApiClient(server), route));
    expected['nobody'] = signedInOnly;
    expect(found).toEqual(expected);
  });

  it.each(routes.filter((route) => /:(request|member|invitation)/.test(JSON.stringify(route))))(
    'MEM7: $method $path does not exist for another organisation',
    async (route) => {
      expect(await outcome(new ApiClient(server, stranger), route)).toBe('not_found');
    },
  );
});
