// The whole way of a request, with a scripted agent: created, joined by code, allowed, connected, relayed, ended.

import { createPublicKey, randomBytes, verify } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeTicket, splitSignedTicket, ticketSigningInput } from '@nearhand/protocol';
import { ScriptedAgent } from '../testing/scripted-agent.ts';
import { type TestMember, type TestServer, startTestServer } from '../testing/test-server.ts';
import { TestSocket } from '../testing/test-socket.ts';

const commitment = () => randomBytes(32).toString('base64url');

describe('the path of a request', () => {
  let server: TestServer;
  let owner: TestMember;

  beforeAll(async () => {
    server = await startTestServer();
    owner = await server.createOwner('Example');
  });
  afterAll(() => server.stop());

  const wsUrl = (path: string) => server.url.replace(/^http/, 'ws') + path;
  const json = async (method: string, path: string, body?: unknown, member: TestMember | null = owner) => {
    const answer = await server.request(method, path, { ...(member ? { member } : {}), body });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
  };

  it('leads from the code to the relay and back', async () => {
    const hub = new TestSocket(wsUrl('/hub/member'), { headers: { cookie: owner.cookie, origin: server.url } });
    await hub.next('hub.ready');
    const created = await json('POST', '/api/requests', { customer: 'Ana' });
    expect(created.status).toBe(201);
    const { request, invitation } = created.body;
    await hub.next('request.changed', (message) => JSON.stringify(message).includes(request.id));

    const joined = await json('POST', '/api/join', { code: invitation.code }, null);
    expect(joined.body.path).toBe(new URL(invitation.link).pathname);

    const agent = new ScriptedAgent(server.url);
    const welcome = await agent.introduce({ kind: 'code', code: invitation.code });
    expect(welcome).toMatchObject({
      type: 'hub.welcome',
      role: {
        kind: 'request',
        offer: { requestId: request.id, state: 'waiting', invitedBy: { organisation: 'Example' } },
      },
    });
    const target = { kind: 'request', requestId: request.id };
    const early = await json('POST', '/api/sessions', { target, commitment: commitment() });
    expect(early).toMatchObject({ status: 409, body: { error: { code: 'consent_missing' } } });

    agent.send({ type: 'consent.answered', requestId: request.id, permissions: ['view', 'control'] });
    await hub.next('request.changed', ({ request: r }) => (r as { state: string }).state === 'ready');

    const hash = commitment();
    const connected = await json('POST', '/api/sessions', { target, commitment: hash });
    expect(connected.status).toBe(200);
    const { sessionId, linkId, ticket, relayToken } = connected.body;
    const split = splitSignedTicket(ticket);
    const key = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: String(welcome['ticketKey']) },
      format: 'jwk',
    });
    expect(split && verify(null, ticketSigningInput(split.encoded), key, split.signature)).toBe(true);
    expect(split && decodeTicket(split.encoded)).toMatchObject({
      agentKey: agent.identity.publicKey,
      commitment: hash,
    });

    const offered = await agent.socket.next('link.offered');
    expect(offered).toMatchObject({ sessionId, linkId });
    const viewerEnd = new TestSocket(wsUrl('/relay'), { headers: { origin: server.url, cookie: owner.cookie } });
    await viewerEnd.opened;
    viewerEnd.send({ type: 'relay.join', token: relayToken });
    expect(await viewerEnd.next('relay.joined')).toMatchObject({ linkId, peerPresent: false });
    const agentEnd = new TestSocket(wsUrl('/relay'));
    await agentEnd.opened;
    agentEnd.send({ type: 'relay.join', token: offered['relayToken'] });
    expect(await agentEnd.next('relay.joined')).toMatchObject({ peerPresent: true });
    await viewerEnd.next('relay.peer');
    viewerEnd.socket.send(Buffer.from([1, 2, 3]));
    expect([...(await agentEnd.nextBinary())]).toEqual([1, 2, 3]);

    agent.send({ type: 'link.changed', sessionId, linkId, state: 'active' });
    await hub.next('request.changed', ({ request: r }) => (r as { state: string }).state === 'connected');
    const list = await json('GET', '/api/requests');
    expect(list.body.requests[0]).toMatchObject({
      participants: [{ linkId, name: 'Person 1' }],
      computer: { online: true },
    });

    const closed = await json('POST', `/api/requests/${request.id}/close`, { note: 'done' });
    expect(closed.body).toMatchObject({ state: 'closed', closed: { note: 'done' } });
    expect(await agent.socket.next('session.revoked')).toMatchObject({ sessionId, linkId: null });
    await viewerEnd.next('relay.ended');
    expect(await viewerEnd.closed).toBe(4003);
    expect(await agentEnd.closed).toBe(4003);

    const timeline = await json('GET', `/api/requests/${request.id}/timeline`);
    expect(timeline.body.entries.map(({ event }: { event: string }) => event)).toEqual([
      'request.created',
      'customer.arrived',
      'programStarted',
      'access.granted',
      'session.started',
      'request.closed',
    ]);
    const started = timeline.body.entries.find(({ event }: { event: string }) => event === 'session.started');
    expect(started).toMatchObject({ actor: { kind: 'member', name: 'Person 1' } });
    agent.socket.close();
    hub.close();
  });
});
