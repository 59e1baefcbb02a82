// Adding a computer by signing in: what the agent asks, what a member sees, and who may answer what.

import { ManualClock } from '@nearhand/base';
import { closeCodes } from '@nearhand/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient } from '../testing/api-client.ts';
import { createMemberWith } from '../testing/member-with.ts';
import { newAgentIdentity, ScriptedAgent } from '../testing/scripted-agent.ts';
import { type TestMember, type TestServer, startTestServer } from '../testing/test-server.ts';

let server: TestServer;
let owner: TestMember;
let api: ApiClient;
const clock = new ManualClock(Date.parse('2026-05-04T10:00:00Z'));
const agents: ScriptedAgent[] = [];

beforeAll(async () => {
  server = await startTestServer({ clock });
  owner = await server.createOwner('Example');
  api = new ApiClient(server, owner);
});
afterAll(async () => {
  for (const { socket } of agents) socket.close();
  await server.stop();
});

/** Another minute, so that the limits of one test are not those of the next. */
const later = () => clock.advance(11 * 60_000);

function newAgent(identity = newAgentIdentity()): ScriptedAgent {
  const agent = new ScriptedAgent(server.url, identity);
  agents.push(agent);
  return agent;
}

async function asking(computerName = 'desk-7') {
  const agent = newAgent();
  const welcome = await agent.introduce({ kind: 'signIn' }, { computerName });
  const role = welcome['role'] as { kind: string; code: string; validForMs: number };
  return { agent, role, code: role.code };
}

const tell = (step: 'look' | 'confirm' | 'deny', code: string, by = api) =>
  by.call('POST', `/api/pending-computers/${step}`, { code });
const names = async (by = api) => {
  const { body } = await by.call('GET', '/api/computers');
  return (body as { computers: { name: string; kind: string }[] }).computers
    .filter(({ kind }) => kind === 'enrolled')
    .map(({ name }) => name);
};

