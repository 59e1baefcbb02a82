import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorBodySchema } from '@nearhand/protocol';
import { type TestServer, startTestServer } from '../testing/test-server.ts';

describe('the set-up of the first administrator', () => {
  let server: TestServer;
  let token: string;
  const created: string[] = [];
  const named = { name: 'Ann', organisation: 'Example', locale: 'fr' } as const;
  const person = { ...named, email: 'Ann@Example.org', password: 'correct horse battery' };

  beforeAll(async () => {
    server = await startTestServer();
    server.context.organisations.addHook(async (_, { organisationId }) => void created.push(organisationId));
    token = (await server.context.setup.issueToken()) ?? '';
  });
  afterAll(() => server.stop());

  const users = async (): Promise<number> => (await server.db.selectFrom('users').select('id').execute()).length;
  const setUp = (body: unknown): Promise<Response> => server.request('POST', '/api/setup', { body });

  /** The path goes out exactly as written; fetch would tidy it. */
  function raw(method: string, path: string, body: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(server.config.port, '127.0.0.1');
      let text = '';
      socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
      socket.on('error', reject);
      socket.on('close', () => resolve(text));
      // Only half closed is as good as gone for the server: it is the one to close.
      socket.write(
        `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${server.config.port}\r\nConnection: close\r\nOrigin: ${server.url}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      );
    });
  }

  it('SRV11: refuses a wrong token and tells what is wrong with the rest', async () => {
    expect((await setUp({ ...person, token: 'wrong' })).status).toBe(404);
    const answer = await setUp({ ...person, token, email: 'nobody', password: 'short' });
    expect(answer.status).toBe(400);
    const { error } = errorBodySchema.parse(await answer.json());
    expect(error.code).toBe('bad_request');
    expect(error.fields?.map(({ path }) => path)).toEqual(['email', 'password']);
    expect(await users()).toBe(0);
  });

  it('SRV11: keeps only a hash of the token', async () => {
    const rows = await server.db.selectFrom('hostSettings').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(rows).toHaveLength(1);
  });

  it('SRV11: offers its page while it is needed', async () => {
    expect(await (await server.request('GET', '/api/server')).json()).toMatchObject({ setupNeeded: true });
    expect((await server.request('GET', '/setup')).status).not.toBe(404);
  });

  it('SRV11: of ten at once makes one administrator with an organisation', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => setUp({ ...person, token, email: `ann${index}@example.org` })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, ...Array<number>(9).fill(404)]);
    expect(await users()).toBe(1);
    expect(created).toHaveLength(1);
    const [user] = await server.db
      .selectFrom('users')
      .innerJoin('members', 'members.userId', 'users.id')
      .select(['users.hostAdministrator', 'users.locale', 'members.role', 'members.organisationId'])
      .execute();
    expect(user).toEqual({ hostAdministrator: true, locale: 'fr', role: 'owner', organisationId: created[0] });
  });

  it('SRV12: every spelling of the route is not found afterwards and creates nobody (attack 1)', async () => {
    const pages = [
      '/setup',
      '/setup/',
      '/SETUP',
      '/Setup',
      '//setup',
      '/setup//',
      '/setup/x',
      '/./setup',
      '/x/../setup',
      '/%73etup',
      '/setup%2f',
      '/setup%00',
      '/setup;x',
      '/setup?x=1',
      '/setup.html',
      '/setup/../setup',
      '/setup%2e%2e',
      '\\setup',
    ];
    const routes = pages
      .map((page) => `/api${page}`)
      .concat([
        '/API/setup',
        '//api/setup',
        '/api//setup',
        '/%61pi/setup',
        '/api/setup/',
        '/api/x/../setup',
        'http://127.0.0.1/api/setup',
      ]);
    const body = JSON.stringify({ ...person, token, email: 'eve@example.org' });
    const results = new Map<string, string>();
    for (const path of [...pages, ...routes]) {
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'HEAD', 'OPTIONS']) {
        const status = (await raw(method, path, method === 'GET' || method === 'HEAD' ? '' : body)).split(' ')[1] ?? '';
        if (status !== '404' && status !== '400') results.set(`${method} ${path}`, status);
      }
    }
    expect(results).toEqual(new Map());
    for (const path of ['/setup', '/setup/', '/SETUP', '//setup', '/setup/x', '/%73etup']) {
      expect((await raw('GET', path, '')).split(' ')[1]).toBe('404');
      expect((await raw('POST', `/api${path}`, body)).split(' ')[1]).toBe('404');
    }
    expect(await users()).toBe(1);
    expect(await server.context.setup.issueToken()).toBeNull();
    expect(await (await server.request('GET', '/api/server')).json()).toMatchObject({ setupNeeded: false });
  });

  it('SRV12: a token that nobody used is worth nothing once somebody was created otherwise (attack 1)', async () => {
    await server.db.deleteFrom('members').execute();
    await server.db.deleteFrom('users').execute();
    const unused = (await server.context.setup.issueToken()) ?? '';
    expect(unused).not.toBe('');
    await server.createOwner('Made by command');
    const input = { ...person, token: unused, email: 'eve@example.org' };
    await expect(server.context.setup.complete(input, null)).rejects.toMatchObject({ code: 'not_found' });
    expect((await setUp(input)).status).toBe(404);
    expect(await users()).toBe(1);
  });
});
