// Who may call what with nothing but a share, generated from the table of routes and the table of rights: every role, in
// the computer's organisation and in another one, with each share there can be; over HTTP and on the members' socket.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  computerListSchema,
  type Permission,
  permissions,
  type Right,
  rightsOfRole,
  roles,
  withoutRight,
} from '@nearhand/protocol';
import { newId } from '../database/ids.ts';
import { ApiClient } from '../testing/api-client.ts';
import { enrolComputer } from '../testing/enrolled-computer.ts';
import { openMemberHub } from '../testing/member-hub.ts';
import { createMemberWith } from '../testing/member-with.ts';
import { type RouteRow, routeTable } from '../testing/route-table.ts';
import type { ScriptedAgent } from '../testing/scripted-agent.ts';
import { type TestMember, type TestServer, startTestServer } from '../testing/test-server.ts';
import type { TestSocket } from '../testing/test-socket.ts';

const aboutComputer = routeTable.filter((row) => row.id === 'computer' || JSON.stringify(row).includes('{computer}'));
const titleOf = ({ method, path }: RouteRow) => `${method} ${path}`;

/** Null permissions: it brings nothing. */
interface ShareKind {
  readonly name: string;
  readonly brings: readonly Permission[] | null;
  readonly row: { readonly until?: Date; readonly isClaimed?: boolean } | null;
}

const past = new Date(Date.now() - 60_000);
const future = new Date(Date.now() + 3_600_000);
const shareKinds: readonly ShareKind[] = [
  { name: 'never', brings: null, row: null },
  ...permissions.map((_, at) => {
    const brings = permissions.slice(0, at + 1);
    return { name: brings.join(', '), brings, row: at === 0 ? { until: future } : {} };
  }),
  { name: 'over', brings: null, row: { until: past } },
  { name: 'not theirs yet', brings: null, row: { isClaimed: false } },
  // Last: the row of before is taken away.
  { name: 'ended', brings: null, row: null },
];
const bringing = shareKinds.filter(({ brings }) => brings !== null);
const worthless = shareKinds.filter(({ brings, name }) => brings === null && name !== 'never');

