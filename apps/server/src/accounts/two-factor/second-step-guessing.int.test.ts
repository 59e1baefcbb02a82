// Guessing at the second step. A file of its own: the limit by address is one for everything in a process.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorBodySchema } from '@nearhand/protocol';
import { turnTwoFactorOn } from '../../testing/authenticator.ts';
import { type TestMember, type TestServer, startTestServer } from '../../testing/test-server.ts';

describe('guessing at the second step', () => {
  let server: TestServer;
  let owner: TestMember;

  beforeAll(async () => {
    server = await startTestServer();
    owner = await server.createOwner('Example');
  });
  afterAll(() => server.stop());

  const attempt = async (cookie: string, code: string) => {
    const answer = await server.request('POST', '/api/auth/two-factor/verify-totp', {
      member: { ...owner, cookie },
      body: { code },
    });
    return answer.status === 204 ? 204 : errorBodySchema.parse(await answer.json()).error.code;
  };

  it('TWO5: five tries for each password typed, ten in a row for an account', async () => {
    const { app } = await turnTwoFactorOn(server, owner);
    const outcomes: (string | number)[] = [];
    let cookie = await server.signIn(owner.email, owner.password);
    for (let tries = 0; tries < 5; tries++) outcomes.push(await attempt(cookie, app.wrongCode()));
    outcomes.push(await attempt(cookie, app.code()));
    expect(outcomes).toEqual([...Array(5).fill('two_factor_code_invalid'), 'too_many_attempts']);
    cookie = await server.signIn(owner.email, owner.password);
    for (let tries = 0; tries < 5; tries++) await attempt(cookie, app.wrongCode());
    cookie = await server.signIn(owner.email, owner.password);
    expect(await attempt(cookie, app.code(1))).toBe('too_many_attempts');
    const [row] = await server.db.selectFrom('twoFactors').select('lockedUntil').execute();
    const waitMs = (row?.lockedUntil?.getTime() ?? 0) - Date.now();
    expect(waitMs).toBeGreaterThan(14 * 60_000);
    await server.db
      .updateTable('twoFactors')
      .set({ lockedUntil: new Date(0), lastUsedStep: 0 })
      .execute();
    expect(await attempt(cookie, app.code(1))).toBe(204);
  });
});
