// What shares do not get around: the two-factor sign-in an organisation requires, and the end of a membership.

import {
  type Computer,
  computerListSchema,
  computerShareListSchema,
  explanationSchema,
  givenSharesSchema,
  rights,
  sharedComputerSchema,
  withoutRight,
} from '@nearhand/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../database/ids.ts';
import { ApiClient } from '../../testing/api-client.ts';
import { turnTwoFactorOn } from '../../testing/authenticator.ts';
import { createMemberWith } from '../../testing/member-with.ts';
import { enrolComputer } from '../../testing/enrolled-computer.ts';
import { waitsForLock } from '../../testing/lock-waiters.ts';
import { openMemberHub } from '../../testing/member-hub.ts';
import { type TestMember, type TestServer, startTestServer } from '../../testing/test-server.ts';

const patience = { timeout: 20_000 };

describe('what shares do not get around', () => {
  let server: TestServer;
  let owner: TestMember;
  let receiver: TestMember;

  beforeAll(async () => {
    server = await startTestServer();
  });
  beforeEach(async () => {
    owner = await server.createOwner('Own');
    receiver = await server.createOwner('Other');
    await server.db.updateTable('users').set({ emailVerified: true }).where('id', '=', receiver.userId).execute();
  });
  afterAll(() => server.stop());

  const api = (member: TestMember) => new ApiClient(server, member);

  const computer = () => enrolComputer(server, owner.organisationId);
  const wishOf = (email: string) => ({ email, permissions: ['view'], until: null });
  async function share(id: string, email: string): Promise<string> {
    const { body } = await api(owner).call('POST', `/api/computers/${id}/shares`, wishOf(email));
    return sharedComputerSchema.parse(body).share.id;
  }
  const seen = (member: TestMember, id: string) => api(member).computer(id);
  const connect = (member: TestMember, id: string) => api(member).connect(id);
  const hubOf = (member: TestMember) => openMemberHub(server, member);
  const requireOfAll = (required: boolean) => api(owner).outcome('PATCH', '/api/organisation/two-factor', { required });

  it('SHR10: a share does not get around the two factors that the computer’s organisation requires', async () => {
    await turnTwoFactorOn(server, owner);
    const { agent, id } = await computer();
    await share(id, receiver.email);
    const hub = await hubOf(receiver);
    expect([(await seen(receiver, id))?.id, await connect(receiver, id)]).toEqual([id, ['view']]);
    await agent.socket.next('link.offered');
    expect(await requireOfAll(true)).toBe(204);
    await agent.socket.next('session.revoked');
    await hub.next('computer.gone');
    expect([await seen(receiver, id), await connect(receiver, id)]).toEqual([undefined, 'two_factor_required']);
    const withheld = async () =>
      computerListSchema.parse((await api(receiver).call('GET', '/api/computers')).body).withheld;
    expect(await withheld()).toEqual([{ organisation: 'Own', computers: 1 }]);
    // Whoever has no share learns nothing.
    expect(await connect(await server.createOwner('Third'), id)).toBe('not_found');
    const { backupCodes } = await turnTwoFactorOn(server, receiver);
    await hub.next('member.changed');
    expect(await withheld()).toEqual([]);
    expect([(await seen(receiver, id))?.id, await connect(receiver, id)]).toEqual([id, ['view']]);
    await agent.socket.next('link.offered');
    const off = { password: receiver.password, code: backupCodes[0] };
    expect(await api(receiver).outcome('POST', '/api/two-factor/turn-off', off)).toBe(204);
    await agent.socket.next('session.revoked');
    expect([await seen(receiver, id), await connect(receiver, id)]).toEqual([undefined, 'two_factor_required']);
    hub.drain();
    expect(await requireOfAll(false)).toBe(204);
    await hub.next('computer.changed', ({ computer: one }) => (one as Computer).id === id);
    expect([(await seen(receiver, id))?.id, await connect(receiver, id)]).toEqual([id, ['view']]);
    for (const socket of [hub, agent.socket]) socket.close();
  });

  it('SHR10: a sign-in with a passkey counts, one with the password of the same person does not', async () => {
    await turnTwoFactorOn(server, owner);
    const { agent, id } = await computer();
    await share(id, receiver.email);
    const byPassword = { ...receiver, cookie: await server.signIn(receiver.email, receiver.password) };
    const [first] = await server.db.selectFrom('signIns').select('id').where('userId', '=', receiver.userId).execute();
    await server.db
      .updateTable('signIns')
      .set({ byPasskey: true })
      .where('id', '=', first?.id ?? '')
      .execute();
    expect(await requireOfAll(true)).toBe(204);
    expect([(await seen(receiver, id))?.id, await connect(receiver, id)]).toEqual([id, ['view']]);
    expect([await seen(byPassword, id), await connect(byPassword, id)]).toEqual([undefined, 'two_factor_required']);
    agent.socket.close();
  });

  it('SHR10: of requiring it and connecting at once, what was first counts, and no session is left', async () => {
    await turnTwoFactorOn(server, owner);
    const { agent, id } = await computer();
    await share(id, receiver.email);
    const started = await server.db.transaction().execute(async (transaction) => {
      await transaction.selectFrom('computers').select('id').where('id', '=', id).forUpdate().execute();
      const connecting = connect(receiver, id);
      await waitsForLock(server.db, '%from "computers"%for share');
      const requiring = requireOfAll(true);
      await waitsForLock(server.db, '%from "computers"%for no key update');
      return { connecting, requiring, late: connect(receiver, id) };
    });
    const { connecting, requiring, late } = started;
    expect([await connecting, await requiring]).toEqual([['view'], 204]);
    await agent.socket.next('session.revoked');
    expect(['two_factor_required', 'view']).toContain(String(await late));
    const open = () =>
      server.db.selectFrom('sessions').select('id').where('computerId', '=', id).where('endedAt', 'is', null).execute();
    await expect.poll(open, patience).toEqual([]);
    agent.socket.close();
  });

  /** Of the computer's organisation, about the computer. */
  async function endings(id: string) {
    const rows = await server.db
      .selectFrom('auditEvents')
      .select(['actor', 'details', 'target'])
      .where('organisationId', '=', owner.organisationId)
      .where('event', '=', 'computer.shareEnded')
      .execute();
    return rows.filter(({ target }) => target?.id === id).map(({ actor, details }) => ({ actor, details }));
  }
  async function alsoHere(): Promise<string> {
    const id = newId();
    const member = { id, organisationId: owner.organisationId, userId: receiver.userId, role: 'auditor' as const };
    await server.db
      .insertInto('members')
      .values({ ...member, createdAt: new Date() })
      .execute();
    return id;
  }

  it('SHR11: nobody shares with themselves', async () => {
    const { agent, id } = await computer();
    for (const email of [owner.email, owner.email.toUpperCase()]) {
      const outcome = await api(owner).outcome('POST', `/api/computers/${id}/shares`, wishOf(email));
      expect([email, outcome]).toEqual([email, 'shared_with_self']);
    }
    agent.socket.close();
  });

  it.each(['removed', 'left'] as const)('SHR12: a member who was %s keeps nothing by a share', async (how) => {
    const { agent, id } = await computer();
    const memberId = await alsoHere();
    await share(id, receiver.email);
    const hub = await hubOf(receiver);
    expect([(await seen(receiver, id))?.id, await connect(receiver, id)]).toEqual([id, ['view']]);
    await agent.socket.next('link.offered');
    if (how === 'removed') expect(await api(owner).outcome('POST', `/api/members/${memberId}/remove`)).toBe(204);
    else {
      expect(await api(receiver).outcome('POST', `/api/organisations/${owner.organisationId}/enter`)).toBe(204);
      expect(await api(receiver).outcome('POST', '/api/organisation/leave')).toBe(204);
    }
    await agent.socket.next('session.revoked');
    await hub.next('computer.gone');
    expect([await seen(receiver, id), await connect(receiver, id)]).toEqual([undefined, 'not_found']);
    expect(await endings(id)).toMatchObject([{ actor: { kind: 'member' }, details: { email: receiver.email } }]);
    for (const socket of [hub, agent.socket]) socket.close();
  });

  it('SHR12: who takes another address while being removed does both, and keeps nothing', async () => {
    const { agent, id } = await computer();
    const memberId = await alsoHere();
    await share(id, receiver.email);
    const email = 'renamed@example.net';
    const { removing } = await server.db.transaction().execute(async (transaction) => {
      await transaction.selectFrom('users').select('id').where('id', '=', receiver.userId).forUpdate().execute();
      const outcome = api(owner).outcome('POST', `/api/members/${memberId}/remove`);
      await waitsForLock(server.db, '%from "users"%for update');
      await transaction.updateTable('users').set({ email }).where('id', '=', receiver.userId).execute();
      return { removing: outcome };
    });
    expect(await removing).toBe(204);
    expect([await seen(receiver, id), await endings(id)]).toMatchObject([undefined, [{ details: { email } }]]);
    agent.socket.close();
  });

  it('SHR12: another role holds up nobody at a computer of another organisation', async () => {
    const [{ agent, id }, person] = [
      await computer(),
      await server.createMember(receiver.organisationId, 'technician'),
    ];
    await share(id, person.email);
    await server.db.updateTable('computerShares').set({ userId: person.userId }).where('computerId', '=', id).execute();
    await server.db.transaction().execute(async (transaction) => {
      await transaction.selectFrom('computers').select('id').where('id', '=', id).forUpdate().execute();
      const path = `/api/members/${person.memberId}`;
      expect(await api(receiver).outcome('PATCH', path, { role: 'auditor' })).toBe(200);
    });
    agent.socket.close();
  });

  it('SHR12: with the account, all that was shared with it ends, and the log names nobody', async () => {
    const { agent, id } = await computer();
    await share(id, receiver.email);
    expect(await connect(receiver, id)).toEqual(['view']);
    await agent.socket.next('link.offered');
    const wish = { password: receiver.password, organisations: [receiver.organisationId] };
    expect(await api(receiver).outcome('POST', '/api/me/deletion', wish)).toBe(204);
    await agent.socket.next('session.revoked');
    expect(await endings(id)).toEqual([
      { actor: { kind: 'system' }, details: { email: receiver.email, permissions: 'view' } },
    ]);
    agent.socket.close();
  });

  it('SHR12: whoever removes a member is told what they shared, of what they reach themselves', async () => {
    const [{ agent, id }, other] = [await computer(), await computer()];
    const memberId = await alsoHere();
    const given = async (by: TestMember, of = owner.memberId) => {
      const { status, body } = await api(by).call('GET', `/api/members/${of}/given-shares`);
      return status === 200 ? givenSharesSchema.parse(body) : status;
    };
    await share(id, receiver.email);
    await share(other.id, 'one@example.net');
    const over = await share(other.id, 'over@example.net');
    const until = new Date(Date.now() - 1_000);
    await server.db.updateTable('computerShares').set({ until }).where('id', '=', over).execute();
    const row = (email: string) => ({ computer: 'desk-7', kind: 'enrolled', email });
    const all = { shares: [row('one@example.net'), row(receiver.email)], others: 0 };
    expect(await given(owner)).toMatchObject(all);
    // The role allows removing, and sees no computers; one of a group sees that.
    const blind = await createMemberWith(server, owner.organisationId, ['members.view', 'members.edit']);
    expect(await given(blind)).toEqual({ shares: [], others: 2 });
    const reaching = await createMemberWith(server, owner.organisationId, withoutRight(rights, 'computers.all'));
    const groupId = newId();
    const group = { id: groupId, organisationId: owner.organisationId, name: 'First line', rights: [] };
    await server.db
      .insertInto('technicianGroups')
      .values({ ...group, createdAt: new Date() })
      .execute();
    await server.db.insertInto('groupMembers').values({ groupId, memberId: reaching.memberId }).execute();
    await server.db.insertInto('groupComputers').values({ groupId, computerId: id }).execute();
    expect(await given(reaching)).toMatchObject({ shares: [row(receiver.email)], others: 1 });
    expect(await given(owner, memberId)).toEqual({ shares: [], others: 0 });
    const foreign = [await given(receiver), await given(owner, receiver.memberId), await given(owner, newId())];
    expect(foreign).toEqual([404, 404, 404]);
    // What was given stays, and belongs to nobody who is gone.
    const leaving = await createMemberWith(server, owner.organisationId, rights);
    const wish = wishOf('of.somebody.gone@example.net');
    expect(await api(leaving).outcome('POST', `/api/computers/${id}/shares`, wish)).toBe(200);
    expect(await api(owner).outcome('POST', `/api/members/${leaving.memberId}/remove`)).toBe(204);
    const listed = computerShareListSchema.parse((await api(owner).call('GET', `/api/computers/${id}/shares`)).body);
    expect(listed.shares.map(({ email }) => email)).toContain('of.somebody.gone@example.net');
    for (const socket of [agent.socket, other.agent.socket]) socket.close();
  });

  it('SHR5: receivers are not told how others stand at the computer', async () => {
    const { agent, id } = await computer();
    await share(id, receiver.email);
    const query = (memberId: string) => `/api/explanation?memberId=${memberId}&action=computer.view&targetId=${id}`;
    expect(await api(receiver).outcome('GET', query(receiver.memberId))).toBe('not_found');
    expect(await api(owner).outcome('GET', query(owner.memberId))).toBe(200);
    agent.socket.close();
  });

  it('RGT13: of whom a computer is shared with, what the share says is told, and nothing of them', async () => {
    const [{ agent, id }, other] = [await computer(), await computer()];
    const waiting = await share(id, 'nobody.yet@example.net');
    const theirs = await share(id, receiver.email);
    const explained = async (shareId: string, action: string, by = owner, targetId = id) => {
      const query = `shareId=${shareId}&action=${action}&targetId=${targetId}`;
      const { status, body } = await api(by).call('GET', `/api/explanation?${query}`);
      if (status !== 200) return status;
      const { who, allowed, findings } = explanationSchema.parse(body);
      return { who, reasons: [allowed, ...findings.map(({ reason }) => reason)] };
    };
    const about = (email: string) => ({ kind: 'receiver', email });
    const sees = [true, 'reach.receiver', 'rights.shared', 'policy.allowed'];
    const controls = [false, 'reach.receiver', 'rights.notShared', 'policy.allowed'];
    for (const [shareId, email] of [
      [waiting, 'nobody.yet@example.net'],
      [theirs, receiver.email],
    ] as const) {
      expect(await explained(shareId, 'computer.watch')).toEqual({ who: about(email), reasons: sees });
      expect(await explained(shareId, 'computer.control')).toEqual({ who: about(email), reasons: controls });
    }
    await turnTwoFactorOn(server, owner);
    expect(await requireOfAll(true)).toBe(204);
    const [, ...others] = sees;
    expect(await explained(theirs, 'computer.watch')).toMatchObject({
      reasons: [true, 'reach.receiverTwoFactor', ...others.slice(1)],
    });
    expect(await requireOfAll(false)).toBe(204);
    const past = new Date(Date.now() - 1_000);
    await server.db.updateTable('computerShares').set({ until: past }).where('id', '=', waiting).execute();
    expect(await explained(waiting, 'computer.watch')).toMatchObject({
      reasons: [false, 'reach.shareOver', ...others.slice(1)],
    });
    // A member of the organisation is one, however they were chosen.
    const memberId = await alsoHere();
    expect(await explained(theirs, 'computer.view')).toMatchObject({ who: { kind: 'member', id: memberId } });
    for (const answer of [
      await explained(theirs, 'computer.watch', receiver),
      await explained(theirs, 'computer.watch', await server.createOwner('Third')),
      await explained(theirs, 'computer.watch', owner, other.id),
      await explained(newId(), 'computer.watch'),
    ]) {
      expect(answer).toBe(404);
    }
    for (const socket of [agent.socket, other.agent.socket]) socket.close();
  });

  it('SHR13: no organisation uses up what another may share with an address', async () => {
    const email = 'left.alone@example.net';
    const shareAgain = async (by: TestMember, id: string, count: number) => {
      const outcomes = [];
      for (let round = 0; round < count; round++) {
        await server.db.deleteFrom('computerShares').where('computerId', '=', id).execute();
        outcomes.push(await api(by).outcome('POST', `/api/computers/${id}/shares`, wishOf(email)));
      }
      return outcomes;
    };
    const allowed = (count: number) => Array.from({ length: count }, () => 200);
    const first = await computer();
    expect(await shareAgain(owner, first.id, 6)).toEqual([...allowed(5), 'too_many_attempts']);
    const colleague = await createMemberWith(server, owner.organisationId, rights);
    expect(await shareAgain(colleague, first.id, 1)).toEqual(['too_many_attempts']);
    const computers = [first];
    for (const name of ['Second', 'Third', 'Fourth']) {
      owner = await server.createOwner(name);
      const further = await computer();
      computers.push(further);
      expect(await shareAgain(owner, further.id, 6)).toEqual([...allowed(5), 'too_many_attempts']);
    }
    // The address has got enough from all of them.
    owner = await server.createOwner('Late');
    computers.push(await computer());
    expect(await shareAgain(owner, computers.at(-1)?.id ?? '', 1)).toEqual(['too_many_attempts']);
    for (const { agent } of computers) agent.socket.close();
  });

  it('SHR13: nobody gets further with an address by another organisation of theirs', async () => {
    const [email, first, person] = ['from.one@example.net', await computer(), owner];
    const tryWith = async (by: TestMember, id: string) => {
      await server.db.deleteFrom('computerShares').where('email', '=', email).execute();
      return api(by).outcome('POST', `/api/computers/${id}/shares`, wishOf(email));
    };
    for (let round = 0; round < 5; round++) expect(await tryWith(person, first.id)).toBe(200);
    owner = await server.createOwner('Another of theirs');
    const second = await computer();
    const { organisationId } = owner;
    await server.db
      .insertInto('members')
      .values({ id: newId(), organisationId, userId: person.userId, role: 'owner', createdAt: new Date() })
      .execute();
    expect(await api(person).outcome('POST', `/api/organisations/${organisationId}/enter`)).toBe(204);
    // Nor do they take from their colleagues, however often they try.
    for (let round = 0; round < 5; round++) expect(await tryWith(person, second.id)).toBe('too_many_attempts');
    expect(await tryWith(owner, second.id)).toBe(200);
    for (const { agent } of [first, second]) agent.socket.close();
  });

  it('SHR13: a person is limited over all their organisations', async () => {
    const tries = async (id: string, count: number) => {
      const outcomes = [];
      for (let round = 0; round < count; round++) {
        const wish = wishOf(`person-${id}-${round}@example.net`);
        outcomes.push(await api(owner).outcome('POST', `/api/computers/${id}/shares`, wish));
      }
      return outcomes;
    };
    const first = await computer();
    expect(new Set(await tries(first.id, 30))).toEqual(new Set([200]));
    const other = await server.createOwner('One more');
    const { organisationId } = other;
    const { userId } = owner;
    await server.db
      .insertInto('members')
      .values({ id: newId(), organisationId, userId, role: 'owner', createdAt: new Date() })
      .execute();
    expect(await api(owner).outcome('POST', `/api/organisations/${organisationId}/enter`)).toBe(204);
    owner = { ...owner, organisationId };
    const second = await computer();
    expect(await tries(second.id, 1)).toEqual(['too_many_attempts']);
    for (const { agent } of [first, second]) agent.socket.close();
  });

  it('SHR14: whoever it is shared with can give it up', async () => {
    const { agent, id } = await computer();
    await share(id, receiver.email);
    const hub = await hubOf(receiver);
    expect(await connect(receiver, id)).toEqual(['view']);
    await agent.socket.next('link.offered');
    const giveUp = (who: TestMember) => api(who).outcome('DELETE', `/api/computers/${id}/shares/mine`);
    expect([await giveUp(owner), await giveUp(await server.createOwner('Third'))]).toEqual(['not_found', 'not_found']);
    expect(await giveUp(receiver)).toBe(204);
    await agent.socket.next('session.revoked');
    await hub.next('computer.gone');
    expect([await seen(receiver, id), await giveUp(receiver)]).toEqual([undefined, 'not_found']);
    const details = { email: receiver.email, permissions: 'view', organisation: 'Other' };
    expect(await endings(id)).toMatchObject([{ actor: { kind: 'member', id: receiver.memberId }, details }]);
    for (const socket of [hub, agent.socket]) socket.close();
  });
});
