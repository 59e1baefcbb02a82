import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Logger, systemClock } from '@nearhand/base';
import { errorBodySchema } from '@nearhand/protocol';
import { buildApp } from '../app.ts';
import { loadKeys } from '../keys/keys.ts';
import { type TestMember, type TestServer, startTestServer } from '../testing/test-server.ts';

const entries: string[] = [];
const recordingLogger: Logger = {
  debug: (message, fields) => entries.push(JSON.stringify([message, fields])),
  info: (message, fields) => entries.push(JSON.stringify([message, fields])),
  warn: (message, fields) => entries.push(JSON.stringify([message, fields])),
  error: (message, fields) => entries.push(JSON.stringify([message, { ...fields, text: String(fields?.['error']) }])),
  child: () => recordingLogger,
};

describe('HTTP', () => {
  let server: TestServer;
  let owner: TestMember;

  beforeAll(async () => {
    server = await startTestServer({ logger: recordingLogger });
    owner = await server.createOwner();
  });
  afterAll(() => server.stop());

  function send(path: string, method: string, headers: Record<string, string>, body?: string): Promise<Response> {
    return fetch(server.url + path, { method, headers, redirect: 'manual', ...(body === undefined ? {} : { body }) });
  }

  it('SRV19: every answer forbids framing, sniffing and scripts from elsewhere (attack 22)', async () => {
    for (const path of ['/', '/sign-in', '/api/server', '/api/nothing', '/nothing', '/healthz', '/assets/nothing.js']) {
      const { headers } = await server.request('GET', path);
      const policy = headers.get('content-security-policy') ?? '';
      const scripts = policy.split('; ').find((directive) => directive.startsWith('script-src')) ?? '';
      expect(scripts).toBe("script-src 'self' 'wasm-unsafe-eval'");
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("base-uri 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('permissions-policy')).toContain('camera=()');
    }
  });

  it('SRV19: refuses changes that another site sends with the member’s cookie (attack 22)', async () => {
    const { port } = server.config;
    const body = JSON.stringify({ name: 'Changed' });
    const json = { cookie: owner.cookie, 'content-type': 'application/json' };
    const origins = [
      'http://evil.example',
      'null',
      `https://127.0.0.1:${port}`,
      `http://127.0.0.1:${port}.evil.example`,
      `http://127.0.0.1:${port + 1}`,
      `http://sub.localhost:${port}`,
      '',
    ];
    for (const origin of origins) {
      const answer = await send('/api/me', 'PATCH', { ...json, origin }, body);
      expect([origin, answer.status, await answer.json()]).toEqual([
        origin,
        403,
        { error: expect.objectContaining({ code: 'origin_refused' }) },
      ]);
    }
    expect((await send('/api/me', 'PATCH', json, body)).status).toBe(403);
    expect(
      (await send('/api/me', 'PATCH', { ...json, origin: server.url, 'sec-fetch-site': 'cross-site' }, body)).status,
    ).toBe(403);
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const answer = await send('/api/me', 'PATCH', { ...json, 'content-type': type, origin: server.url }, body);
      expect([type, answer.status]).toEqual([type, 400]);
    }
    expect((await send('/api/me', 'PATCH', { ...json, origin: `http://localhost:${port}` }, body)).status).toBe(200);
  });

  it('SRV19: shows pages under its own name only', async () => {
    const ask = (host: string, url: string) => server.app.inject({ url, headers: { host } });
    const strange = await ask('rebound.example:80', '/support?a=1');
    expect([strange.statusCode, strange.headers.location]).toEqual([307, `${server.url}/support?a=1`]);
    expect((await ask('rebound.example', '//evil.example')).headers.location).toBe(`${server.url}/evil.example`);
    expect((await ask(`LOCALHOST:${server.config.port}`, '/support')).headers.location).toBeUndefined();
    expect((await ask('10.1.2.3', '/healthz')).statusCode).toBe(200);
  });

  it('SRV21: answers errors in one form', async () => {
    const cases = [
      { path: '/api/nothing', code: 'not_found', status: 404 },
      { path: '/api/me', code: 'not_signed_in', status: 401 },
      { path: '/api/setup', method: 'POST', body: '{', code: 'not_found', status: 404 },
      { path: '/api/me', method: 'PATCH', body: '{', code: 'bad_request', status: 400 },
      {
        path: '/api/me',
        method: 'PATCH',
        body: JSON.stringify({ name: 'x'.repeat(300_000) }),
        code: 'too_large',
        status: 413,
      },
      { path: '/api/me', method: 'PATCH', body: '{"name":""}', code: 'bad_request', status: 400 },
      { path: '/api/me', method: 'PATCH', body: '{"__proto__":{"a":1}}', code: 'bad_request', status: 400 },
    ];
    for (const { path, method = 'GET', body, code, status } of cases) {
      const headers: Record<string, string> = { origin: server.url };
      if (body !== undefined) headers['content-type'] = 'application/json';
      if (method === 'PATCH') headers['cookie'] = owner.cookie;
      const answer = await send(path, method, headers, body);
      expect([path, answer.status]).toEqual([path, status]);
      expect(errorBodySchema.parse(await answer.json()).error.code).toBe(code);
    }
  });

  it('SRV21: keeps what failed to the log, under an id', async () => {
    await server.db.schema.alterTable('users').renameTo('usersAway').execute();
    const answer = await server.request('GET', '/api/server');
    await server.db.schema.alterTable('usersAway').renameTo('users').execute();
    expect(answer.status).toBe(500);
    const { error } = errorBodySchema.parse(await answer.json());
    expect(error.code).toBe('internal');
    expect(error.message).not.toMatch(/users|relation/);
    const id = /[0-9a-f-]{36}/.exec(error.message)?.[0] ?? 'none';
    expect(entries.find((entry) => entry.includes(id))).toContain('users');
  });

  it('SRV22: describes its routes in OpenAPI', async () => {
    const answer = await server.request('GET', '/api/openapi.json');
    const document = (await answer.json()) as { openapi: string; paths: Record<string, Record<string, unknown>> };
    expect(document.openapi).toBe('3.1.0');
    expect(document.paths['/api/me']).toMatchObject({
      patch: {
        requestBody: {
          content: { 'application/json': { schema: { properties: { locale: { enum: ['en', 'fr', 'es'] } } } } },
        },
      },
      get: { responses: { 200: expect.anything(), '4XX': expect.anything() } },
    });
    expect(Object.keys(document.paths).filter((path) => !path.startsWith('/api/'))).toEqual([]);
  });

  it('SRV23: shows numbers to this computer only', async () => {
    const local = await server.request('GET', '/metrics');
    expect(await local.text()).toContain('nearhand_http_request_seconds_bucket');
    const remote = await server.app.inject({ url: '/metrics', remoteAddress: '203.0.113.5' });
    expect(remote.statusCode).toBe(404);
    const rebound = await server.app.inject({ url: '/metrics', headers: { host: 'rebound.example' } });
    expect(rebound.statusCode).toBe(404);
  });

  it('SRV24: serves the portal’s pages by name and nothing else', async () => {
    const id = '01a20001-a6ba-713a-b61a-9a9992ee893e';
    const statusOf = async (path: string): Promise<number> => (await server.request('GET', path)).status;
    const document = await statusOf('/sign-in');
    for (const path of [
      '/computers',
      '/support',
      `/support/${id}`,
      `/connect/request/${id}`,
      `/connect/computer/${id}`,
      '/profile',
    ]) {
      expect([path, await statusOf(path)]).toEqual([path, document]);
    }
    for (const path of [
      '/support/',
      '/support/x',
      '/Support',
      '/connect',
      '/admin',
      '/index.html',
      '/assets/',
      '/assets/%2e%2e/%2e%2e/package.json',
      '/.git/config',
      '/src/main.ts',
      '/keys/auth.secret',
      '/data/keys/auth.secret',
    ]) {
      expect([path, await statusOf(path)]).toEqual([path, 404]);
    }
    expect(await statusOf('/assets/..%2f..%2fpackage.json')).toBe(400);
    const french = await send('/nothing', 'GET', { 'accept-language': 'de, fr-CA;q=0.9, en;q=0.5' });
    expect(await french.text()).toContain('<html lang="fr">');
  });

  it('SRV7: no route and no log line holds a secret (attack 4)', async () => {
    const { authSecret, relaySecret, ticketPrivateKey } = server.keys;
    const secrets = [
      authSecret,
      Buffer.from(relaySecret).toString('base64url'),
      ticketPrivateKey.export({ format: 'jwk' }).d ?? '',
      owner.password,
      decodeURIComponent(owner.cookie.split('=')[1] ?? '').split('.')[0] ?? '',
    ];
    const { paths } = server.app.swagger() as { paths: Record<string, unknown> };
    const bodies: string[] = [];
    for (const path of [...Object.keys(paths), '/metrics', '/healthz', '/sign-in', '/keys', '/api/auth/get-session']) {
      bodies.push(await (await server.request('GET', path, { member: owner })).text());
    }
    const said = [...bodies, ...entries].join('\n');
    expect(secrets.filter((secret) => secret === '' || said.includes(secret))).toEqual([]);
  });
});

