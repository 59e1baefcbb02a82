// Enrolment tokens in members' hands.

import { enrolmentTokenListSchema, createdEnrolmentTokenSchema, parseEnrolmentToken } from '@nearhand/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient } from '../testing/api-client.ts';
import { ScriptedAgent } from '../testing/scripted-agent.ts';
import { type TestMember, type TestServer, startTestServer } from '../testing/test-server.ts';

let server: TestServer;
let owner: TestMember;
let api: ApiClient;

beforeAll(async () => {
  server = await startTestServer();
  owner = await server.createOwner('Example');
  api = new ApiClient(server, owner);
});
afterAll(() => server.stop());

async function make(wanted: object = {}, by = api) {
  const body = { name: 'Room 4', uses: 2, days: 30, ...wanted };
  const answer = await by.call('POST', '/api/enrolment-tokens', body);
  return createdEnrolmentTokenSchema.parse(answer.body);
}
const list = async (by = api) =>
  enrolmentTokenListSchema.parse((await by.call('GET', '/api/enrolment-tokens')).body).tokens;

async function enrol(token: string): Promise<string> {
  const agent = new ScriptedAgent(server.url);
  const answer = await agent.introduce({ kind: 'enrolment', token });
  agent.socket.close();
  return String(answer['type'] === 'hub.welcome' ? 'enrolled' : answer['code']);
}

describe('enrolment tokens of members', () => {
  it('ENR7: a token is shown once, counts its uses, and is worth nothing once revoked', async () => {
    const { token, secret } = await make();
    expect(parseEnrolmentToken(secret)).toBe(secret);
    expect(token).toMatchObject({
      name: 'Room 4',
      madeBy: expect.stringMatching(/^Person/),
      uses: 2,
      usesLeft: 2,
      valid: true,
    });
    expect(await enrol(secret)).toBe('enrolled');
    const [listed] = await list();
    expect(listed).toMatchObject({ id: token.id, usesLeft: 1, lastUsedAt: expect.any(String), valid: true });
    expect(JSON.stringify(await list())).not.toContain(secret);
    expect((await api.call('POST', `/api/enrolment-tokens/${token.id}/revoke`, {})).status).toBe(204);
    expect([await list(), await enrol(secret)]).toEqual([[], 'enrolment_token_invalid']);
    expect((await api.call('POST', `/api/enrolment-tokens/${token.id}/revoke`, {})).status).toBe(404);
    const entries = await server.db
      .selectFrom('auditEvents')
      .select(['event', 'target', 'details'])
      .where('event', 'in', ['enrolmentToken.created', 'enrolmentToken.revoked'])
      .orderBy('id')
      .execute();
    expect(entries).toMatchObject([
      { event: 'enrolmentToken.created', target: { name: 'Room 4' }, details: { uses: 2 } },
      { event: 'enrolmentToken.revoked', target: { name: 'Room 4' }, details: { used: 1 } },
    ]);
    expect(JSON.stringify(entries)).not.toContain(secret);
  });

  it('ENR7: used up is not valid, and another organisation sees and revokes none', async () => {
    const { token, secret } = await make({ uses: 1 });
    expect([await enrol(secret), await enrol(secret)]).toEqual(['enrolled', 'enrolment_token_invalid']);
    expect((await list()).find(({ id }) => id === token.id)).toMatchObject({ usesLeft: 0, valid: false });
    const other = new ApiClient(server, await server.createOwner('Other'));
    expect(await list(other)).toEqual([]);
    expect((await other.call('POST', `/api/enrolment-tokens/${token.id}/revoke`, {})).status).toBe(404);
  });

  it('ENR8: uses, days and name have limits, and so has the number of tokens', async () => {
    const wrong = [{ uses: 0 }, { uses: 10_001 }, { uses: 1.5 }, { days: 367 }, { name: '' }, { name: 'a\u202eb' }];
    for (const part of wrong) {
      const body = { name: 'x', uses: 1, days: 1, ...part };
      expect((await api.call('POST', '/api/enrolment-tokens', body)).status).toBe(400);
    }
    const fullOwner = await server.createOwner('Full');
    const full = new ApiClient(server, fullOwner);
    for (let made = 0; made < 99; made++) await server.enrolmentToken({ organisationId: fullOwner.organisationId });
    await make({}, full);
    const answer = await full.call('POST', '/api/enrolment-tokens', { name: 'x', uses: 1, days: 1 });
    expect(answer).toMatchObject({ status: 409, body: { error: { code: 'limit_reached' } } });
  });
});
