import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeCodes, computerListSchema, timelineSchema } from '@nearhand/protocol';
import { ApiClient } from '../testing/api-client.ts';
import { openMemberHub } from '../testing/member-hub.ts';
import { newAgentIdentity, ScriptedAgent } from '../testing/scripted-agent.ts';
import { type TestMember, type TestServer, startTestServer } from '../testing/test-server.ts';
import type { TestSocket } from '../testing/test-socket.ts';

describe('the hub for agents', () => {
  let server: TestServer;
  let owner: TestMember;
  let api: ApiClient;
  let feed: TestSocket;

  beforeAll(async () => {
    server = await startTestServer();
    owner = await server.createOwner('Example');
    api = new ApiClient(server, owner);
    feed = await watch(owner);
  });
  afterAll(() => server.stop());

  const watch = (member: TestMember) => openMemberHub(server, member);

  const untilState = (id: string, state: string) =>
    feed.next('request.changed', ({ request }) => {
      const seen = request as { id: string; state: string };
      return seen.id === id && seen.state === state;
    });

  /** An agent that the customer has let in. */
  async function readyRequest() {
    const request = await api.createRequest();
    const agent = new ScriptedAgent(server.url);
    await agent.introduce({ kind: 'code', code: request.code });
    agent.send({ type: 'consent.answered', requestId: request.id, permissions: ['view', 'control'] });
    await untilState(request.id, 'ready');
    return { ...request, agent };
  }

  it('HUB2: a captured hello is worth nothing on another connection', async () => {
    const { code } = await api.createRequest();
    const honest = new ScriptedAgent(server.url);
    const captured = honest.hello(await honest.challenged(), { kind: 'code', code });
    expect(await honest.ask(captured)).toMatchObject({ type: 'hub.welcome' });
    const thief = new ScriptedAgent(server.url);
    await thief.challenged();
    expect(await thief.ask(captured)).toMatchObject({ type: 'hub.refused', code: 'agent_key_refused' });
    // Nor with the nonce of its own connection put in: the signature is over the other one.
    thief.socket.close();
    honest.socket.close();
  });

  it('HUB2: a hello meant for another server is refused, and one naming a key it does not hold', async () => {
    const { code } = await api.createRequest();
    const purpose = { kind: 'code', code } as const;
    // Whoever passes it on writes the Host header to fit.
    const relayed = new ScriptedAgent(server.url, newAgentIdentity(), { headers: { host: 'evil.example' } });
    const answer = await relayed.introduce(purpose, { origin: 'https://evil.example' });
    expect(answer).toMatchObject({ code: 'origin_refused' });
    const victim = newAgentIdentity();
    const hello = { ...relayed.hello(String(answer['nonce']), purpose), publicKey: victim.publicKey };
    expect(await relayed.ask(hello)).toMatchObject({ code: 'agent_key_refused' });
    relayed.socket.close();
  });

  it('HUB3: after a refusal the same socket may try again', async () => {
    const { code, id } = await api.createRequest();
    const agent = new ScriptedAgent(server.url);
    const refused = await agent.introduce({ kind: 'code', code: '000000000' });
    expect(refused).toMatchObject({ type: 'hub.refused', code: 'code_invalid' });
    const stale = await agent.ask(agent.hello('A'.repeat(43), { kind: 'code', code }));
    expect(stale).toMatchObject({ code: 'agent_key_refused' });
    const welcome = await agent.ask(agent.hello(String(stale['nonce']), { kind: 'code', code }));
    expect(welcome).toMatchObject({ type: 'hub.welcome', role: { offer: { requestId: id } } });
    agent.socket.close();
  });

  it('HUB4: a code belongs to the first key; another is refused and noted', async () => {
    const { code, id } = await api.createRequest();
    const first = new ScriptedAgent(server.url);
    await first.introduce({ kind: 'code', code });
    const second = new ScriptedAgent(server.url);
    const refused = await second.introduce({ kind: 'code', code }, { computerName: 'laptop\u0000 of\u202E Eve' });
    expect(refused).toMatchObject({ type: 'hub.refused', code: 'code_invalid' });
    expect(await api.request(id)).toMatchObject({ computer: { name: 'desk-7', online: true } });
    const lastNoted = async () => {
      const { body } = await api.call('GET', `/api/requests/${id}/timeline`);
      return timelineSchema.parse(body).entries.at(-1);
    };
    await expect.poll(lastNoted).toMatchObject({
      event: 'agent.refused',
      from: 'waiting',
      to: 'waiting',
      note: 'laptop  of  Eve',
    });
    const again = new ScriptedAgent(server.url, first.identity);
    expect(await again.introduce({ kind: 'code', code })).toMatchObject({ type: 'hub.welcome' });
    for (const { socket } of [first, second, again]) socket.close();
  });

  it('HUB18: a used code is refused as fast as a wrong one, however long noting it takes', async () => {
    const { code, id } = await api.createRequest();
    const first = new ScriptedAgent(server.url);
    await first.introduce({ kind: 'code', code });
    const second = new ScriptedAgent(server.url);
    await server.db.transaction().execute(async (transaction) => {
      await transaction.selectFrom('requests').select('id').where('id', '=', id).forUpdate().execute();
      expect(await second.introduce({ kind: 'code', code })).toMatchObject({ code: 'code_invalid' });
    });
    for (const { socket } of [first, second]) socket.close();
  });

  it('HUB5: a second connection of the same key takes the place of the first', async () => {
    const { agent, id } = await readyRequest();
    const second = new ScriptedAgent(server.url, agent.identity);
    expect(await second.introduce({ kind: 'request', requestId: id })).toMatchObject({ type: 'hub.welcome' });
    expect(await agent.socket.closed).toBe(closeCodes.replaced);
    expect(await api.request(id)).toMatchObject({ state: 'ready', computer: { online: true } });
    second.socket.close();
  });

  it('HUB6: refusal leads to denied', async () => {
    const { code, id } = await api.createRequest();
    const agent = new ScriptedAgent(server.url);
    await agent.introduce({ kind: 'code', code });
    agent.send({ type: 'consent.answered', requestId: id, permissions: null });
    await untilState(id, 'denied');
    expect(await api.request(id)).toMatchObject({ closed: { by: { kind: 'customer' } } });
    await agent.socket.next('request.changed', ({ offer }) => (offer as { state: string }).state === 'denied');
    agent.socket.close();
  });

  it('HUB24: what it says just before it leaves counts, however long the messages before it take', async () => {
    const { agent, id } = await readyRequest();
    agent.send({ type: 'consent.answered', requestId: id, permissions: ['view'] });
    agent.send({ type: 'request.ended', requestId: id });
    agent.socket.close();
    await untilState(id, 'closed');
    expect(await api.request(id)).toMatchObject({ closed: { by: { kind: 'customer' } } });
  });

  it('HUB6: an agent speaks only for its own request and links', async () => {
    const victim = await readyRequest();
    const other = await readyRequest();
    other.agent.send({ type: 'request.ended', requestId: victim.id });
    other.agent.send({ type: 'consent.answered', requestId: victim.id, permissions: null });
    const strange = { sessionId: victim.id, linkId: victim.id };
    other.agent.send({ type: 'link.changed', ...strange, state: 'active' });
    other.agent.send({ type: 'request.ended', requestId: other.id });
    await untilState(other.id, 'closed');
    expect((await api.request(victim.id)).state).toBe('ready');
    for (const { agent } of [victim, other]) agent.socket.close();
  });

  it('HUB7: the agent goes and comes back', async () => {
    const { agent, id } = await readyRequest();
    agent.socket.socket.terminate();
    await untilState(id, 'offline');
    const { body } = await api.call('GET', `/api/requests/${id}`);
    expect(body).toMatchObject({ computer: { online: false } });
    const back = new ScriptedAgent(server.url, agent.identity);
    await back.introduce({ kind: 'request', requestId: id });
    await untilState(id, 'ready');
    back.socket.close();
  });

  it('HUB19: coming back needs the bound key and a request that lives', async () => {
    const { agent, id } = await readyRequest();
    const stranger = new ScriptedAgent(server.url);
    const refused = await stranger.introduce({ kind: 'request', requestId: id });
    expect(refused).toMatchObject({ code: 'agent_key_refused' });
    await api.call('POST', `/api/requests/${id}/close`, {});
    const late = new ScriptedAgent(server.url, agent.identity);
    expect(await late.introduce({ kind: 'request', requestId: id })).toMatchObject({ code: 'session_ended' });
    for (const { socket } of [agent, stranger, late]) socket.close();
  });

  it('HUB10: a token enrols as often as it may, and its key comes back without it', async () => {
    const wanted = { organisationId: owner.organisationId, uses: 1, validForMs: 60_000 };
    const token = await server.enrolmentToken(wanted);
    const stored = await server.db.selectFrom('enrolmentTokens').selectAll().execute();
    expect(JSON.stringify(stored)).not.toContain(token);
    const agent = new ScriptedAgent(server.url);
    const welcome = await agent.introduce({ kind: 'enrolment', token });
    expect(welcome).toMatchObject({ type: 'hub.welcome', role: { kind: 'computer', name: 'desk-7' } });
    await feed.next('computer.changed', ({ computer }) => (computer as { online: boolean }).online);
    const other = new ScriptedAgent(server.url);
    expect(await other.introduce({ kind: 'enrolment', token })).toMatchObject({ code: 'enrolment_token_invalid' });
    const again = new ScriptedAgent(server.url, agent.identity);
    expect(await again.introduce({ kind: 'enrolment', token })).toMatchObject({ role: welcome['role'] });
    const renamed = new ScriptedAgent(server.url, agent.identity);
    await renamed.introduce({ kind: 'computer' }, { computerName: 'desk-8' });
    const { body } = await api.call('GET', '/api/computers');
    expect(body).toMatchObject({
      computers: [
        { kind: 'demo', online: false },
        { name: 'desk-8', online: true },
      ],
    });
    const late = await server.enrolmentToken({ ...wanted, validForMs: -1 });
    const expired = new ScriptedAgent(server.url);
    expect(await expired.introduce({ kind: 'enrolment', token: late })).toMatchObject({
      code: 'enrolment_token_invalid',
    });
    const unknown = new ScriptedAgent(server.url);
    expect(await unknown.introduce({ kind: 'computer' })).toMatchObject({ code: 'agent_key_refused' });
    for (const { socket } of [agent, other, again, renamed, expired, unknown]) socket.close();
  });

  it('HUB23: a computer says its version, whether it is installed and what it can show, and members see it', async () => {
    const wanted = { organisationId: owner.organisationId, uses: 1, validForMs: 60_000 };
    const token = await server.enrolmentToken(wanted);
    const first = new ScriptedAgent(server.url);
    await first.introduce({ kind: 'enrolment', token }, { computerName: 'desk-23', agent: { installed: false } });
    const seen = async () => {
      const { computers } = computerListSchema.parse((await api.call('GET', '/api/computers')).body);
      const found = computers.find(({ name }) => name === 'desk-23');
      return [found?.agentVersion, found?.installed, found?.desktopLimit, found?.outdated];
    };
    expect(await seen()).toEqual(['0.1.0', false, null, false]);
    const service = new ScriptedAgent(server.url, first.identity);
    const said = { version: '0.2.0', installed: true, desktopLimit: 'noDesktop' };
    await service.introduce({ kind: 'computer' }, { computerName: 'desk-23', agent: said });
    expect(await seen()).toEqual(['0.2.0', true, 'noDesktop', false]);
    const older = new ScriptedAgent(server.url, first.identity);
    await older.introduce({ kind: 'computer' }, { computerName: 'desk-23', agent: { version: '0.0.9' } });
    expect(await seen()).toEqual(['0.0.9', null, null, true]);
    for (const { socket } of [first, service, older]) socket.close();
  });

  it('HUB11: nobody becomes the demo computer without the secret', async () => {
    const agent = new ScriptedAgent(server.url);
    const refused = await agent.introduce({ kind: 'demo', secret: 'A'.repeat(43) });
    expect(refused).toMatchObject({ code: 'agent_key_refused' });
    const { body } = await api.call('GET', '/api/computers');
    expect(JSON.stringify(body)).not.toContain('"kind":"demo","system":"demo","systemName":"","online":true');
    agent.socket.close();
  });

  it('HUB12: broken messages end the socket, messages of the future do not', async () => {
    const hostile = ['{', '[]', '{"type":"agent.hello"}', JSON.stringify({ type: 'request.ended', requestId: 'x' })];
    for (const text of hostile) {
      const agent = new ScriptedAgent(server.url);
      await agent.challenged();
      agent.send(text);
      expect([text, await agent.socket.closed]).toEqual([text, closeCodes.malformed]);
    }
    const binary = new ScriptedAgent(server.url);
    await binary.challenged();
    binary.socket.socket.send(Buffer.from([1]));
    expect(await binary.socket.closed).toBe(closeCodes.malformed);
    const early = new ScriptedAgent(server.url);
    await early.challenged();
    early.send({ type: 'request.ended', requestId: owner.memberId });
    expect(await early.socket.closed).toBe(closeCodes.malformed);
    const modern = await readyRequest();
    modern.agent.send({ type: 'chat.said', text: 'hello' });
    modern.agent.send({ type: 'request.ended', requestId: modern.id });
    await untilState(modern.id, 'closed');
    modern.agent.socket.close();
  });

  it('HUB22: an agent that does not stop talking is cut off', async () => {
    const { id, code } = await api.createRequest();
    const agent = new ScriptedAgent(server.url);
    await agent.introduce({ kind: 'code', code });
    for (let sent = 0; sent < 600; sent++) {
      agent.send({ type: 'consent.answered', requestId: id, permissions: ['view'] });
    }
    expect(await agent.socket.closed).toBe(closeCodes.policyViolation);
  });

  it('HUB8: members hear of their own organisation, within their rights', async () => {
    const stranger = await server.createOwner('Other');
    const strangerFeed = await watch(stranger);
    const auditorFeed = await watch(await server.createMember(owner.organisationId, 'auditor'));
    const { id } = await api.createRequest('Secret customer');
    await auditorFeed.next('request.changed', ({ request }) => (request as { id: string }).id === id);
    const theirs = await new ApiClient(server, stranger).createRequest('Theirs');
    await strangerFeed.next('request.changed', ({ request }) => {
      expect((request as { customer: string }).customer).toBe('Theirs');
      return (request as { id: string }).id === theirs.id;
    });
    strangerFeed.send({ type: 'activity.changed' });
    expect(await strangerFeed.closed).toBe(closeCodes.malformed);
    auditorFeed.close();
  });
});
