// Name and policy of computers with a real database: over HTTP, at both sockets, in tickets and in explanations.

import { randomBytes } from 'node:crypto';
import { type Computer, computerListSchema, type Permission, rights, withoutRight } from '@nearhand/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient } from '../testing/api-client.ts';
import { createMemberWith } from '../testing/member-with.ts';
import { ScriptedAgent } from '../testing/scripted-agent.ts';
import { type TestMember, type TestServer, startTestServer } from '../testing/test-server.ts';

const everything = {
  disabled: false,
  permissions: ['view', 'control', 'clipboard'],
  ask: false,
  askSeconds: 60,
  atEnd: 'leave',
};

const patience = { timeout: 15_000 };

describe('settings of a computer', () => {
  let server: TestServer;
  let owner: TestMember;

  beforeAll(async () => {
    server = await startTestServer();
    owner = await server.createOwner('Own');
  });
  afterAll(() => server.stop());

  const api = (member: TestMember) => new ApiClient(server, member);
  const change = (id: string, body: unknown, by = owner) => api(by).outcome('PATCH', `/api/computers/${id}`, body);

  async function computer() {
    const token = await server.enrolmentToken({ organisationId: owner.organisationId });
    const agent = new ScriptedAgent(server.url);
    const { role } = await agent.introduce({ kind: 'enrolment', token });
    return { agent, role, id: (role as { computerId: string }).computerId };
  }
  async function again({ identity, socket }: ScriptedAgent, computerName?: string) {
    socket.close();
    const agent = new ScriptedAgent(server.url, identity);
    const welcome = await agent.introduce({ kind: 'computer' }, computerName === undefined ? {} : { computerName });
    return { agent, role: welcome['role'] };
  }
  async function seen(id: string): Promise<Computer | undefined> {
    const { body } = await api(owner).call('GET', '/api/computers');
    return computerListSchema.parse(body).computers.find((one) => one.id === id);
  }
  async function connect(computerId: string, member = owner): Promise<readonly Permission[] | string> {
    const commitment = randomBytes(32).toString('base64url');
    const wish = { target: { kind: 'computer', computerId }, commitment };
    const { status, body } = await api(member).call('POST', '/api/sessions', wish);
    if (status === 200) return (body as { permissions: Permission[] }).permissions;
    return (body as { error: { code: string } }).error.code;
  }

  async function policyReason(targetId: string): Promise<string | undefined> {
    const query = new URLSearchParams({ memberId: owner.memberId, action: 'computer.control', targetId });
    const { body } = await api(owner).call('GET', `/api/explanation?${query}`);
    return (body as { findings: { reason: string }[] }).findings.at(-1)?.reason;
  }

  it('CPO1: one name, and the last change wins', async () => {
    const made = await computer();
    expect(made.role).toMatchObject({ name: 'desk-7', policy: everything });
    expect(await change(made.id, { name: '  Reception <b>' })).toBe(204);
    expect(await made.agent.socket.next('computer.changed')).toMatchObject({ name: 'Reception <b>' });
    const same = await again(made.agent);
    expect([same.role, await seen(made.id)]).toMatchObject([{ name: 'Reception <b>' }, { name: 'Reception <b>' }]);
    const renamed = await again(same.agent, 'till-2');
    expect([renamed.role, await seen(made.id)]).toMatchObject([{ name: 'till-2' }, { name: 'till-2' }]);
    const still = await again(renamed.agent, 'till-2');
    expect(await seen(made.id)).toMatchObject({ name: 'till-2' });
    still.agent.socket.close();
  });

  it('CPO7: the person at the computer names it too, and everybody is told', async () => {
    const { agent, id } = await computer();
    const named = async (name: string) => {
      agent.send({ type: 'computer.rename', name });
      return (await agent.socket.next('computer.changed'))['name'];
    };
    expect([await named('  Till  by the door '), (await seen(id))?.name]).toEqual([
      'Till  by the door',
      'Till  by the door',
    ]);
    await change(id, { name: 'Reception' });
    expect(await agent.socket.next('computer.changed')).toMatchObject({ name: 'Reception' });
    expect([await named('Till'), await named('Till')]).toEqual(['Till', 'Till']);
    const same = await again(agent);
    expect(same.role).toMatchObject({ name: 'Till' });
    const rows = await server.db
      .selectFrom('auditEvents')
      .select(['actor', 'details', 'target'])
      .where('event', '=', 'computer.renamed')
      .orderBy('id')
      .execute();
    const said = rows.filter(({ target }) => target?.id === id).map(({ actor, details }) => [actor.kind, details]);
    expect(said).toEqual([
      ['computer', { from: 'desk-7', to: 'Till  by the door' }],
      ['member', { from: 'Till  by the door', to: 'Reception' }],
      ['computer', { from: 'Reception', to: 'Till' }],
    ]);
    same.agent.socket.close();
  });

  it('CPO7: no name that shows nothing, none without end, and none of somebody else’s computer', async () => {
    const { agent, id } = await computer();
    const names = Array.from({ length: 12 }, (_, index) => `desk-${index + 10}`);
    const told: unknown[] = [];
    for (const name of names) {
      agent.send({ type: 'computer.rename', name });
      told.push((await agent.socket.next('computer.changed'))['name']);
    }
    expect(told.slice(8)).toEqual(['desk-18', 'desk-19', 'desk-19', 'desk-19']);
    const request = await api(owner).createRequest('Mia');
    const customer = new ScriptedAgent(server.url);
    await customer.introduce({ kind: 'code', code: request.code });
    customer.send({ type: 'computer.rename', name: 'Mine now' });
    expect((await seen(id))?.name).toBe('desk-19');
    customer.socket.close();
    agent.send({ type: 'computer.rename', name: '\u200b' });
    await agent.socket.closed;
    expect((await seen(id))?.name).toBe('desk-19');
  });

  it('CPO2: a ticket allows what rights, share and computer all allow', async () => {
    const { agent, id } = await computer();
    expect(await connect(id)).toEqual(['view', 'control', 'clipboard']);
    expect(await change(id, { policy: { permissions: ['view'] } })).toBe(204);
    expect(await agent.socket.next('computer.changed')).toMatchObject({
      policy: { ...everything, permissions: ['view'] },
    });
    expect(await connect(id)).toEqual(['view']);
    const guest = await createMemberWith(server, owner.organisationId, []);
    const share = { email: guest.email, permissions: ['view', 'control'], until: null };
    expect(await api(owner).outcome('POST', `/api/computers/${id}/shares`, share)).toBe(200);
    expect(await connect(id, guest)).toEqual(['view']);
    await change(id, { policy: { disabled: true } });
    expect([await connect(id), await connect(id, guest)]).toEqual(['computer_disabled', 'computer_disabled']);
    expect((await seen(id))?.policy).toEqual({ ...everything, disabled: true, permissions: ['view'] });
    agent.socket.close();
  });

  it('CPO2: the explanation names the reason', async () => {
    const { agent, id } = await computer();
    const found = [await policyReason(id)];
    for (const policy of [{ ask: true }, { permissions: ['view'] }, { disabled: true }]) {
      await change(id, { policy });
      found.push(await policyReason(id));
    }
    expect(found).toEqual(['policy.allowed', 'policy.asks', 'policy.notAllowed', 'policy.disabled']);
    agent.socket.close();
  });

  it('CPO3: disabling ends sessions; allowing less is the agent’s to enforce, the demo computer’s ends', async () => {
    const { agent, id } = await computer();
    expect(await connect(id)).toEqual(['view', 'control', 'clipboard']);
    const open = async (computerId: string) =>
      (
        await server.db
          .selectFrom('sessions')
          .select('id')
          .where('computerId', '=', computerId)
          .where('endedAt', 'is', null)
          .execute()
      ).length;
    await change(id, { policy: { permissions: ['view'] } });
    await agent.socket.next('computer.changed');
    await change(id, { policy: { disabled: true } });
    await agent.socket.next('session.revoked');
    expect([await open(id), await change(id, { policy: { disabled: false } })]).toEqual([0, 204]);
    expect(await connect(id)).toEqual(['view']);
    agent.socket.close();
  });

  it('CPO4: takes the right, at a computer of one’s own that is no share', async () => {
    const { agent, id } = await computer();
    const guest = await createMemberWith(server, owner.organisationId, ['computers.view', 'computers.edit']);
    const share = { email: guest.email, permissions: ['view'], until: null };
    expect(await api(owner).outcome('POST', `/api/computers/${id}/shares`, share)).toBe(200);
    const lacking = await createMemberWith(server, owner.organisationId, withoutRight(rights, 'computers.edit'));
    const stranger = await server.createOwner('Other');
    const body = { policy: { disabled: true } };
    expect([await change(id, body, guest), await change(id, body, lacking), await change(id, body, stranger)]).toEqual([
      'forbidden',
      'forbidden',
      'not_found',
    ]);
    const wrong: readonly object[] = [
      { name: '' },
      { name: 'a\u202Eb' },
      { name: 'x'.repeat(61) },
      { policy: { permissions: [] } },
      { policy: { permissions: ['control'] } },
      { policy: { askSeconds: 5 } },
      { policy: { askSeconds: 601 } },
      { policy: { disabled: 'no' } },
      { policy: { atEnd: 'shutDown' } },
    ];
    for (const one of wrong) expect([one, await change(id, one)]).toEqual([one, 'bad_request']);
    agent.socket.close();
  });

  it('CPO19: of the demo computer only what has an effect there is set, and explained', async () => {
    const { id } = await server.db
      .selectFrom('computers')
      .select('id')
      .where('organisationId', '=', owner.organisationId)
      .where('kind', '=', 'demo')
      .executeTakeFirstOrThrow();
    const before = await seen(id);
    const refused = [
      { name: 'Mine' },
      { policy: { ask: true } },
      { policy: { ask: false } },
      { policy: { askSeconds: 30 } },
      { policy: { atEnd: 'lock' } },
      { policy: { disabled: true, atEnd: 'signOut' } },
    ];
    for (const one of refused) expect([one, await change(id, one)]).toEqual([one, 'bad_request']);
    expect(await seen(id)).toEqual(before);
    const found = [await policyReason(id)];
    for (const policy of [{ permissions: ['view'] }, { disabled: true }]) {
      expect(await change(id, { policy })).toBe(204);
      found.push(await policyReason(id));
    }
    expect(found).toEqual(['policy.demo', 'policy.notAllowed', 'policy.disabled']);
    expect(await change(id, { policy: { disabled: false, permissions: everything.permissions } })).toBe(204);
    const asking = server.db.updateTable('computers').set({ ask: true }).where('id', '=', id).execute();
    await expect(asking).rejects.toThrow('demo_is_not_asked');
  });

  it('CPO4: stands in the audit log, once for each change', async () => {
    const { agent, id } = await computer();
    for (const body of [
      { name: 'Till' },
      { name: 'Till', policy: {} },
      { policy: { permissions: ['view'], ask: true } },
      { policy: { disabled: true } },
      { policy: { disabled: false } },
    ]) {
      expect(await change(id, body)).toBe(204);
    }
    const rows = await server.db
      .selectFrom('auditEvents')
      .select(['event', 'details', 'target'])
      .where('organisationId', '=', owner.organisationId)
      .orderBy('id')
      .execute();
    const said = rows.filter(({ target }) => target?.id === id).map(({ event, details }) => [event, details]);
    expect(said.slice(1)).toEqual([
      ['computer.renamed', { from: 'desk-7', to: 'Till' }],
      ['computer.policyChanged', { permissions: 'view', askSeconds: 60, atEnd: 'leave' }],
      ['computer.disabled', {}],
      ['computer.enabled', {}],
    ]);
    agent.socket.close();
  });

  it('CPO18: what became of the account at the end stands in the audit log, and a failure in the list until it is over', async () => {
    const { agent, id } = await computer();
    const left = (ending: 'lock' | 'signOut', done: boolean) => agent.send({ type: 'account.left', ending, done });
    const failed = async () => (await seen(id))?.endingFailed;
    const events = async () => {
      const rows = await server.db
        .selectFrom('auditEvents')
        .select(['event', 'actor', 'target'])
        .where('organisationId', '=', owner.organisationId)
        .orderBy('id')
        .execute();
      return rows.filter(({ target, actor }) => target?.id === id && actor.kind === 'system').map(({ event }) => event);
    };
    // Nothing of the kind was wanted, when it was said; what is answered was said after it.
    left('lock', false);
    agent.send({ type: 'computer.rename', name: 'desk-7' });
    await agent.socket.next('computer.changed');
    expect(await change(id, { policy: { atEnd: 'lock' } })).toBe(204);
    expect(await agent.socket.next('computer.changed')).toMatchObject({ policy: { ...everything, atEnd: 'lock' } });
    left('signOut', false);
    left('lock', false);
    await expect.poll(failed, patience).toBe('lock');
    left('lock', true);
    await expect.poll(failed, patience).toBeNull();
    left('lock', false);
    await expect.poll(failed, patience).toBe('lock');
    expect(await change(id, { policy: { atEnd: 'signOut' } })).toBe(204);
    expect(await failed()).toBeNull();
    left('signOut', true);
    await expect.poll(events, patience).toContain('computer.signedOut');
    expect(await events()).toEqual([
      'computer.added',
      'computer.notLocked',
      'computer.locked',
      'computer.notLocked',
      'computer.signedOut',
    ]);
    agent.socket.close();
  });

  it('CPO18: an agent of a request has no account to leave', async () => {
    const request = await api(owner).createRequest();
    const agent = new ScriptedAgent(server.url);
    await agent.introduce({ kind: 'code', code: request.code });
    agent.send({ type: 'account.left', ending: 'lock', done: false });
    agent.send({ type: 'consent.answered', requestId: request.id, permissions: ['view'] });
    await expect.poll(async () => (await api(owner).request(request.id)).state, patience).toBe('ready');
    agent.socket.close();
  });
});
