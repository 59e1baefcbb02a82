import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '@nearhand/base';
import { pushStateSchema } from '@nearhand/protocol';
import { z } from 'zod';
import { joinOrganisation } from '../../accounts/create-user.ts';
import { newId } from '../../database/ids.ts';
import { ApiClient } from '../../testing/api-client.ts';
import { PushBrowser, type PushService, startPushService, vapidOf } from '../../testing/push-service.ts';
import { ensureRequestOf } from '../../testing/request-of.ts';
import { type TestMember, type TestServer, startTestServer } from '../../testing/test-server.ts';
import { notify } from '../notify.ts';
import { readPushKeys } from './push-keys.ts';
import { createPushTransport } from './push-transport.ts';

const wait = { timeout: 15_000 };

describe('notifications by Web Push', () => {
  let service: PushService;
  let server: TestServer;
  let owner: TestMember;
  let member: TestMember;
  let browser: PushBrowser;
  beforeAll(async () => {
    service = await startPushService();
    server = await startTestServer({ config: { pushToPrivate: true } });
    owner = await server.createOwner();
  });
  beforeEach(async () => {
    member = await server.createMember(owner.organisationId, 'technician');
    browser = new PushBrowser();
  });
  afterEach(() => service.answer(201));
  afterAll(async () => {
    await server.stop();
    await service.stop();
  });

  const subscribe = (who = member, path = newId(), keys = browser.subscriptionKeys) =>
    new ApiClient(server, who).outcome('POST', '/api/push/subscription', {
      endpoint: `${service.url}/${path}`,
      keys,
      locale: 'fr',
    });
  const state = async (who = member) =>
    pushStateSchema.parse((await new ApiClient(server, who).call('GET', '/api/push')).body);
  const caughtAt = (path: string) => service.caught.filter((caught) => caught.path === `/${path}`);

  async function raise(who = member, requestId: string = newId()) {
    await ensureRequestOf(server, who, requestId);
    const subject = { kind: 'request' as const, requestId, customer: 'Ana Silva' };
    const { userId, organisationId } = who;
    return server.db
      .transaction()
      .execute((transaction) =>
        notify(transaction, server.context, { userId, organisationId, event: 'customer.ready', subject }),
      );
  }

  it('NOT9: signed by this server and readable by the one browser alone, with no more than is shown', async () => {
    const path = newId();
    expect([(await state()).subscribed, await subscribe(member, path), (await state()).subscribed]).toEqual([
      false,
      204,
      true,
    ]);
    const requestId = newId();
    await raise(member, requestId);
    await expect.poll(() => caughtAt(path).length, wait).toBe(1);
    const [caught] = caughtAt(path);
    if (caught === undefined) throw new Error('Nothing was caught');
    expect(browser.decrypt(caught.body)).toEqual({
      title: 'Ana Silva vous attend',
      body: '',
      path: `/support/${requestId}?organisation=${member.organisationId}`,
      tag: expect.stringMatching(/^[\w-]{32}$/),
    });
    expect(() => new PushBrowser().decrypt(caught.body)).toThrow();
    expect(caught.headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '900', urgency: 'high' });
    expect(`${JSON.stringify(caught.headers)}${caught.body.toString('latin1')}`).not.toContain('Ana');
    const { publicKey } = await state();
    const vapid = vapidOf(caught);
    expect(vapid).toMatchObject({ publicKey, claims: { aud: service.url, sub: 'mailto:help@example.org' } });
    const { exp } = z.object({ exp: z.number() }).parse(vapid?.claims);
    expect(exp - Date.now() / 1000).toBeLessThan(24 * 3600);
  });

  it('NOT16: names the organisation to whoever belongs to several, and leads there', async () => {
    const path = newId();
    const { organisationId } = await server.createOwner('Beta');
    await server.db
      .transaction()
      .execute((transaction) =>
        joinOrganisation({ clock: systemClock }, transaction, { ...member, name: 'x', organisationId, role: 'owner' }),
      );
    await subscribe(member, path);
    await raise({ ...member, organisationId });
    await expect.poll(() => caughtAt(path).length, wait).toBe(1);
    expect(browser.decrypt(caughtAt(path)[0]?.body ?? Buffer.alloc(0))).toMatchObject({
      body: 'Beta',
      path: expect.stringMatching(new RegExp(`^/support/[\\w-]+\\?organisation=${organisationId}$`)),
    });
  });

  it('NOT9: the key is one for all servers, and sealed in the database', async () => {
    const keys = await Promise.all(Array.from({ length: 4 }, () => readPushKeys(server.context)));
    expect(new Set(keys.map(({ publicKey }) => publicKey)).size).toBe(1);
    const stored = JSON.stringify(await server.db.selectFrom('hostSettings').selectAll().execute());
    expect(stored).toContain('pushKey');
    for (const secret of ['PRIVATE', keys[0]?.privateKey ?? '']) expect(stored).not.toContain(secret);
  });

  it('NOT9: every message is as long as any other', async () => {
    const path = newId();
    await subscribe(member, path);
    await raise();
    await new ApiClient(server, member).call('POST', '/api/push/test', {});
    await expect.poll(() => caughtAt(path).length, wait).toBe(2);
    expect(new Set(caughtAt(path).map(({ body }) => body.length))).toEqual(new Set([4096]));
  });

  it('NOT9: a subscription ends with its sign-in, and with the browser’s', async () => {
    const [gone, kept, second] = [newId(), newId(), await server.signIn(member.email, member.password)];
    const elsewhere = { ...member, cookie: second };
    await subscribe(member, gone);
    await subscribe(elsewhere, kept);
    await server.request('POST', '/api/auth/sign-out', { member, body: {} });
    await raise();
    await expect.poll(() => caughtAt(kept).length, wait).toBe(1);
    expect(caughtAt(gone)).toEqual([]);
    service.answer(410);
    expect((await new ApiClient(server, elsewhere).call('POST', '/api/push/test', {})).body).toEqual({
      outcome: 'gone',
    });
    expect((await state(elsewhere)).subscribed).toBe(false);
    await subscribe(elsewhere, kept);
    await new ApiClient(server, elsewhere).call('POST', '/api/push/subscription/end', {});
    expect((await state(elsewhere)).subscribed).toBe(false);
    expect(await new ApiClient(server, elsewhere).outcome('POST', '/api/push/test', {})).toBe('not_found');
  });

  it('NOT9: a browser that another person signs in with changes hands', async () => {
    const [path, other] = [newId(), await server.createMember(owner.organisationId, 'technician')];
    await subscribe(member, path);
    await subscribe(other, path);
    expect([(await state()).subscribed, (await state(other)).subscribed]).toEqual([false, true]);
  });

  it('NOT9: pushes once, tries again what may pass, and is not led elsewhere', async () => {
    const path = newId();
    await subscribe(member, path);
    service.answer(302);
    expect((await new ApiClient(server, member).call('POST', '/api/push/test', {})).body).toEqual({
      outcome: 'failed',
    });
    service.answer(503);
    await raise();
    await expect.poll(() => caughtAt(path).length, wait).toBe(2);
    service.answer(201);
    await expect.poll(() => caughtAt(path).length, wait).toBe(3);
    const requestId = newId();
    await raise(member, requestId);
    await raise(member, requestId);
    await expect.poll(() => caughtAt(path).length, wait).toBe(4);
    expect(await server.db.selectFrom('notifications').select('id').where('pushDue', '=', true).execute()).toEqual([]);
  });

  it('NOT10: takes no endpoint inside the network, and follows no name there (attack 18)', async () => {
    const strict = await startTestServer();
    try {
      const someone = new ApiClient(strict, await strict.createOwner());
      const keys = browser.subscriptionKeys;
      const outcomes: unknown[] = [];
      for (const endpoint of [service.url, 'https://localhost/x', 'https://[::1]/', 'https://169.254.169.254/']) {
        outcomes.push(await someone.outcome('POST', '/api/push/subscription', { endpoint, keys, locale: 'en' }));
      }
      expect(outcomes).toEqual(outcomes.map(() => 'push_endpoint_refused'));
      const bad = [
        { endpoint: 'http://push.example.org/', keys },
        { endpoint: 'https://push.example.org/', keys: { ...keys, auth: 'short' } },
        { endpoint: `https://push.example.org/${'x'.repeat(3000)}`, keys },
      ];
      for (const body of bad) {
        expect(await someone.outcome('POST', '/api/push/subscription', { ...body, locale: 'en' })).toBe('bad_request');
      }
      for (const path of ['/api/push/subscription', '/api/push/subscription/end', '/api/push/test']) {
        const body = { endpoint: 'https://push.example.org/', keys, locale: 'en' };
        expect(await new ApiClient(strict).outcome('POST', path, body)).toBe('not_signed_in');
      }
    } finally {
      await strict.stop();
    }
    const port = new URL(service.url).port;
    const post = { endpoint: `https://localtest.localhost.example:${port}/x`, headers: {}, body: new Uint8Array() };
    await expect(createPushTransport({ toPrivate: false })(post)).rejects.toThrow();
    await expect(createPushTransport({ toPrivate: false })({ ...post, endpoint: service.url })).rejects.toThrow(
      'not allowed',
    );
  });
});
