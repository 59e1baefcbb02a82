// Every socket route of the real server against hostile upgrades, in every TLS set-up; and idle, giant, silent peers.

import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { deflateRawSync } from 'node:zlib';
import { ManualClock, silentLogger, systemClock } from '@nearhand/base';
import { closeCodes } from '@nearhand/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServerConfig, TlsMode } from '../config/config.ts';
import { isOwnOrigin, ownOrigins } from '../http/origins.ts';
import { type TestServer, startTestServer } from '../testing/test-server.ts';
import { TestSocket, upgradeStatus } from '../testing/test-socket.ts';
import { openSelfMadeCertificates } from '../tls/self-made-certificates.ts';
import { createTlsServer } from '../tls/tls-server.ts';
import { createIsForwardedHttps } from './client-address.ts';
import type { Connection } from './connection.ts';
import { type SocketRoute, SocketRouter } from './socket-router.ts';

/** The machine may be busy; nothing here should take long. */
const patience = { timeout: 20_000 };

interface Upgrade {
  readonly origin?: string;
  readonly cookie?: string;
}

/** Each with the routes' policies for which it is served. */
function upgrades(own: string): readonly (readonly [Upgrade, readonly SocketRoute['origins'][]])[] {
  const url = new URL(own);
  const port = url.port === '' ? '' : `:${url.port}`;
  const otherScheme = url.protocol === 'https:' ? 'http:' : 'https:';
  const bad = [
    'null',
    '',
    'https://evil.example',
    `${own}.evil.example`,
    `${url.protocol}//evil.example${port}`,
    `${url.protocol}//${url.hostname}.evil.example${port}`,
    `${url.protocol}//evil${url.hostname}${port}`,
    `${url.protocol}//${url.hostname}:1`,
    `${otherScheme}//${url.host}`,
    `${own}/`,
    `${own}, ${own}`,
    ` ${own}`.trimEnd().toUpperCase(),
    'file://',
  ];
  return [
    [{ origin: own, cookie: 'nearhand.session_token=x' }, ['browser', 'browserOrProgram']],
    [{ origin: own }, ['browser', 'browserOrProgram']],
    [{}, ['program', 'browserOrProgram']],
    [{ cookie: 'nearhand.session_token=x' }, []],
    ...bad.flatMap((origin) => [
      [{ origin }, []] as const,
      [{ origin, cookie: 'nearhand.session_token=x' }, []] as const,
    ]),
  ];
}

describe('socket routes', () => {
  const setUps: readonly { mode: TlsMode; publicUrl: string | null }[] = [
    { mode: 'off', publicUrl: null },
    { mode: 'self-made', publicUrl: 'https://help.example.com:8443' },
    { mode: 'proxy', publicUrl: 'https://help.example.com' },
  ];
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  it('HUB1: the enumerated routes refuse every foreign origin, whatever encrypts', async () => {
    const certificates = await openSelfMadeCertificates({
      dataFolder: server.config.dataFolder,
      publicUrl: 'https://help.example.com:8443',
      clock: systemClock,
      logger: silentLogger,
    });
    const ca = new X509Certificate(certificates.authority?.certificate ?? '').toString();
    for (const { mode, publicUrl } of setUps) {
      const isTls = mode === 'self-made';
      const served = isTls ? createTlsServer(() => {}, certificates, publicUrl ?? '') : createServer();
      await once(served.listen(0, '127.0.0.1'), 'listening');
      const config: ServerConfig = {
        ...server.config,
        tls: { ...server.config.tls, mode },
        publicUrl: publicUrl ?? server.config.publicUrl,
      };
      const router = new SocketRouter({
        clock: new ManualClock(),
        logger: silentLogger,
        isOwnOrigin: (origin) => isOwnOrigin(config, origin),
        addressOf: () => '192.0.2.1',
        limits: { pendingPerAddress: 10_000, perAddress: 10_000 },
      });
      const { routes } = server.sockets;
      expect(routes.map(({ path }) => path).toSorted()).toEqual(['/hub/agent', '/hub/member', '/relay']);
      for (const route of routes) router.add({ ...route, handle: () => {} });
      router.attach(served, mode === 'proxy' ? createIsForwardedHttps(['127.0.0.1']) : undefined);
      const proxied = mode === 'proxy' ? { 'x-forwarded-proto': 'https' } : {};
      const { port } = served.address() as AddressInfo;
      for (const { path, origins } of routes) {
        for (const [headers, policies] of upgrades(config.publicUrl)) {
          const url = `${isTls ? 'wss' : 'ws'}://127.0.0.1:${port}${path}`;
          const status = await upgradeStatus(url, { ca, headers: { ...headers, ...proxied } });
          const expected = policies.includes(origins) ? 101 : 403;
          expect([mode, path, headers, status]).toEqual([mode, path, headers, expected]);
        }
      }
      if (mode === 'proxy') expect(await upgradeStatus(`ws://127.0.0.1:${port}/hub/agent`)).toBe(403);
      router.dispose();
      served.close();
    }
    certificates.dispose();
  });

  it('HUB1: the running server does the same, and serves exact paths only', async () => {
    const url = server.url.replace(/^http/, 'ws');
    for (const { path, origins } of server.sockets.routes) {
      const own = await upgradeStatus(url + path, { headers: { origin: server.url } });
      expect([path, own]).toEqual([path, origins === 'program' ? 403 : 101]);
      const evil = await upgradeStatus(url + path, { headers: { origin: 'https://evil.example' } });
      const cookie = await upgradeStatus(url + path, { headers: { cookie: 'a=b' } });
      expect([evil, cookie]).toEqual([403, 403]);
      for (const wrong of [`${path}/`, `${path}?x=1`, `/${path}`, path.toUpperCase(), `${path}%20`, `/x/..${path}`]) {
        expect([wrong, await rawUpgrade(server.url, wrong)]).toEqual([wrong, 404]);
      }
    }
    expect(await upgradeStatus(`${url}/`)).toBe(404);
    expect(ownOrigins(server.config)).toContain(server.url);
  });

  it('HUB13: 1,000 idle sockets of one address leave places for others and room to work', async () => {
    const url = `${server.url.replace(/^http/, 'ws')}/hub/agent`;
    const statuses = await Promise.all(
      Array.from({ length: 1_000 }, () => {
        const socket = new TestSocket(url);
        return socket.opened.then(
          () => socket,
          () => null,
        );
      }),
    );
    const held = statuses.filter((socket) => socket !== null);
    // Where it takes long, the first have been closed and others have come in their places.
    expect(server.sockets.connectionCount).toBeLessThanOrEqual(100);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    for (const { socket } of held) socket.terminate();
  });

  it('HUB13: giant messages and compressed bombs end their socket only', async () => {
    await expect.poll(() => server.sockets.connectionCount, patience).toBe(0);
    const url = server.url.replace(/^http/, 'ws');
    for (const [path, size] of [
      ['/hub/agent', 64 * 1024 + 1],
      ['/relay', 1024 * 1024 + 1],
    ] as const) {
      const socket = new TestSocket(url + path);
      await socket.opened;
      socket.socket.send(Buffer.alloc(size));
      expect([path, await socket.closed]).toEqual([path, closeCodes.tooLarge]);
    }
    const bomb = new TestSocket(`${url}/hub/agent`);
    await bomb.opened;
    expect(bomb.socket.extensions).toBe('');
    const compressed = deflateRawSync(Buffer.alloc(60 * 1024 * 1024));
    expect(await sendCompressedFrame(server.url, compressed)).toBe('closed');
    bomb.socket.terminate();
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });
});

