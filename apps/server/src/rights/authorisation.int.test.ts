// Who may call what, generated from the table of routes and the table of rights: every role, the smallest role that
// suffices, every role but for one right, nobody, and another organisation's owner.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { completeRights, type Right, rightsOfRole, rights, roles, withoutRight } from '@nearhand/protocol';
import { newId } from '../database/ids.ts';
import { ApiClient } from '../testing/api-client.ts';
import { createMemberWith } from '../testing/member-with.ts';
import { type GuardedRow, isGuarded, type RouteRow, routesOf, routeTable } from '../testing/route-table.ts';
import { type TestMember, type TestServer, startTestServer } from '../testing/test-server.ts';

const guarded = routeTable.filter(isGuarded);
const reachesAll: readonly Right[] = ['requests.all', 'computers.all'];
const titleOf = ({ method, path }: RouteRow) => `${method} ${path}`;
const kindOf = (result: string | number) =>
  result === 'forbidden' || result === 'not_signed_in' ? result : ('allowed' as const);

describe('who may call what', () => {
  let server: TestServer;
  let owner: TestMember;
  let stranger: TestMember;
  let computerId: string;
  let names = 0;
  const people = new Map<string, TestMember>();

  beforeAll(async () => {
    server = await startTestServer();
    owner = await server.createOwner('Own');
    stranger = await server.createOwner('Other');
    const computer = await server.db
      .selectFrom('computers')
      .select('id')
      .where('organisationId', '=', owner.organisationId)
      .executeTakeFirstOrThrow();
    computerId = computer.id;
    for (const role of roles) people.set(role, await server.createMember(owner.organisationId, role));
  });
  afterAll(() => server.stop());

  async function holding(held: readonly Right[]): Promise<TestMember> {
    const key = held.join();
    const known = people.get(key) ?? (await createMemberWith(server, owner.organisationId, held));
    people.set(key, known);
    return known;
  }

  const newName = () => `Name ${++names}`;
  const newAddress = () => `invited${++names}@example.org`;

  async function insert(table: 'ownRoles' | 'technicianGroups' | 'queues'): Promise<string> {
    const row = { id: newId(), organisationId: owner.organisationId, name: newName(), createdAt: new Date() };
    if (table === 'queues') await server.db.insertInto(table).values(row).execute();
    else
      await server.db
        .insertInto(table)
        .values({ ...row, rights: [] })
        .execute();
    return row.id;
  }

  const makers: Readonly<Record<string, () => Promise<string> | string>> = {
    request: async () => (await new ApiClient(server, owner).createRequest()).id,
    member: async () => (await server.createMember(owner.organisationId, 'auditor')).memberId,
    role: () => insert('ownRoles'),
    group: () => insert('technicianGroups'),
    queue: () => insert('queues'),
    computer: () => computerId,
    owner: () => owner.memberId,
    new: newName,
    address: newAddress,
    // Straight into the table: the service limits how many mails go out.
    token: async () => {
      const id = newId();
      const at = new Date();
      await server.db
        .insertInto('enrolmentTokens')
        .values({
          id,
          organisationId: owner.organisationId,
          tokenHash: id,
          name: newName(),
          madeBy: 'Owner',
          uses: 1,
          usesLeft: 1,
          expiresAt: at,
          createdAt: at,
          lastUsedAt: null,
        })
        .execute();
      return id;
    },
    share: async () => {
      const id = newId();
      const share = { computerId, email: newAddress(), permissions: ['view' as const], sharedByName: 'Owner' };
      await server.db
        .insertInto('computerShares')
        .values({ id, ...share, sharedAt: new Date() })
        .execute();
      return id;
    },
    invitation: async () => {
      const id = newId();
      await server.db
        .insertInto('memberInvitations')
        .values({
          id,
          organisationId: owner.organisationId,
          email: newAddress(),
          role: 'auditor',
          tokenHash: id,
          invitedById: owner.memberId,
          invitedByName: 'Owner',
          sentAt: new Date(),
          expiresAt: new Date(Date.now() + 3_600_000),
        })
        .execute();
      return id;
    },
  };

  async function fill(text: string): Promise<string> {
    let filled = text;
    for (const [, word = ''] of text.matchAll(/\{(\w+)\}/g)) {
      filled = filled.replace(`{${word}}`, String(await makers[word]?.()));
    }
    return filled;
  }

  async function outcome(member: TestMember | null, row: RouteRow): Promise<string | number> {
    const client = new ApiClient(server, member);
    const path = await fill(
      row.path.replace(':id', `{${row.id ?? 'new'}}`).replace(':shareId', '{share}') +
        (row.query === undefined ? '' : `?${row.query}`),
    );
    const body: unknown = row.body === undefined ? undefined : JSON.parse(await fill(JSON.stringify(row.body)));
    if (path.endsWith('/reopen')) await new ApiClient(server, owner).call('POST', path.replace('reopen', 'close'), {});
    if (row.isFile === true) return client.fileOutcome(path);
    return client.outcome(row.method, path, body);
  }

  it('MEM7: every route is in the table, and nothing else', () => {
    const served = routesOf(server.app.printRoutes({ commonPrefix: false }));
    expect([...new Set(routeTable.map(titleOf))].toSorted()).toEqual([...new Set(served)].toSorted());
  });

  it('MEM7: every right is asked for by a route', async () => {
    const asked = new Set<string>(guarded.flatMap(({ access }) => access.rights));
    // What these widen or narrow is proven beside lists, invitations and tickets.
    const elsewhere = [
      'requests.all',
      'computers.all',
      'requests.inviteLink',
      'requests.inviteCode',
      'sessions.control',
      'sessions.clipboard',
    ];
    expect([...asked, ...elsewhere].toSorted()).toEqual([...rights].toSorted());
  });

  it.each(guarded.map((row) => [titleOf(row), row] as const))('MEM7: %s needs its right', async (_, row) => {
    const found: Record<string, string> = {};
    const expected: Record<string, string> = {};
    for (const role of roles) {
      found[role] = kindOf(await outcome(people.get(role) ?? null, row));
      const enough = completeRights(row.access.rights).every((right) => rightsOfRole[role].includes(right));
      expected[role] = enough ? 'allowed' : 'forbidden';
    }
    const smallest = completeRights([...row.access.rights, ...(row.besides ?? []), ...reachesAll]);
    found['smallest'] = kindOf(await outcome(await holding(smallest), row));
    expected['smallest'] = 'allowed';
    for (const right of row.access.rights) {
      found[`without ${right}`] = kindOf(await outcome(await holding(withoutRight(rights, right)), row));
      expected[`without ${right}`] = 'forbidden';
    }
    found['nobody'] = kindOf(await outcome(null, row));
    expected['nobody'] = 'not_signed_in';
    expect(found).toEqual(expected);
  });

  it.each(guarded.filter(isAboutOne).map((row) => [titleOf(row), row] as const))(
    'MEM7: %s does not exist for another organisation',
    async (_, row) => {
      expect(await outcome(stranger, row)).toBe('not_found');
    },
  );

  const byWho = routeTable.filter(({ access }) => !isOpen(access) && typeof access === 'string');
  it.each(byWho.map((row) => [titleOf(row), row] as const))('MEM7: %s needs a sign-in', async (_, row) => {
    // Some look at the shape of the body first; nothing is told by that.
    expect([
      'not_signed_in',
      ...(row.access === 'member' || row.access === 'signedIn' ? ['bad_request'] : []),
    ]).toContain(await outcome(null, row));
    if (row.access !== 'owner' && row.access !== 'host') return;
    const refused = row.access === 'owner' ? ['administrator', 'technician', 'auditor'] : roles;
    for (const role of refused) {
      // What belongs to the host does not even exist for others.
      const answer = await outcome(people.get(role) ?? null, row);
      expect([role, answer === 'forbidden' || answer === 'not_found']).toEqual([role, true]);
    }
  });
});

function isOpen(access: RouteRow['access']): boolean {
  return access === 'public';
}

function isAboutOne(row: GuardedRow): boolean {
  return /\{(request|member|role|group|queue|computer|owner|invitation)\}|:id/.test(JSON.stringify(row));
}
