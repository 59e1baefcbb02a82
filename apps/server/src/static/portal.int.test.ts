import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError, silentLogger } from '@nearhand/base';
import { registerErrors } from '../http/errors.ts';
import { registerPortal } from './portal.routes.ts';

describe('the portal’s files', () => {
  let folder: string;
  let app: FastifyInstance;
  const script = 'export const answer = 42;';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nearhand-portal-'));
    const refuse = (): never => {
      throw new AppError('not_found', 'No');
    };
    app = fastify();
    registerErrors(app, silentLogger);
    const setup = { isNeeded: async () => false, issueToken: async () => null, complete: async () => refuse() };
    await registerPortal(app, { context: { setup, config: { name: 'Fjord IT Support desk' } }, folder });
  });
  afterAll(async () => {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('SRV24: a portal that is not built is said in the browser’s language', async () => {
    const answer = await app.inject({ url: '/support', headers: { 'accept-language': 'es' } });
    expect(answer.statusCode).toBe(503);
    expect(answer.body).toContain('El portal aún no está compilado');
  });

  it('SRV24: hashed files are kept for ever and come compressed, the document is asked for each time', async () => {
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>Portal</title>');
    await writeFile(join(folder, 'assets', 'main-abc.js'), script);
    await writeFile(join(folder, 'assets', 'main-abc.js.br'), brotliCompressSync(script));
    await writeFile(join(folder, '.secret'), 'x');

    const compressed = await app.inject({ url: '/assets/main-abc.js', headers: { 'accept-encoding': 'gzip, br' } });
    expect(compressed.headers).toMatchObject({
      'content-encoding': 'br',
      'content-type': expect.stringContaining('javascript'),
      'cache-control': 'public, max-age=31536000, immutable',
      vary: expect.stringMatching(/accept-encoding/i),
    });
    expect(compressed.rawPayload).toEqual(brotliCompressSync(script));
    const plain = await app.inject({ url: '/assets/main-abc.js' });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.body).toBe(script);

    const document = await app.inject({ url: '/support' });
    expect(document.headers['cache-control']).toBe('no-cache');
    expect(document.body).toContain('<title>Portal</title>');
    expect((await app.inject({ url: '/' })).headers.location).toBe('/support');
    for (const url of ['/setup', '/.secret', '/assets/.secret', '/index.html', '/main-abc.js']) {
      expect([url, (await app.inject({ url })).statusCode]).toEqual([url, 404]);
    }
  });
});
