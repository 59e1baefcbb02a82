import { randomBytes } from 'node:crypto';
import { ManualClock, silentLogger, systemClock } from '@nearhand/base';
import {
  closeCodes,
  type Connected,
  connectedSchema,
  decodeTicket,
  type SessionTarget,
  splitSignedTicket,
} from '@nearhand/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../database/ids.ts';
import { ApiClient } from '../testing/api-client.ts';
import { ScriptedAgent } from '../testing/scripted-agent.ts';
import { type TestMember, type TestServer, startTestServer } from '../testing/test-server.ts';
import { TestSocket } from '../testing/test-socket.ts';
import { LocalBus } from '../hub/bus.ts';
import { AgentPresence } from '../hub/presence.ts';
import { ReturnWatch } from '../hub/return-watch.ts';
import { RelayTokens } from '../relay/relay-token.ts';
import { RequestRepository } from '../requests/request.repository.ts';
import { SessionService } from './session.service.ts';
import { SessionSweeper } from './session.sweeper.ts';
import { SessionRepository } from './session.repository.ts';

/** The machine may be busy; nothing here should take long. */
const patience = { timeout: 20_000 };
/** The same of what is told within a second. What is only tidied away may take thirty. */
const quickMs = 20_000;

const commitment = () => randomBytes(32).toString('base64url');

