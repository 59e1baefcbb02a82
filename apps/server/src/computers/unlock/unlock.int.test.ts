// What unlocks computers' screens, with a real database: over HTTP and at the agents' socket.

import { computerListSchema, computerUnlockSchema, rights, sealingKeyText, withoutRight } from '@nearhand/protocol';
import { generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient } from '../../testing/api-client.ts';
import { createMemberWith } from '../../testing/member-with.ts';
import { ScriptedAgent } from '../../testing/scripted-agent.ts';
import { type TestMember, type TestServer, startTestServer } from '../../testing/test-server.ts';

const unlockEvents = [
  'computer.unlockStored',
  'computer.unlockRemoved',
  'computer.unlocked',
  'computer.notUnlocked',
] as const;

const sealed = (letter: string): string => letter.repeat(1430);

describe('unlocking a computer', () => {
  let server: TestServer;
  let owner: TestMember;

  beforeAll(async () => {
    server = await startTestServer();
    owner = await server.createOwner('Own');
  });
  afterAll(() => server.stop());

  const api = (member: TestMember) => new ApiClient(server, member);
  const set = (id: string, key: string, text: string, by = owner) =>
    api(by).outcome('PUT', `/api/computers/${id}/unlock`, { key, sealed: text });
  const remove = (id: string, by = owner) => api(by).outcome('DELETE', `/api/computers/${id}/unlock`);
  const view = async (id: string) =>
    computerUnlockSchema.parse((await api(owner).call('GET', `/api/computers/${id}/unlock`)).body);

  function sealingOf({ identity }: ScriptedAgent) {
    const key = generateKeyPairSync('x25519').publicKey.export({ format: 'jwk' }).x ?? '';
    const text = Buffer.from(sealingKeyText(key, identity.publicKey));
    return { key, signature: sign(null, text, identity.privateKey).toString('base64url') };
  }

  async function computer() {
    const token = await server.enrolmentToken({ organisationId: owner.organisationId });
    const agent = new ScriptedAgent(server.url);
    const sealing = sealingOf(agent);
    const { role } = await agent.introduce({ kind: 'enrolment', token }, { sealing });
    return { agent, sealing, id: (role as { computerId: string }).computerId };
  }
  async function again({ identity, socket }: ScriptedAgent, sealing?: { key: string; signature: string }) {
    socket.close();
    const agent = new ScriptedAgent(server.url, identity);
    const welcome = await agent.introduce({ kind: 'computer' }, sealing === undefined ? {} : { sealing });
    return { agent, role: welcome['role'] as Record<string, unknown> };
  }
  async function entries(id: string) {
    const rows = await server.db
      .selectFrom('auditEvents')
      .select(['event', 'actor', 'details', 'target'])
      .where('event', 'in', unlockEvents)
      .orderBy('id')
      .execute();
    return rows
      .filter(({ target }) => target?.id === id)
      .map(({ event, actor, details }) => [event, actor.kind, details]);
  }

  it('ULK4: what was sealed reaches the agent, at once and at its next coming, and nobody else', async () => {
    const { agent, id, sealing } = await computer();
    const { organisationId } = owner;
    expect(await view(id)).toEqual({
      state: 'none',
      failure: null,
      target: { organisationId, agentKey: agent.identity.publicKey, sealing },
    });
    expect(await set(id, sealing.key, sealed('s'))).toBe(204);
    const order = { organisationId, sealed: sealed('s') };
    expect((await agent.socket.next('computer.changed'))['unlock']).toEqual(order);
    const back = await again(agent, sealing);
    expect(back.role['unlock']).toEqual(order);
    const seen = await api(owner).call('GET', '/api/computers');
    expect(JSON.stringify([seen.body, await view(id), await entries(id)])).not.toContain('ssss');
    expect(await remove(id)).toBe(204);
    expect((await back.agent.socket.next('computer.changed'))['unlock']).toBeUndefined();
    expect([await remove(id), (await view(id)).state]).toEqual([204, 'none']);
    expect(await entries(id)).toEqual([
      ['computer.unlockStored', 'member', {}],
      ['computer.unlockRemoved', 'member', {}],
    ]);
    back.agent.socket.close();
  });

  it('ULK4: only for whoever may edit the computer, and never for the demo computer', async () => {
    const { agent, id, sealing } = await computer();
    const stranger = await server.createOwner('Other');
    const viewer = await createMemberWith(server, owner.organisationId, withoutRight(rights, 'computers.edit'));
    const outcomes = [];
    for (const member of [stranger, viewer]) {
      outcomes.push(await set(id, sealing.key, sealed('x'), member), await remove(id, member));
      outcomes.push(await api(member).outcome('GET', `/api/computers/${id}/unlock`));
    }
    expect(outcomes).toEqual(['not_found', 'not_found', 'not_found', 'forbidden', 'forbidden', 'forbidden']);
    const { body } = await api(owner).call('GET', '/api/computers');
    const demo = computerListSchema.parse(body).computers.find(({ kind }) => kind === 'demo');
    expect(await set(demo?.id ?? '', sealing.key, sealed('x'))).toBe('bad_request');
    expect((await view(id)).state).toBe('none');
    agent.socket.close();
  });

  it('ULK3: with another key it waits to be entered again, and nothing is taken that was sealed to the old one', async () => {
    const { agent, id, sealing } = await computer();
    await set(id, sealing.key, sealed('a'));
    const next = sealingOf(agent);
    const renewed = await again(agent, next);
    expect([renewed.role['unlock'], (await view(id)).state]).toEqual([undefined, 'stale']);
    expect(await set(id, sealing.key, sealed('b'))).toBe('unlock_key_changed');
    expect(await set(id, next.key, sealed('b'))).toBe(204);
    expect((await view(id)).state).toBe('stored');
    const unable = await again(renewed.agent);
    expect([unable.role['unlock'], (await view(id)).target]).toEqual([undefined, null]);
    expect([await set(id, next.key, sealed('b')), await remove(id)]).toEqual(['unlock_key_changed', 204]);
    unable.agent.socket.close();
  });

  it('ULK3: a key that the identity did not sign is refused', async () => {
    const { agent, sealing } = await computer();
    agent.socket.close();
    const thief = new ScriptedAgent(server.url, agent.identity);
    const refused = await thief.introduce({ kind: 'computer' }, { sealing: { ...sealingOf(agent), key: sealing.key } });
    expect(refused).toMatchObject({ type: 'hub.refused', code: 'agent_key_refused' });
    thief.socket.close();
  });

  it('ULK6: what became of it is told, and what was wrong is not given to the agent again', async () => {
    const { agent, id, sealing } = await computer();
    const failureShown = async () => {
      const { body } = await api(owner).call('GET', '/api/computers');
      return computerListSchema.parse(body).computers.find((one) => one.id === id)?.unlockFailed;
    };
    const said = async (failure: string | null, count: number) => {
      agent.send({ type: 'account.unlocked', failure });
      await expect.poll(async () => (await entries(id)).length, { timeout: 15_000 }).toBe(count);
      return failureShown();
    };
    // Nothing was stored, when it was said; what is answered was said after it.
    agent.send({ type: 'account.unlocked', failure: 'wrongPassword' });
    agent.send({ type: 'computer.rename', name: 'desk-7' });
    await agent.socket.next('computer.changed');
    await set(id, sealing.key, sealed('a'));
    expect([await said('unavailable', 2), await said(null, 3), await said('wrongPassword', 4)]).toEqual([
      'unavailable',
      null,
      'wrongPassword',
    ]);
    const back = await again(agent, sealing);
    expect(back.role['unlock']).toBeUndefined();
    await set(id, sealing.key, sealed('b'));
    expect((await back.agent.socket.next('computer.changed'))['unlock']).toMatchObject({ sealed: sealed('b') });
    expect([await failureShown(), (await entries(id)).slice(1, 4)]).toEqual([
      null,
      [
        ['computer.notUnlocked', 'system', { reason: 'unavailable' }],
        ['computer.unlocked', 'system', {}],
        ['computer.notUnlocked', 'system', { reason: 'wrongPassword' }],
      ],
    ]);
    back.agent.socket.close();
  });
});
