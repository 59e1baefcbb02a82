import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ManualClock } from '@nearhand/base';
import { errorBodySchema, solveProof } from '@nearhand/protocol';
import { ApiClient } from '../testing/api-client.ts';
import { newAgentIdentity, ScriptedAgent } from '../testing/scripted-agent.ts';
import { type TestMember, type TestServer, startTestServer } from '../testing/test-server.ts';

describe('joining by code', () => {
  let server: TestServer;
  let owner: TestMember;
  let api: ApiClient;

  beforeAll(async () => {
    // A proxy in front, so that tests can come from many addresses; and no time, in which guesses would be forgotten.
    server = await startTestServer({
      clock: new ManualClock(Date.now()),
      config: { tls: { mode: 'proxy', certificateFile: null, keyFile: null }, trustedProxies: ['127.0.0.1'] },
    });
    owner = await server.createOwner('Example');
    api = new ApiClient(server, owner);
  });
  afterAll(() => server.stop());

  const forwarded = (address: string) => ({ 'x-forwarded-for': address, 'x-forwarded-proto': 'https' });

  async function join(address: string, code: string, proof?: unknown) {
    const answer = await fetch(`${server.url}/api/join`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.config.publicUrl, ...forwarded(address) },
      body: JSON.stringify({ code, proof }),
    });
    return { status: answer.status, text: await answer.text(), retryAfter: answer.headers.get('retry-after') };
  }

  async function create() {
    const answer = await fetch(`${server.url}/api/requests`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: server.config.publicUrl,
        cookie: owner.cookie,
        ...forwarded('192.0.2.1'),
      },
      body: JSON.stringify({ customer: 'Ana' }),
    });
    const { request, invitation } = (await answer.json()) as {
      request: { id: string };
      invitation: { code: string; link: string };
    };
    return { id: request.id, code: invitation.code, path: new URL(invitation.link).pathname };
  }

  it('REQ12: wrong, used and expired codes get the same answer', async () => {
    expect(api).toBeInstanceOf(ApiClient);
    const used = await create();
    const expired = await create();
    const closed = await create();
    const good = await create();
    await server.db.updateTable('requests').set({ agentKey: 'k' }).where('id', '=', used.id).execute();
    await server.db
      .updateTable('requests')
      .set({ expiresAt: new Date(0) })
      .where('id', '=', expired.id)
      .execute();
    await server.db.updateTable('requests').set({ state: 'closed', code: null }).where('id', '=', closed.id).execute();
    const answers = [];
    for (const code of ['000000000', used.code, expired.code, closed.code])
      answers.push(await join('203.0.113.1', code));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set([JSON.stringify({ status: 404, text: answers[0]?.text, retryAfter: null })]),
    );
    expect(await join('203.0.113.1', good.code)).toMatchObject({
      status: 200,
      text: JSON.stringify({ path: good.path }),
    });
  });

  it('REQ13 and REQ14: guessers wait and work, others get in', async () => {
    const { code, path } = await create();
    const guesses = await Promise.all(
      Array.from({ length: 30 }, (_, i) => join('198.51.100.7', String(100_000_000 + i))),
    );
    expect(guesses.filter(({ status }) => status === 404)).toHaveLength(10);
    const [refused] = guesses.filter(({ status }) => status === 429);
    expect(Number(refused?.retryAfter)).toBeGreaterThan(0);
    expect(refused && errorBodySchema.parse(JSON.parse(refused.text)).error.code).toBe('too_many_attempts');
    // The same for agents, whose sockets come from the same block.
    const agent = new ScriptedAgent(server.url, newAgentIdentity(), { headers: forwarded('198.51.100.8') });
    expect(await agent.introduce({ kind: 'code', code })).toMatchObject({ code: 'too_many_attempts' });
    agent.socket.close();

    for (let i = 0; i < 40; i++) await join(`11.0.${i}.1`, String(200_000_000 + i));
    const asked = await join('192.0.2.77', code);
    const { proof } = errorBodySchema.parse(JSON.parse(asked.text)).error;
    if (!proof) throw new Error('No proof was asked');
    const solved = await solveProof(proof);
    expect(await join('192.0.2.77', code, solved)).toMatchObject({ status: 200, text: JSON.stringify({ path }) });
    expect((await join('192.0.2.77', code, solved)).status).toBe(429);
  });

  it('HUB18: an agent is asked for the same proof', async () => {
    const { code, id } = await create();
    const agent = new ScriptedAgent(server.url, newAgentIdentity(), { headers: forwarded('192.0.2.99') });
    const refused = await agent.introduce({ kind: 'code', code });
    expect(refused).toMatchObject({ type: 'hub.refused', code: 'proof_required' });
    const proof = await solveProof(refused['proof'] as { salt: string; bits: number });
    const welcome = await agent.ask(agent.hello(String(refused['nonce']), { kind: 'code', code, proof }));
    expect(welcome).toMatchObject({ type: 'hub.welcome', role: { offer: { requestId: id } } });
    agent.socket.close();
  });
});