const safe = ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax'];

describe('HTTP behind a proxy', () => {
  it('SRV15: takes the client’s address and scheme from the trusted proxy only, and nothing without encryption', async () => {
    const server = await startTestServer();
    const dataFolder = await mkdtemp(join(tmpdir(), 'nearhand-test-'));
    const { app } = await buildApp({
      config: {
        ...server.config,
        publicUrl: 'https://help.example.org',
        tls: { mode: 'proxy', certificateFile: null, keyFile: null },
        trustedProxies: ['10.0.0.5'],
        metricsToken: 'a token for the metrics',
      },
      db: server.db,
      keys: await loadKeys(dataFolder),
      clock: systemClock,
      logger: recordingLogger,
      certificates: null,
      notifications: null,
    });
    const owner = await server.createOwner();
    const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.5', host: 'help.example.org' };
    const ask = async (remoteAddress: string, headers: Record<string, string>, url = '/api/server') =>
      app.inject({ url, remoteAddress, headers });

    expect((await ask('10.0.0.5', forwarded)).statusCode).toBe(200);
    expect((await ask('10.0.0.5', forwarded)).headers['strict-transport-security']).toBe('max-age=31536000');
    expect((await ask('10.0.0.6', forwarded)).json()).toMatchObject({ error: { code: 'insecure_transport' } });
    expect((await ask('10.0.0.5', { 'x-forwarded-proto': 'http' })).statusCode).toBe(403);
    expect((await ask('10.0.0.6', {}, '//evil.example/x')).headers.location).toBe(
      'https://help.example.org/evil.example/x',
    );
    expect((await ask('127.0.0.1', {}, '/healthz')).statusCode).toBe(200);
    expect((await ask('127.0.0.1', {}, '/metrics')).statusCode).toBe(404);
    expect((await ask('127.0.0.1', { authorization: 'Bearer a token' }, '/metrics')).statusCode).toBe(404);
    expect((await ask('127.0.0.1', { authorization: 'Bearer a token for the metrics' }, '/metrics')).statusCode).toBe(
      404,
    );

    const signIn = await app.inject({
      method: 'POST',
      url: '/api/auth/sign-in/email',
      remoteAddress: '10.0.0.5',
      headers: { ...forwarded, origin: 'https://help.example.org' },
      payload: { email: owner.email, password: owner.password },
    });
    const set = [signIn.headers['set-cookie']].flat().map(String);
    expect(set.map((cookie) => cookie.split('=')[0])).toEqual([
      '__Host-nearhand.session_token',
      '__Host-nearhand.device',
    ]);
    for (const cookie of set) expect(cookie.split('; ')).toEqual(expect.arrayContaining(safe));
    const addresses = await server.db
      .selectFrom('signIns')
      .select('ipAddress')
      .where('ipAddress', '=', '203.0.113.5')
      .execute();
    expect(addresses).toHaveLength(1);
    await app.close();
    await server.stop();
    await rm(dataFolder, { recursive: true, force: true });
  });
});