describe('who may call what with nothing but a share', () => {
  let server: TestServer;
  let owner: TestMember;
  let elsewhere: TestMember;
  let agent: ScriptedAgent;
  let computerId: string;
  let names = 0;
  /** By where and what they are. */
  const people = new Map<string, TestMember>();

  beforeAll(async () => {
    server = await startTestServer();
    owner = await server.createOwner('Own');
    elsewhere = await server.createOwner('Other');
    ({ agent, computerId } = await newComputer());
    const held: readonly (readonly [string, readonly Right[]])[] = [
      ['nothing', []],
      ...roles.map((role) => [role, withoutRight(rightsOfRole[role], 'computers.all')] as const),
    ];
    for (const [name, rights] of held) {
      people.set(`here: ${name}`, await createMemberWith(server, owner.organisationId, rights));
    }
    people.set('elsewhere: nothing', await createMemberWith(server, elsewhere.organisationId, []));
    for (const role of roles) {
      people.set(`elsewhere: ${role}`, await server.createMember(elsewhere.organisationId, role));
    }
  });
  afterAll(async () => {
    agent.socket.close();
    await server.stop();
  });

  async function newComputer() {
    const { agent: one, id } = await enrolComputer(server, owner.organisationId);
    return { agent: one, computerId: id };
  }

  const shareRow = (id: string, email: string, sharedPermissions: readonly Permission[]) => ({
    id: newId(),
    computerId: id,
    email,
    permissions: [...sharedPermissions],
    sharedByName: 'Owner',
    sharedAt: new Date(),
  });

  /** In place of what the person had; past the service, which limits how much is shared. */
  async function give(person: TestMember, { row, brings }: ShareKind, id = computerId): Promise<void> {
    const { email, userId } = person;
    await server.db.deleteFrom('computerShares').where('computerId', '=', id).where('email', '=', email).execute();
    if (row === null) return;
    const { until = null, isClaimed = true } = row;
    await server.db
      .insertInto('computerShares')
      .values({ ...shareRow(id, email, brings ?? permissions), until, userId: isClaimed ? userId : null })
      .execute();
  }

  /** What words in braces stand for: the computer, and else what is of the person's own organisation. */
  async function wordFor(word: string, { organisationId }: TestMember): Promise<string> {
    names += 1;
    const id = newId();
    if (word === 'computer') return computerId;
    if (word === 'owner' || word === 'member') {
      return organisationId === owner.organisationId ? owner.memberId : elsewhere.memberId;
    }
    if (word === 'queue') {
      const row = { id, organisationId, name: `Queue ${names}`, createdAt: new Date() };
      await server.db.insertInto('queues').values(row).execute();
      return id;
    }
    if (word === 'share') {
      const row = shareRow(computerId, `somebody${names}@example.net`, ['view']);
      await server.db.insertInto('computerShares').values(row).execute();
      return row.id;
    }
    return word === 'address' ? `somebody${names}@example.net` : `Name ${names}`;
  }

  async function fill(text: string, person: TestMember): Promise<string> {
    let filled = text;
    for (const [, word = ''] of text.matchAll(/\{(\w+)\}/g)) {
      filled = filled.replace(`{${word}}`, await wordFor(word, person));
    }
    return filled;
  }

  async function outcome(person: TestMember, row: RouteRow): Promise<string | number> {
    const query = row.query === undefined ? '' : `?${row.query}`;
    const path = await fill(row.path.replace(':id', '{computer}').replace(':shareId', '{share}') + query, person);
    const body: unknown = row.body === undefined ? undefined : JSON.parse(await fill(JSON.stringify(row.body), person));
    return new ApiClient(server, person).outcome(row.method, path, body);
  }

  it('SHR5: every route about a computer says whether a share is enough', () => {
    const unsaid = routeTable.filter((row) => (row.byShare !== undefined) !== aboutComputer.includes(row));
    expect(unsaid.map(titleOf)).toEqual([]);
    expect(new Set(aboutComputer.map(({ byShare }) => byShare))).toEqual(new Set([true, false]));
  });

  it.each(aboutComputer.map((row) => [titleOf(row), row] as const))('SHR5: %s, with and without', async (_, row) => {
    const found: Record<string, boolean> = {};
    const expected: Record<string, boolean> = {};
    for (const [name, person] of people) {
      await give(person, { name: 'never', brings: null, row: null });
      const never = await outcome(person, row);
      expect([name, ['forbidden', 'not_found']]).toEqual([name, expect.arrayContaining([never])]);
      for (const kind of bringing) {
        await give(person, kind);
        const answer = await outcome(person, row);
        found[`${name}, ${kind.name}`] = answer !== 'forbidden' && answer !== 'not_found';
        expected[`${name}, ${kind.name}`] = row.byShare === true;
      }
      for (const kind of worthless) {
        await give(person, kind);
        // One that is over can still be taken out of one's list.
        const isLeft = kind.name === 'over' && titleOf(row) === 'DELETE /api/computers/:id/shares/mine';
        expect([name, kind.name, await outcome(person, row)]).toEqual([name, kind.name, isLeft ? 204 : never]);
      }
    }
    expect(found).toEqual(expected);
  });

  async function listed(person: TestMember): Promise<readonly Permission[] | null> {
    const { body } = await new ApiClient(server, person).call('GET', '/api/computers');
    const one = computerListSchema.parse(body).computers.find(({ id }) => id === computerId);
    return one === undefined ? null : (one.sharedBy?.permissions ?? []);
  }

  async function connected(person: TestMember): Promise<readonly Permission[] | null> {
    const opened = await new ApiClient(server, person).connect(computerId);
    return typeof opened === 'string' ? null : opened;
  }

  it.each(shareKinds.map((kind) => [kind.name, kind] as const))(
    'SHR5: what a share brings in the list and in a session: %s',
    async (_, kind) => {
      const found: Record<string, unknown> = {};
      const expected: Record<string, unknown> = {};
      for (const [name, person] of people) {
        await give(person, kind);
        found[name] = [await listed(person), await connected(person)];
        expected[name] = [kind.brings, kind.brings];
      }
      expect(found).toEqual(expected);
    },
  );

  it('SHR5: the members’ socket tells of it by what the share brings, and nothing else', async () => {
    const mark = await newComputer();
    const sockets = new Map<string, TestSocket>();
    for (const [name, person] of [...people, ['owner', owner] as const]) {
      const socket = await openMemberHub(server, person);
      sockets.set(name, socket);
      if (person !== owner) await give(person, { name: 'mark', brings: ['view'], row: {} }, mark.computerId);
    }
    const told = (name: string, test: (computer: Computer) => boolean) =>
      sockets.get(name)?.next('computer.changed', ({ computer }) => test(computer as Computer));
    /** Everybody it concerns is told of the one name or the other before the last one is told to the organisation. */
    async function rename(id: string): Promise<readonly [string, string]> {
      const [first, last] = [`First ${++names}`, `Last ${names}`] as const;
      for (const name of [first, last]) {
        expect(await new ApiClient(server, owner).outcome('PATCH', `/api/computers/${id}`, { name })).toBe(204);
        await told('owner', (computer) => computer.name === name);
      }
      return [first, last];
    }
    const found: Record<string, unknown> = {};
    const expected: Record<string, unknown> = {};
    for (const kind of shareKinds) {
      for (const person of people.values()) await give(person, kind);
      const given = await rename(computerId);
      const [, last] = await rename(mark.computerId);
      for (const name of people.keys()) {
        let brings: readonly Permission[] | null = null;
        await told(name, (one) => {
          if (given.includes(one.name)) brings = one.sharedBy?.permissions ?? [];
          return one.name === last;
        });
        found[`${name}, ${kind.name}`] = brings;
        expected[`${name}, ${kind.name}`] = kind.brings;
      }
    }
    expect(found).toEqual(expected);
    for (const socket of [...sockets.values(), mark.agent.socket]) socket.close();
  });
});

interface Computer {
  readonly name: string;
  readonly sharedBy: { readonly permissions: readonly Permission[] } | null;
}