describe('adding a computer by signing in', () => {
  it('ENR2: a member who sees the same code confirms, and the key is a computer', async () => {
    const { agent, role, code } = await asking('reception');
    expect(role).toEqual({ kind: 'pending', code: expect.stringMatching(/^[B-XZ]{8}$/), validForMs: 600_000 });
    const seen = await tell('look', `${code.slice(0, 4)}-${code.slice(4)}`.toLowerCase());
    expect(seen.body).toEqual({
      name: 'reception',
      system: 'linux',
      systemName: 'Debian 12',
      userName: 'ana',
      address: '127.0.0.1',
      isNear: true,
      askedAt: new Date(clock.nowMs()).toISOString(),
      expiresAt: new Date(clock.nowMs() + 600_000).toISOString(),
    });
    expect(await names()).not.toContain('reception');
    expect(await tell('confirm', code)).toMatchObject({ status: 200, body: { name: 'reception' } });
    expect(await agent.socket.next('enrolment.decided')).toMatchObject({
      confirmed: true,
      by: { organisation: 'Example' },
    });
    const again = newAgent(agent.identity);
    expect(await again.introduce({ kind: 'computer' }, { computerName: 'reception' })).toMatchObject({
      role: { kind: 'computer' },
    });
    expect(await names()).toContain('reception');
    for (const step of ['look', 'confirm', 'deny'] as const) {
      expect(await tell(step, code)).toMatchObject({ status: 404, body: { error: { code: 'code_invalid' } } });
    }
    const entry = await server.db
      .selectFrom('auditEvents')
      .selectAll()
      .where('event', '=', 'computer.added')
      .executeTakeFirstOrThrow();
    expect(entry).toMatchObject({
      actor: { kind: 'member', id: owner.memberId },
      target: { name: 'reception' },
      details: { computerAddress: '127.0.0.1' },
    });
  });

  it('ENR2: one that was away when it was confirmed finds out when it comes back', async () => {
    later();
    const { agent, code } = await asking('away');
    agent.socket.socket.terminate();
    expect((await tell('confirm', code)).status).toBe(200);
    const back = newAgent(agent.identity);
    expect(await back.introduce({ kind: 'signIn' })).toMatchObject({ role: { kind: 'computer' } });
  });

  it('ENR3: a denied computer is told, and its code is worth nothing', async () => {
    later();
    const { agent, code } = await asking('strange');
    expect((await tell('deny', code)).status).toBe(204);
    expect(await agent.socket.next('enrolment.decided')).toMatchObject({ confirmed: false });
    expect((await tell('confirm', code)).status).toBe(404);
    expect(await names()).not.toContain('strange');
    const refused = await server.db
      .selectFrom('auditEvents')
      .select('details')
      .where('event', '=', 'computer.refused')
      .execute();
    expect(refused).toEqual([{ details: { name: 'strange', computerAddress: '127.0.0.1' } }]);
  });

  it('ENR4: a code is good for ten minutes and stays the same meanwhile', async () => {
    later();
    const { agent, code } = await asking('slow');
    clock.advance(10_000);
    const second = newAgent(agent.identity);
    expect(await second.introduce({ kind: 'signIn' })).toMatchObject({ role: { code, validForMs: 590_000 } });
    expect(await agent.socket.closed).toBe(closeCodes.replaced);
    clock.advance(590_000);
    expect((await tell('confirm', code)).status).toBe(404);
    const third = newAgent(agent.identity);
    const role = (await third.introduce({ kind: 'signIn' }))['role'] as { code: string };
    expect(role.code).not.toBe(code);
  });

  it('ENR5: it takes the right, and guessing is stopped after ten tries', async () => {
    later();
    const { code } = await asking('wanted');
    const viewer = await createMemberWith(server, owner.organisationId, ['computers.view', 'computers.connect']);
    for (const step of ['look', 'confirm', 'deny'] as const) {
      expect((await tell(step, code, new ApiClient(server, viewer))).status).toBe(403);
    }
    const guesser = new ApiClient(server, await server.createOwner('Other'));
    const statuses = [];
    for (let tries = 0; tries < 11; tries++) statuses.push((await tell('look', 'BCDFGHJK', guesser)).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 404), 429]);
    // Not even the right one helps now.
    expect((await tell('confirm', code, guesser)).status).toBe(429);
    later();
    expect((await tell('look', 'not a code')).status).toBe(400);
  });

  it('ENR5: of two who confirm at once one wins, and the computer belongs to that organisation alone', async () => {
    later();
    const { code, agent } = await asking('contested');
    const rival = new ApiClient(server, await server.createOwner('Rival'));
    const answers = await Promise.all([tell('confirm', code), tell('confirm', code, rival)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 404]);
    const owners = [await names(), await names(rival)].filter((list) => list.includes('contested'));
    expect(owners).toHaveLength(1);
    const known = newAgent(agent.identity);
    expect(await known.introduce({ kind: 'signIn' })).toMatchObject({ role: { kind: 'computer' } });
  });

  it('ENR6: while it waits it is nobody: it hears nothing and what it says has no effect', async () => {
    later();
    const { agent } = await asking();
    const request = await api.createRequest();
    agent.send({ type: 'consent.answered', requestId: request.id, permissions: ['view'] });
    agent.send({ type: 'request.ended', requestId: request.id });
    const other = newAgent(agent.identity);
    expect(await other.introduce({ kind: 'computer' })).toMatchObject({ code: 'agent_key_refused' });
    expect((await api.request(request.id)).state).toBe('open');
  });

  it('ENR6: an address block makes only so many computers ask', async () => {
    later();
    const wait = async () => {
      for (let asked = 0; asked < 40; asked++) {
        const agent = newAgent();
        const answer = await agent.introduce({ kind: 'signIn' });
        agent.socket.close();
        if (answer['type'] === 'hub.refused') return answer;
      }
      return null;
    };
    expect(await wait()).toMatchObject({ code: 'too_many_attempts', retryAfterMs: expect.any(Number) });
  });
});
