// Attack 12: the agent refuses a wrong certificate, and nothing makes it fall back.

import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createPlainServer } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@nearhand/base';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { authority, certificates } from '../testing/test-certificates.ts';
import { createDialer, type SocketClosed } from './server-socket.ts';
import { trustedAuthorities } from './trust.ts';

let folder = '';
let caFile = '';
const servers: Server[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agent-tls-'));
  caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, authority);
});
afterEach(() => {
  delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
  rmSync(folder, { recursive: true });
});

async function serve(name: keyof typeof certificates): Promise<string> {
  const server = createServer(certificates[name]);
  servers.push(server);
  new WebSocketServer({ server });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `https://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

/** `open`, or why not. */
async function dialled(origin: string, ca: string | null, built: string | null = null): Promise<string> {
  return (await outcome(origin, ca, built)).reason;
}

function outcome(
  origin: string,
  ca: string | null,
  built: string | null = null,
): Promise<Partial<SocketClosed> & { reason: string }> {
  const dial = createDialer({ origin, authorities: trustedAuthorities(ca, built), proxy: null }, systemClock);
  const socket = dial({ path: '/hub/agent', maxMessageBytes: 1000 });
  return new Promise((resolve) => {
    socket.onOpen.on(() => resolve({ reason: 'open' }));
    socket.onClosed.on(resolve);
  });
}

describe('trust', () => {
  it('AGT70: the server must show a valid certificate of a known authority for its name', async () => {
    expect(await dialled(await serve('good'), caFile)).toBe('open');
    expect(await dialled(await serve('good'), null)).toMatch(/certificate/i);
    const derFile = join(folder, 'ca.crt');
    writeFileSync(derFile, new X509Certificate(authority).raw);
    expect(await dialled(await serve('good'), derFile)).toBe('open');
    expect(await dialled(await serve('good'), null, authority)).toBe('open');
    expect(await dialled(await serve('otherName'), caFile)).toMatch(/does not match|altnames/i);
    expect(await dialled(await serve('expired'), caFile)).toMatch(/expired/i);
    expect(await dialled(await serve('selfSigned'), caFile)).toMatch(/self-signed/i);
  });

  it('AGT71: what is wrong with a certificate is told apart from a server that is not there', async () => {
    for (const [name, fault] of [
      ['expired', 'time'],
      ['otherName', 'name'],
      ['selfSigned', 'unknown'],
    ] as const) {
      expect(await outcome(await serve(name), caFile)).toMatchObject({ fault });
    }
    const origin = await serve('good');
    expect(await outcome(origin, null)).toMatchObject({ fault: 'unknown' });
    expect(await outcome(origin.replace('https', 'http'), caFile)).toMatchObject({ fault: null });
  });

  it('AGT70: no environment variable and no plain HTTP is a way around it', async () => {
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    const origin = await serve('selfSigned');
    expect(await dialled(origin, caFile)).toMatch(/self-signed/i);
    expect(await dialled(origin.replace('https', 'http'), caFile)).not.toBe('open');
  });

  it('AGT70: no redirection leads anywhere else', async () => {
    const asked: string[] = [];
    const elsewhere = createPlainServer((request) => asked.push(request.url ?? '')).on('upgrade', (request, socket) => {
      asked.push(request.url ?? '');
      socket.destroy();
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    const { port } = elsewhere.address() as AddressInfo;
    const server = createServer(certificates.good).on('upgrade', (_request, socket) => {
      socket.end(`HTTP/1.1 302 Found\r\nLocation: ws://127.0.0.1:${port}/elsewhere\r\n\r\n`);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect([await dialled(origin, caFile), asked]).toEqual([expect.stringContaining('302'), []]);
    elsewhere.close();
  });

  it('a file without a certificate is refused at once', () => {
    writeFileSync(caFile, certificates.good.key);
    expect(() => trustedAuthorities(caFile, null)).toThrow('holds no certificate');
    expect(() => trustedAuthorities(join(folder, 'nothing'), null)).toThrow('holds no certificate');
  });
});
