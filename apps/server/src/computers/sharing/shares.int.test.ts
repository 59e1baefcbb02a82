// Shares of computers with a real database: over HTTP, on both sockets, and against each other in time.

import { ManualClock } from '@nearhand/base';
import {
  type Computer,
  computerShareListSchema,
  type ComputerShare,
  type Permission,
  sharedComputerSchema,
  type Right,
  rights,
  withoutRight,
} from '@nearhand/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../database/ids.ts';
import { decide } from '../../rights/decide.ts';
import { findStandings } from '../../rights/standing.ts';
import { computerTarget } from '../../rights/targets.ts';
import { ApiClient } from '../../testing/api-client.ts';
import { createMemberWith } from '../../testing/member-with.ts';
import { enrolComputer } from '../../testing/enrolled-computer.ts';
import { openMemberHub } from '../../testing/member-hub.ts';
import { type TestMember, type TestServer, startTestServer } from '../../testing/test-server.ts';
import type { TestSocket } from '../../testing/test-socket.ts';

const patience = { timeout: 20_000 };
const limited = rights.filter((right) => !right.endsWith('.all'));

describe('shares of computers', () => {
  const clock = new ManualClock(Date.now());
  let server: TestServer;
  let owner: TestMember;
  let stranger: TestMember;
  let addresses = 0;

  beforeAll(async () => {
    server = await startTestServer({ clock });
    stranger = await server.createOwner('Other');
    await confirm(stranger);
  });
  // How much an organisation shares in a minute is limited.
  beforeEach(async () => {
    owner = await server.createOwner('Own');
  });
  afterAll(() => server.stop());

  const api = (member: TestMember) => new ApiClient(server, member);
  const newAddress = () => `somebody${++addresses}@example.net`;
  const soon = (ms: number) => new Date(clock.nowMs() + ms).toISOString();
  const confirm = ({ userId }: TestMember) =>
    server.db.updateTable('users').set({ emailVerified: true }).where('id', '=', userId).execute();
  const colleague = (held: readonly Right[] = limited) => createMemberWith(server, owner.organisationId, held);

  const computer = () => enrolComputer(server, owner.organisationId);

  interface Probe {
    readonly hub: TestSocket;
    readonly shareId: string;
  }
  interface Wish {
    readonly email?: string;
    readonly permissions?: readonly Permission[];
    readonly until?: string | null;
  }
  const pathOf = (id: string) => `/api/computers/${id}/shares`;
  const wishOf = (wish: Wish) => ({ email: newAddress(), permissions: ['view'], until: null, ...wish });
  const tryShare = (by: TestMember, id: string, wish: Wish = {}) => api(by).outcome('POST', pathOf(id), wishOf(wish));
  async function share(id: string, wish: Wish = {}): Promise<ComputerShare> {
    const { body } = await api(owner).call('POST', pathOf(id), wishOf(wish));
    return sharedComputerSchema.parse(body).share;
  }
  const sharesOf = async (member: TestMember, id: string) =>
    computerShareListSchema.parse((await api(member).call('GET', pathOf(id))).body).shares;
  const end = (id: string, shareId: string, by = owner) => api(by).outcome('DELETE', `${pathOf(id)}/${shareId}`);
  const change = (id: string, shareId: string, body: object, by = owner) =>
    api(by).outcome('PATCH', `${pathOf(id)}/${shareId}`, body);

  const seen = (member: TestMember, id: string) => api(member).computer(id);
  const connect = (member: TestMember, id: string) => api(member).connect(id);
  const hubOf = (member: TestMember) => openMemberHub(server, member);
  const changeOf = (hub: TestSocket, id: string, test: (one: Computer) => boolean = () => true) =>
    hub.next('computer.changed', ({ computer: one }) => (one as Computer).id === id && test(one as Computer));

  it('SHR4: with a colleague who reaches nothing: in the list with who shared it, live, and gone with the share', async () => {
    const { agent, id } = await computer();
    const ana = await colleague();
    const [hers, mine, others] = [await hubOf(ana), await hubOf(owner), await hubOf(stranger)];
    expect([await seen(ana, id), await connect(ana, id)]).toEqual([undefined, 'not_found']);
    const made = await share(id, { email: ana.email });
    expect(await changeOf(hers, id)).toMatchObject({
      computer: { sharedBy: { organisation: 'Own', permissions: ['view'], until: null }, sharedWithOthers: false },
    });
    await changeOf(mine, id, (one) => one.sharedWithOthers && one.sharedBy === null);
    expect(await seen(ana, id)).toMatchObject({ sharedBy: { permissions: ['view'] } });
    expect(await seen(owner, id)).toMatchObject({ sharedBy: null, sharedWithOthers: true });
    expect(await connect(ana, id)).toEqual(['view']);
    await agent.socket.next('link.offered');
    expect(await end(id, made.id)).toBe(204);
    await agent.socket.next('session.revoked');
    expect(await hers.next('computer.gone')).toMatchObject({ computerId: id });
    await changeOf(mine, id, (one) => !one.sharedWithOthers);
    expect([await seen(ana, id), await connect(ana, id)]).toEqual([undefined, 'not_found']);
    expect([...mine.drain(), ...others.drain()]).not.toContain('computer.gone');
    for (const socket of [hers, mine, others, agent.socket]) socket.close();
  });

  it('SHR4: with two addresses of one person: all that they bring, until the last ends, from whoever shared that', async () => {
    const { agent, id } = await computer();
    const ana = await colleague();
    const move = (email: string) =>
      server.db.updateTable('users').set({ email }).where('id', '=', ana.userId).execute();
    const named = (name: string) => server.db.updateTable('computerShares').set({ sharedByName: name });
    const [hour, day] = [soon(3_600_000), soon(86_400_000)];
    const first = await share(id, { email: ana.email, permissions: ['view', 'control'], until: day });
    await named('Long').where('id', '=', first.id).execute();
    const other = newAddress();
    await move(other);
    const second = await share(id, { email: other, permissions: ['view', 'clipboard'], until: hour });
    await named('Short').where('id', '=', second.id).execute();
    const permissions = ['view', 'control', 'clipboard'];
    expect((await seen(ana, id))?.sharedBy).toMatchObject({ permissions, until: day, name: 'Long' });
    await change(id, second.id, { until: null });
    expect((await seen(ana, id))?.sharedBy).toMatchObject({ permissions, until: null, name: 'Short' });
    agent.socket.close();
  });

  it('SHR4: with somebody of another organisation, in each of theirs', async () => {
    const { agent, id } = await computer();
    const person = await server.createOwner('First');
    await confirm(person);
    const second = await server.createOwner('Second');
    const member = {
      id: newId(),
      organisationId: second.organisationId,
      userId: person.userId,
      role: 'auditor' as const,
    };
    await server.db
      .insertInto('members')
      .values({ ...member, createdAt: new Date() })
      .execute();
    const hub = await hubOf(person);
    await share(id, { email: person.email.toUpperCase(), permissions: ['view', 'control'] });
    await changeOf(hub, id);
    expect(await seen(person, id)).toMatchObject({ sharedBy: { organisation: 'Own', name: expect.any(String) } });
    expect(await connect(person, id)).toEqual(['view', 'control']);
    const entered = await api(person).outcome('POST', `/api/organisations/${second.organisationId}/enter`);
    expect([entered, (await seen(person, id))?.id]).toEqual([204, id]);
    expect(await api(person).outcome('GET', pathOf(id))).toBe('not_found');
    for (const socket of [hub, agent.socket]) socket.close();
  });

  // Role, by what the computer is to it, by what is done there: the decision, HTTP and the socket agree.
  const relations = ['all', 'group', 'shared', 'sharedToControl', 'over', 'none', 'otherOrganisation'] as const;
  const holdings: Readonly<Record<string, readonly Right[]>> = {
    everything: limited,
    connecting: ['computers.view', 'computers.connect'],
    seeing: ['computers.view'],
    nothing: [],
  };
  it.each(relations)('SHR5: what each set of rights may do with a computer: %s', async (relation) => {
    const { agent, id } = await computer();
    const prober = await colleague([]);
    const probe = { hub: await hubOf(prober), shareId: (await share(id, { email: prober.email })).id };
    await changeOf(probe.hub, id);
    for (const [name, held] of Object.entries(holdings)) {
      const completed = relation === 'all' && held.length > 0 ? [...held, 'computers.all' as const] : held;
      const organisationId = relation === 'otherOrganisation' ? stranger.organisationId : owner.organisationId;
      const member = await createMemberWith(server, organisationId, completed);
      if (relation === 'otherOrganisation') await confirm(member);
      await relate(relation, member, id);
      const hub = await hubOf(member);
      const expected = expectation(relation, held);
      const row = await server.db.selectFrom('computers').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
      const standing = (await findStandings(server.db, [member.memberId])).get(member.memberId);
      const target = await computerTarget(server.db, row);
      const may = (action: 'computer.view' | 'computer.watch' | 'computer.control' | 'computer.share') =>
        standing !== undefined && decide(action, standing, target, clock.nowMs()).allowed;
      const opened = await connect(member, id);
      const found = {
        decided: [may('computer.view'), may('computer.watch'), may('computer.control'), may('computer.share')],
        listed: (await seen(member, id)) !== undefined,
        opened: Array.isArray(opened) ? opened : [],
        shares: (await api(member).outcome('GET', pathOf(id))) === 200,
        share: (await tryShare(member, id)) === 200,
        told: await wasTold(hub, member, { id, probe }),
      };
      expect([relation, name, found]).toEqual([relation, name, expected]);
      hub.close();
    }
    for (const socket of [probe.hub, agent.socket]) socket.close();
  });

  async function relate(relation: (typeof relations)[number], member: TestMember, id: string): Promise<void> {
    const { email, memberId } = member;
    if (relation === 'group') {
      const groupId = newId();
      const group = { id: groupId, organisationId: owner.organisationId, name: groupId, rights: [] };
      await server.db
        .insertInto('technicianGroups')
        .values({ ...group, createdAt: new Date() })
        .execute();
      await server.db.insertInto('groupMembers').values({ groupId, memberId }).execute();
      await server.db.insertInto('groupComputers').values({ groupId, computerId: id }).execute();
    }
    if (relation === 'shared') await share(id, { email });
    if (relation === 'sharedToControl') await share(id, { email, permissions: ['view', 'control'] });
    if (relation === 'over') {
      const over = new Date(clock.nowMs() - 1_000);
      const row = { id: newId(), computerId: id, email, userId: member.userId, sharedByName: 'Owner', sharedAt: over };
      await server.db
        .insertInto('computerShares')
        .values({ ...row, permissions: ['view'], until: over, overAt: over })
        .execute();
    }
  }

  function expectation(relation: (typeof relations)[number], held: readonly Right[]) {
    const reaches = relation === 'all' ? held.length > 0 : relation === 'group';
    const holds = (right: Right) => reaches && held.includes(right);
    const byShare = relation === 'shared' || relation === 'sharedToControl';
    const view = holds('computers.view') || byShare;
    const watch = holds('computers.connect') || byShare;
    const control = (holds('computers.connect') && holds('sessions.control')) || relation === 'sharedToControl';
    const mayShare = holds('computers.share');
    const copy = holds('computers.connect') && holds('sessions.clipboard');
    const opened = [...(watch ? ['view'] : []), ...(control ? ['control'] : []), ...(copy ? ['clipboard'] : [])];
    return {
      decided: [view, watch, control, mayShare],
      listed: view,
      opened,
      shares: holds('computers.view'),
      share: mayShare,
      told: view,
    };
  }

  /** Of a change to the computer. When the probe hears of the second one, everybody has been told of the first. */
  async function wasTold(hub: TestSocket, member: TestMember, { id, probe }: { id: string; probe: Probe }) {
    for (const until of [soon(3_600_000), soon(7_200_000)]) {
      expect(await change(id, probe.shareId, { until })).toBe(200);
      await changeOf(probe.hub, id, ({ sharedBy }) => sharedBy?.until === until);
    }
    expect(await api(member).outcome('POST', '/api/notifications/read', {})).toBe(200);
    let told = false;
    for (;;) {
      const message = await hub.nextOf(['computer.changed', 'notifications.read']);
      if (message.type === 'notifications.read') return told;
      told ||= (message['computer'] as Computer).id === id;
    }
  }

  it('SHR1: nobody gives more than they may, and nobody passes on', async () => {
    const { agent, id } = await computer();
    const watcher = await colleague(withoutRight(rights, 'sessions.control'));
    const all = ['view', 'control'] as const;
    expect(await tryShare(watcher, id, { permissions: all })).toBe('forbidden');
    expect(await tryShare(watcher, id, { permissions: ['view'] })).toBe(200);
    const { id: viewOnly } = await share(id);
    expect(await change(id, viewOnly, { permissions: all }, watcher)).toBe('forbidden');
    const { id: full } = await share(id, { permissions: all, until: soon(3_600_000) });
    // Neither for longer, nor again once it is over; cutting it is fine.
    expect(await change(id, full, { until: null }, watcher)).toBe('forbidden');
    expect(await change(id, full, { until: soon(7_200_000) }, watcher)).toBe('forbidden');
    expect(await change(id, full, { until: soon(60_000) }, watcher)).toBe(200);
    expect(await change(id, full, { permissions: ['view'] }, watcher)).toBe(200);
    const receiver = await colleague();
    await share(id, { email: receiver.email, permissions: all });
    expect([await tryShare(receiver, id), await api(receiver).outcome('GET', pathOf(id))]).toEqual([
      'forbidden',
      'not_found',
    ]);
    expect(await tryShare(stranger, id)).toBe('not_found');
    const reaching = await colleague(['computers.view', 'computers.all']);
    expect([await tryShare(reaching, id), (await sharesOf(reaching, id)).length > 0]).toEqual(['forbidden', true]);
    agent.socket.close();
  });

  it('SHR1: a share of another computer, or of another organisation’s, is not there', async () => {
    const [one, two] = [await computer(), await computer()];
    const { id: shareId } = await share(one.id);
    for (const outcome of [
      await change(two.id, shareId, { until: null }),
      await end(two.id, shareId),
      await change(one.id, shareId, { until: null }, stranger),
      await end(one.id, shareId, stranger),
      await end(newId(), shareId),
    ]) {
      expect(outcome).toBe('not_found');
    }
    expect(await sharesOf(owner, one.id)).toHaveLength(1);
    for (const { agent } of [one, two]) agent.socket.close();
  });

  it('SHR2: the answer is the same whether the address has an account or not', async () => {
    const { agent, id } = await computer();
    const unconfirmed = await server.createOwner('Unconfirmed');
    const emails = [newAddress(), unconfirmed.email, stranger.email];
    const answers = [];
    for (const email of emails) {
      const { status, body } = await api(owner).call('POST', pathOf(id), wishOf({ email }));
      const parsed = sharedComputerSchema.parse(body);
      answers.push([status, { ...parsed, share: { ...parsed.share, id: '', email: '', sharedAt: '' } }]);
      expect(await tryShare(owner, id, { email })).toBe('already_shared');
    }
    expect(answers).toEqual([answers[0], answers[0], answers[0]]);
    const listed = (await sharesOf(owner, id)).map(({ id: _, email, sharedAt: __, ...rest }) => [email, rest]);
    expect(new Set(listed.map(([, rest]) => JSON.stringify(rest))).size).toBe(1);
    const mails = await server.db
      .selectFrom('mails')
      .select(['recipient', 'kind', 'text'])
      .where('recipient', 'in', emails)
      .where('kind', '=', 'computerShared')
      .execute();
    expect(mails.map(({ recipient }) => recipient).toSorted()).toEqual(emails.slice(0, 2).toSorted());
    expect(mails.every(({ text }) => text.includes('desk-7') && text.includes('/sign-in'))).toBe(true);
    agent.socket.close();
  });

  it('SHR3: a share waits for whoever confirms its address, and nobody else has it', async () => {
    const { agent, id } = await computer();
    const person = await server.createOwner('Theirs');
    await share(id, { email: person.email });
    expect([await seen(person, id), await connect(person, id)]).toEqual([undefined, 'not_found']);
    await confirm(person);
    expect([(await seen(person, id))?.id, await connect(person, id)]).toEqual([id, ['view']]);
    // With another address the person keeps what they have, and gets what waited for that one.
    const [next, second] = [newAddress(), await computer()];
    await share(second.id, { email: next });
    await server.db.updateTable('users').set({ email: next }).where('id', '=', person.userId).execute();
    expect([(await seen(person, id))?.id, (await seen(person, second.id))?.id]).toEqual([id, second.id]);
    for (const socket of [agent.socket, second.agent.socket]) socket.close();
  });

  it('SHR3: made while the address is being confirmed, it is not overlooked', async () => {
    const { agent, id } = await computer();
    for (let round = 0; round < 8; round++) {
      const person = await server.createOwner(`Round ${round}`);
      await Promise.all([share(id, { email: person.email }), confirm(person)]);
      expect((await seen(person, id))?.id).toBe(id);
    }
    agent.socket.close();
  });

  it('SHR6: cut to seeing, the session with control ends, and the next one only sees', async () => {
    const { agent, id } = await computer();
    const ana = await colleague();
    const { id: shareId } = await share(id, { email: ana.email, permissions: ['view', 'control'] });
    expect(await connect(ana, id)).toEqual(['view', 'control']);
    await agent.socket.next('link.offered');
    expect(await change(id, shareId, { permissions: ['view'] })).toBe(200);
    await agent.socket.next('session.revoked');
    expect(await connect(ana, id)).toEqual(['view']);
    agent.socket.close();
  });

  it('SHR6: when its time is over it goes by itself, and can be given again', async () => {
    const { agent, id } = await computer();
    const ana = await colleague();
    const hub = await hubOf(ana);
    const { id: shareId } = await share(id, { email: ana.email, until: soon(10_000) });
    expect(await connect(ana, id)).toEqual(['view']);
    clock.advance(10_000);
    await agent.socket.next('session.revoked');
    await hub.next('computer.gone');
    expect([await seen(ana, id), await connect(ana, id)]).toEqual([undefined, 'not_found']);
    expect(await sharesOf(owner, id)).toMatchObject([{ id: shareId, over: true }]);
    expect(await change(id, shareId, { until: null })).toBe(200);
    await changeOf(hub, id);
    expect(await connect(ana, id)).toEqual(['view']);
    for (const socket of [hub, agent.socket]) socket.close();
  });

  it('SHR6: of ending a share and opening a session at once, no session is left', async () => {
    const { agent, id } = await computer();
    const ana = await colleague();
    for (let round = 0; round < 5; round++) {
      const { id: shareId } = await share(id, { email: ana.email });
      await Promise.all([connect(ana, id), connect(ana, id), end(id, shareId), connect(ana, id)]);
      const open = () =>
        server.db
          .selectFrom('sessions')
          .select('id')
          .where('computerId', '=', id)
          .where('endedAt', 'is', null)
          .execute();
      await expect.poll(open, patience).toEqual([]);
    }
    agent.socket.close();
  });

  it('SHR7: it stands in the audit log, sessions in those of both organisations', async () => {
    const { agent, id } = await computer();
    const { id: shareId } = await share(id, { email: stranger.email });
    expect(await connect(stranger, id)).toEqual(['view']);
    await change(id, shareId, { until: soon(3_600_000) });
    await end(id, shareId);
    await agent.socket.next('session.revoked');
    const entries = async (organisationId: string) => {
      const rows = await server.db
        .selectFrom('auditEvents')
        .select(['event', 'details', 'target'])
        .where('organisationId', '=', organisationId)
        .orderBy('id')
        .execute();
      return rows.filter(({ target }) => target?.id === id).map(({ event, details }) => [event, details]);
    };
    const email = stranger.email;
    await expect.poll(async () => (await entries(owner.organisationId)).length, patience).toBe(6);
    expect(await entries(owner.organisationId)).toMatchObject([
      ['computer.added', {}],
      ['computer.shared', { email, permissions: 'view' }],
      ['session.opened', { organisation: 'Other' }],
      ['computer.shareChanged', { email, until: expect.any(String) }],
      ['computer.shareEnded', { email }],
      ['session.closed', { organisation: 'Other', reason: 'revoked' }],
    ]);
    expect((await entries(stranger.organisationId)).map(([event]) => event)).toEqual([
      'session.opened',
      'session.closed',
    ]);
    agent.socket.close();
  });

  it('SHR8: whoever it is shared with is notified, until it is not', async () => {
    const { agent, id } = await computer();
    const ana = await colleague();
    const told = async () => (await api(ana).call('GET', '/api/notifications')).body as { notifications: unknown[] };
    const { id: shareId } = await share(id, { email: ana.email });
    expect((await told()).notifications).toMatchObject([
      {
        event: 'computer.shared',
        subject: { kind: 'computer', computerId: id, computer: 'desk-7', organisation: 'Own' },
      },
    ]);
    await end(id, shareId);
    expect((await told()).notifications).toEqual([]);
    agent.socket.close();
  });

  it('SHR9: what is refused', async () => {
    const { agent, id } = await computer();
    const refused: readonly object[] = [
      { email: 'nobody' },
      { permissions: [] },
      { permissions: ['control'] },
      { permissions: ['view', 'view'] },
      { permissions: ['view', 'everything'] },
      { until: soon(-1_000) },
      { until: 'tomorrow' },
    ];
    for (const wish of refused) {
      const outcome = await api(owner).outcome('POST', pathOf(id), { ...wishOf({}), ...wish });
      expect([wish, outcome]).toEqual([wish, 'bad_request']);
    }
    const email = newAddress();
    const both = await Promise.all([tryShare(owner, id, { email }), tryShare(owner, id, { email })]);
    expect(both.map(String).toSorted()).toEqual(['200', 'already_shared']);
    const others = Array.from({ length: 99 }, () => ({
      id: newId(),
      computerId: id,
      email: newAddress(),
      permissions: ['view' as const],
      sharedByName: 'Owner',
      sharedAt: new Date(),
    }));
    await server.db.insertInto('computerShares').values(others).execute();
    expect(await tryShare(owner, id)).toBe('limit_reached');
    agent.socket.close();
  });
});