describe('sessions', () => {
  let server: TestServer;
  let owner: TestMember;
  let api: ApiClient;

  beforeAll(async () => {
    server = await startTestServer();
    owner = await server.createOwner('Example');
    api = new ApiClient(server, owner);
  });
  afterAll(() => server.stop());

  const wsUrl = (path: string) => server.url.replace(/^http/, 'ws') + path;

  async function readyRequest() {
    const request = await api.createRequest();
    const agent = new ScriptedAgent(server.url);
    await agent.introduce({ kind: 'code', code: request.code });
    agent.send({ type: 'consent.answered', requestId: request.id, permissions: ['view'] });
    await agent.socket.next('request.changed', ({ offer }) => (offer as { state: string }).state === 'ready');
    const target: SessionTarget = { kind: 'request', requestId: request.id };
    return { ...request, agent, target };
  }

  async function enrolledComputer() {
    const wanted = { organisationId: owner.organisationId, uses: 1, validForMs: 60_000 };
    const agent = new ScriptedAgent(server.url);
    const token = await server.enrolmentToken(wanted);
    const welcome = await agent.introduce({ kind: 'enrolment', token });
    const { computerId } = welcome['role'] as { computerId: string };
    const target: SessionTarget = { kind: 'computer', computerId };
    return { agent, target };
  }

  async function connect(client: ApiClient, target: SessionTarget, sessionId?: string): Promise<Connected> {
    const { body } = await client.call('POST', '/api/sessions', { target, commitment: commitment(), sessionId });
    return connectedSchema.parse(body);
  }

  const outcome = (client: ApiClient, target: SessionTarget, sessionId?: string) =>
    client.outcome('POST', '/api/sessions', { target, commitment: commitment(), sessionId });

  /** Both ends at the relay, the link active. */
  async function connected(client: ApiClient, ready: { agent: ScriptedAgent; target: SessionTarget }) {
    const session = await connect(client, ready.target);
    const offered = await ready.agent.socket.next('link.offered');
    const ends = [session.relayToken, String(offered['relayToken'])].map(async (token) => {
      const socket = new TestSocket(wsUrl('/relay'));
      await socket.opened;
      socket.send({ type: 'relay.join', token });
      await socket.next('relay.joined');
      return socket;
    });
    const { sessionId, linkId } = session;
    ready.agent.send({ type: 'link.changed', sessionId, linkId, state: 'active' });
    return { ...session, ends: await Promise.all(ends) };
  }

  /** What the agent and both ends are told; the time from now until then in milliseconds. */
  async function revoked(agent: ScriptedAgent, ends: readonly TestSocket[]) {
    const startMs = performance.now();
    const news = await agent.socket.next('session.revoked');
    const codes = await Promise.all(ends.map(({ closed }) => closed));
    return { sessionId: news['sessionId'], codes, isQuick: performance.now() - startMs < quickMs };
  }

  it('HUB14: who may connect where, by role and organisation', async () => {
    const request = await readyRequest();
    const computer = await enrolledComputer();
    const stranger = await server.createOwner('Other');
    const expected = { technician: 200, administrator: 200, auditor: 'forbidden', stranger: 'not_found' };
    for (const { target } of [request, computer]) {
      const found: Record<string, string | number> = {};
      for (const role of ['technician', 'administrator', 'auditor'] as const) {
        const member = await server.createMember(owner.organisationId, role);
        found[role] = await outcome(new ApiClient(server, member), target);
      }
      found['stranger'] = await outcome(new ApiClient(server, stranger), target);
      expect([target.kind, found]).toEqual([target.kind, expected]);
    }
    expect(await outcome(new ApiClient(server), request.target)).toBe('not_signed_in');
    for (const { agent } of [request, computer]) agent.socket.close();
  });

  it('HUB14: says what is missing', async () => {
    const { id, code } = await api.createRequest();
    const target: SessionTarget = { kind: 'request', requestId: id };
    expect(await outcome(api, target)).toBe('consent_missing');
    const agent = new ScriptedAgent(server.url);
    await agent.introduce({ kind: 'code', code });
    expect(await outcome(api, target)).toBe('consent_missing');
    agent.send({ type: 'consent.answered', requestId: id, permissions: ['view'] });
    await agent.socket.next('request.changed', ({ offer }) => (offer as { state: string }).state === 'ready');
    agent.socket.close();
    await agent.socket.closed;
    await expect.poll(() => outcome(api, target), patience).toBe('agent_offline');
    await api.call('POST', `/api/requests/${id}/close`, {});
    expect(await outcome(api, target)).toBe('state_forbids');
    expect(await outcome(api, { kind: 'computer', computerId: newId() })).toBe('not_found');
  });

  it('HUB15: the ticket says who may do what where, for thirty seconds', async () => {
    const { agent, target, id } = await readyRequest();
    const hash = commitment();
    const startMs = Date.now();
    const { body } = await api.call('POST', '/api/sessions', { target, commitment: hash, locale: 'es' });
    const session = connectedSchema.parse(body);
    const ticket = decodeTicket(splitSignedTicket(session.ticket)?.encoded ?? '');
    expect(ticket).toMatchObject({
      sessionId: session.sessionId,
      linkId: session.linkId,
      requestId: id,
      principal: { kind: 'member', id: owner.memberId, organisation: 'Example', locale: 'es' },
      agentKey: agent.identity.publicKey,
      commitment: hash,
      permissions: ['view'],
    });
    const madeMs = (ticket?.expiresAtMs ?? 0) - 30_000;
    expect([madeMs >= startMs, madeMs <= Date.now()]).toEqual([true, true]);
    agent.socket.close();
  });

  it('HUB16: the same member comes back to the same target, until the end', async () => {
    const { agent, target } = await readyRequest();
    const other = await readyRequest();
    const first = await connected(api, { agent, target });
    const second = await connect(api, target, first.sessionId);
    expect([second.sessionId === first.sessionId, second.linkId === first.linkId]).toEqual([true, false]);
    expect(await agent.socket.next('session.revoked')).toMatchObject({ linkId: first.linkId });
    expect(await Promise.all(first.ends.map(({ closed }) => closed))).toEqual([closeCodes.ended, closeCodes.ended]);
    const colleague = await server.createMember(owner.organisationId, 'technician');
    expect(await outcome(new ApiClient(server, colleague), target, first.sessionId)).toBe('not_found');
    expect(await outcome(api, other.target, first.sessionId)).toBe('not_found');
    expect(await new ApiClient(server, colleague).outcome('POST', `/api/sessions/${first.sessionId}/end`)).toBe(
      'not_found',
    );
    expect(await api.outcome('POST', `/api/sessions/${first.sessionId}/end`)).toBe(204);
    expect(await outcome(api, target, first.sessionId)).toBe('session_ended');
    for (const ready of [agent, other.agent]) ready.socket.close();
  });

  it('HUB17: ending the session and closing the request reach everybody within a second', async () => {
    const ready = await readyRequest();
    const first = await connected(api, ready);
    await expect.poll(async () => (await api.request(ready.id)).state, patience).toBe('connected');
    const told = revoked(ready.agent, first.ends);
    await api.call('POST', `/api/sessions/${first.sessionId}/end`);
    const codes = [closeCodes.ended, closeCodes.ended];
    expect(await told).toEqual({ sessionId: first.sessionId, codes, isQuick: true });
    await expect.poll(async () => (await api.request(ready.id)).state, patience).toBe('ready');
    const second = await connected(api, ready);
    const toldAgain = revoked(ready.agent, second.ends);
    await api.call('POST', `/api/requests/${ready.id}/close`, {});
    expect(await toldAgain).toEqual({ sessionId: second.sessionId, codes, isQuick: true });
    ready.agent.socket.close();
  });

  it('HUB6: an agent’s news of another agent’s link count for nothing', async () => {
    const ready = await readyRequest();
    const { sessionId, linkId, ends } = await connected(api, ready);
    await expect.poll(async () => (await api.request(ready.id)).state, patience).toBe('connected');
    const stranger = await readyRequest();
    stranger.agent.send({ type: 'link.changed', sessionId, linkId, state: 'ended', reason: 'customer' });
    // Messages of one socket take effect in their order.
    stranger.agent.send({ type: 'request.ended', requestId: stranger.id });
    await expect.poll(async () => (await api.request(stranger.id)).state, patience).toBe('closed');
    const { state } = await server.db
      .selectFrom('links')
      .select('state')
      .where('id', '=', linkId)
      .executeTakeFirstOrThrow();
    expect([state, ends.every(({ socket }) => socket.readyState === socket.OPEN)]).toEqual(['active', true]);
    for (const { socket } of [...ends.map((end) => ({ socket: end })), ready.agent, stranger.agent]) socket.close();
  });

  it('HUB9 and HUB17: signing out ends what that browser opened, and only that', async () => {
    const technician = await server.createMember(owner.organisationId, 'technician');
    const elsewhere = await server.signIn(technician.email, technician.password);
    const leaving = await connected(new ApiClient(server, technician), await enrolledComputer());
    const computer = await enrolledComputer();
    const staying = await connected(new ApiClient(server, { ...technician, cookie: elsewhere }), computer);
    const target = await enrolledComputer();
    const going = await connected(new ApiClient(server, technician), target);
    const hub = new TestSocket(wsUrl('/hub/member'), { headers: { cookie: technician.cookie, origin: server.url } });
    await hub.next('hub.ready');
    const told = revoked(target.agent, [...going.ends, ...leaving.ends]);
    expect(await new ApiClient(server, technician).outcome('POST', '/api/auth/sign-out', {})).toBe(204);
    expect(await told).toMatchObject({ sessionId: going.sessionId, isQuick: true });
    await hub.next('member.signedOut');
    expect(await hub.closed).toBe(closeCodes.signedOut);
    const sessions = server.db.selectFrom('sessions').select('id').where('memberId', '=', technician.memberId);
    const open = await sessions.where('endedAt', 'is', null).execute();
    expect(open).toEqual([{ id: staying.sessionId }]);
    expect(staying.ends.every(({ socket }) => socket.readyState === socket.OPEN)).toBe(true);
    for (const end of staying.ends) end.close();
    for (const { agent } of [computer, target]) agent.socket.close();
  });

  it('HUB7: the state follows the links, and a viewer that leaves ends its session', async () => {
    const ready = await readyRequest();
    const { sessionId, linkId, ends } = await connected(api, ready);
    const state = async () => (await api.request(ready.id)).state;
    const say = (change: Record<string, unknown>) =>
      ready.agent.send({ type: 'link.changed', sessionId, linkId, ...change });
    await expect.poll(state, patience).toBe('connected');
    say({ state: 'interrupted' });
    await expect.poll(state, patience).toBe('reconnecting');
    say({ state: 'active' });
    await expect.poll(state, patience).toBe('connected');
    // The hub socket alone breaks; the link lives on at the relay.
    ready.agent.socket.socket.terminate();
    await expect.poll(state, patience).toBe('offline');
    const back = new ScriptedAgent(server.url, ready.agent.identity);
    await back.introduce({ kind: 'request', requestId: ready.id });
    await expect.poll(state, patience).toBe('connected');
    back.send({ type: 'link.changed', sessionId, linkId, state: 'ended', reason: 'viewer' });
    await expect.poll(state, patience).toBe('ready');
    expect(await Promise.all(ends.map(({ closed }) => closed))).toEqual([closeCodes.ended, closeCodes.ended]);
    expect(await outcome(api, ready.target, sessionId)).toBe('session_ended');
    back.socket.close();
  });

  it('HUB7: after a restart, agents that do not return are offline', async () => {
    const ready = await readyRequest();
    await connected(api, ready);
    await expect.poll(async () => (await api.request(ready.id)).state, patience).toBe('connected');
    const sessions = new SessionRepository(server.db);
    const requests = new RequestRepository(server.db);
    const presence = new AgentPresence(systemClock);
    // As after a start: nobody is present, the database knows who was.
    const expected = async () => [...(await requests.agentKeys()), ...(await sessions.agentKeys())];
    const lost: string[] = [];
    const lose = async (agentKey: string) => void lost.push(agentKey);
    const watch = new ReturnWatch({ clock: systemClock, logger: silentLogger, presence, expected, lost: lose });
    await watch.run();
    expect(lost.filter((agentKey) => agentKey === ready.agent.identity.publicKey)).toHaveLength(1);
    presence.arrive(ready.agent.identity.publicKey, 'x');
    lost.length = 0;
    await watch.run();
    expect(lost).not.toContain(ready.agent.identity.publicKey);
    ready.agent.socket.close();
  });

  /** The service of another server process on the same database. */
  const tidying = (repository: SessionRepository, clock: ManualClock) =>
    new SessionService({
      repository,
      bus: new LocalBus(),
      clock,
      logger: silentLogger,
      pictureOf: () => Promise.resolve(null),
      access: {
        isOnline: () => true,
        tokens: new RelayTokens(server.keys.relaySecret),
        ticketKey: server.keys.ticketPrivateKey,
      },
    });

  it('HUB16: what was left behind is tidied away', async () => {
    const ready = await readyRequest();
    const { sessionId } = await connect(api, ready.target);
    const clock = new ManualClock(Date.now() + 3 * 60_000);
    const repository = new SessionRepository(server.db);
    const service = tidying(repository, clock);
    const sweeper = new SessionSweeper({
      clock,
      logger: silentLogger,
      repository,
      sessions: service,
      agentOnlineForMs: () => 0,
    });
    await sweeper.run();
    expect(await repository.liveLinkCount(sessionId)).toBe(0);
    expect(await outcome(api, ready.target, sessionId)).toBe(200);
    clock.advance(2 * 60 * 60_000);
    await sweeper.run();
    await sweeper.run();
    clock.advance(2 * 60 * 60_000);
    await sweeper.run();
    expect(await outcome(api, ready.target, sessionId)).toBe('session_ended');
    // A request that ended without anybody telling its sessions.
    const { sessionId: forgotten } = await connect(api, ready.target);
    await server.db.updateTable('requests').set({ state: 'closed' }).where('id', '=', ready.id).execute();
    await sweeper.run();
    expect(await repository.openSessionIds({ requestId: ready.id })).toEqual([]);
    expect((await repository.findSession(owner.organisationId, forgotten))?.endReason).toBe('revoked');
    ready.agent.socket.close();
  });

  it('HUB21: a viewer that vanished has left after some minutes, if its agent was there all the time', async () => {
    const ready = await readyRequest();
    const { sessionId, linkId, ends } = await connected(api, ready);
    const state = async () => (await api.request(ready.id)).state;
    await expect.poll(state, patience).toBe('connected');
    ready.agent.send({ type: 'link.changed', sessionId, linkId, state: 'interrupted' });
    await expect.poll(state, patience).toBe('reconnecting');
    const clock = new ManualClock(Date.now() + 5 * 60_000);
    const repository = new SessionRepository(server.db);
    const tidy = (agentOnlineForMs: number) =>
      new SessionSweeper({
        clock,
        logger: silentLogger,
        repository,
        sessions: tidying(repository, clock),
        agentOnlineForMs: () => agentOnlineForMs,
      }).run();
    for (const onlineForMs of [0, 60_000]) await tidy(onlineForMs);
    expect(await repository.liveLinkCount(sessionId)).toBe(1);
    await tidy(5 * 60_000);
    expect((await repository.findSession(owner.organisationId, sessionId))?.endReason).toBe('viewer');
    for (const socket of [...ends, ready.agent.socket]) socket.close();
  });

  it('HUB20: a cookie opens no relay and controls no device', async () => {
    const ready = await readyRequest();
    const { sessionId, linkId } = await connect(api, ready.target);
    for (const token of [sessionId, linkId, 'A'.repeat(40)]) {
      const socket = new TestSocket(wsUrl('/relay'), { headers: { cookie: owner.cookie, origin: server.url } });
      await socket.opened;
      socket.send({ type: 'relay.join', token });
      expect(await socket.next('relay.refused')).toMatchObject({ code: 'ticket_invalid' });
      expect(await socket.closed).toBe(closeCodes.refused);
    }
    ready.agent.socket.close();
  });
});