describe('silent sockets', () => {
  it('HUB13: who says nothing for ten seconds is closed; who answers no ping is cut off', async () => {
    const clock = new ManualClock();
    const router = new SocketRouter({
      clock,
      logger: silentLogger,
      isOwnOrigin: () => false,
      addressOf: () => '192.0.2.1',
    });
    const connections: Connection[] = [];
    router.add({ path: '/x', origins: 'program', maxMessageBytes: 10, handle: (made) => void connections.push(made) });
    const served = createServer().listen(0, '127.0.0.1');
    await once(served, 'listening');
    router.attach(served);
    const url = `ws://127.0.0.1:${(served.address() as AddressInfo).port}/x`;
    const silent = new TestSocket(url);
    const deaf = new TestSocket(url, { autoPong: false });
    await Promise.all([silent.opened, deaf.opened]);
    connections[1]?.greet();
    clock.advance(10_000);
    expect(await silent.closed).toBe(closeCodes.unresponsive);
    clock.advance(35_000);
    expect(await deaf.closed).toBe(1006);
    await expect.poll(() => router.connectionCount, patience).toBe(0);
    router.dispose();
    expect(await upgradeStatus(url)).toBe(503);
    served.close();
  });
});

/** A path exactly as written, which WebSocket clients would mend first. */
function rawUpgrade(serverUrl: string, path: string): Promise<number> {
  const { hostname, port } = new URL(serverUrl);
  return new Promise((resolve, reject) => {
    const headers = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': Buffer.alloc(16).toString('base64'),
    };
    const sent = httpRequest({ hostname, port, path, headers });
    sent.once('response', (answer) => {
      answer.destroy();
      resolve(answer.statusCode ?? 0);
    });
    sent.once('upgrade', (_answer, socket) => {
      socket.destroy();
      resolve(101);
    });
    sent.once('error', reject);
    sent.end();
  });
}

/** A frame that claims to be compressed although nobody agreed on that. */
function sendCompressedFrame(serverUrl: string, payload: Buffer): Promise<'closed'> {
  const { hostname, port, host } = new URL(serverUrl);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    socket.write(
      `GET /hub/agent HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}\r\n\r\n`,
    );
    socket.once('data', () => {
      const header = Buffer.alloc(14);
      header[0] = 0b1100_0010;
      header[1] = 0b1111_1111;
      header.writeBigUInt64BE(BigInt(payload.length), 2);
      socket.write(Buffer.concat([header, payload]));
    });
    socket.on('error', () => {});
    socket.once('close', () => resolve('closed'));
    socket.resume();
  });
}
