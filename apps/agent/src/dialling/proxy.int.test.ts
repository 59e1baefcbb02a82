// Sockets to the server through a real proxy that asks for a password.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@nearhand/base';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { authority, certificates } from '../testing/test-certificates.ts';
import { TestProxy } from '../testing/test-proxy.ts';
import type { Proxy } from './proxy.ts';
import { tryWay } from './try-way.ts';
import { createDialer } from './server-socket.ts';
import { trustedAuthorities } from './trust.ts';

let folder = '';
let proxy: TestProxy;
const servers: ReturnType<typeof createServer>[] = [];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'agent-proxy-'));
  writeFileSync(join(folder, 'ca.pem'), authority);
  proxy = await TestProxy.start({ name: 'ana', password: 'p:ä@ß' });
});
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
  await proxy.close();
  rmSync(folder, { recursive: true });
});

async function serve(name: keyof typeof certificates, answer?: (request: IncomingMessage) => number): Promise<string> {
  const server = createServer(certificates[name], (request, response) => {
    response.writeHead(answer?.(request) ?? 404).end();
  });
  servers.push(server);
  new WebSocketServer({ server });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** `open`, or why not. */
function dialled(origin: string, way: Proxy): Promise<string> {
  const authorities = trustedAuthorities(join(folder, 'ca.pem'), null);
  const socket = createDialer({ origin, authorities, proxy: way }, systemClock)({ path: '/', maxMessageBytes: 1000 });
  return new Promise((resolve) => {
    socket.onOpen.on(() => resolve('open'));
    socket.onClosed.on(({ reason }) => resolve(reason));
  });
}

describe('through a proxy', () => {
  it('AGT81: the server is reached, and the proxy learns its name and nothing else', async () => {
    const origin = await serve('good');
    const url = `http://ana:${encodeURIComponent('p:ä@ß')}@127.0.0.1:${proxy.port}`;
    expect(await dialled(origin, { url, bypass: '' })).toBe('open');
    expect(proxy.asked).toEqual([new URL(origin).host]);
    expect(await dialled(origin, { url, bypass: '127.0.0.1' })).toBe('open');
    expect(proxy.asked).toHaveLength(1);
  });

  it('AGT81: a proxy that refuses is told, without the password', async () => {
    const reason = await dialled(await serve('good'), { url: `http://ana:geheim@127.0.0.1:${proxy.port}`, bypass: '' });
    expect(reason).toContain('407');
    expect(reason).not.toContain('geheim');
  });

  it('SET9: trying one tells an address where nothing answers, a wrong password and another server apart', async () => {
    const authorities = trustedAuthorities(join(folder, 'ca.pem'), null);
    const origin = await serve('good', (request) => (request.url === '/api/server' ? 200 : 404));
    const outcome = (url: string) => tryWay({ origin, authorities, proxy: { url, bypass: '' } });
    const right = `http://ana:${encodeURIComponent('p:ä@ß')}@127.0.0.1:${proxy.port}`;
    expect([
      await outcome(right),
      await outcome('http://127.0.0.1:1'),
      await outcome('http://proxy.invalid:3128'),
      await outcome(`http://ana:wrong@127.0.0.1:${proxy.port}`),
    ]).toEqual(['works', 'silent', 'silent', 'refuses']);
    proxy.leadTo = Number(new URL(await serve('selfSigned')).port);
    expect(await outcome(right)).toBe('noServer');
    proxy.leadTo = Number(new URL(await serve('good', () => 404)).port);
    expect(await outcome(right)).toBe('noServer');
  });

  it('AGT70: the server must still show its certificate, whoever stands between', async () => {
    const impostor = new URL(await serve('selfSigned'));
    proxy.leadTo = Number(impostor.port);
    const url = `http://ana:${encodeURIComponent('p:ä@ß')}@127.0.0.1:${proxy.port}`;
    expect(await dialled(await serve('good'), { url, bypass: '' })).toMatch(/self-signed/i);
  });
});
