// Measures the relay alone on loopback: throughput of large frames, and the time a small frame takes there and back
// compared with the same two sockets without a relay. `node apps/server/src/relay/relay.bench.ts`

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { silentLogger, systemClock } from '@nearhand/base';
import { WebSocket, WebSocketServer } from 'ws';
import { newId } from '../database/ids.ts';
import { LocalBus } from '../hub/bus.ts';
import { SocketRouter } from '../sockets/socket-router.ts';
import { silentRelayMeter } from './relay-meter.ts';
import { RelayTokens } from './relay-token.ts';
import { Relay } from './relay.ts';

export interface RelayFigures {
  readonly megabytesPerSecond: number;
  readonly framesPerSecond: number;
  /** Medians of a round trip, in milliseconds. */
  readonly relayedMs: number;
  readonly directMs: number;
}

export async function measureRelay(): Promise<RelayFigures> {
  const server = createServer();
  const tokens = new RelayTokens(new Uint8Array(32));
  const isLinkLive = () => Promise.resolve(true);
  const relay = new Relay({ tokens, bus: new LocalBus(), meter: silentRelayMeter, logger: silentLogger, isLinkLive });
  const router = new SocketRouter({
    clock: systemClock,
    logger: silentLogger,
    isOwnOrigin: () => false,
    addressOf: () => '127.0.0.1',
  });
  router.add(relay.route);
  router.attach(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/relay`;
  const claims = { linkId: newId(), sessionId: newId() };
  const viewer = await join(url, tokens.issue({ ...claims, side: 'viewer' }));
  const agent = await join(url, tokens.issue({ ...claims, side: 'agent' }));

  const large = await flood(agent, viewer, 64 * 1024, 8_000);
  const small = await flood(agent, viewer, 200, 100_000);
  const relayedMs = await roundTrip(viewer, agent);
  const directMs = await measureDirect();
  for (const socket of [viewer, agent]) socket.terminate();
  router.dispose();
  server.close();
  return { megabytesPerSecond: large.bytes / 1e6, framesPerSecond: small.frames, relayedMs, directMs };
}

async function join(url: string, token: string): Promise<WebSocket> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'relay.join', token }));
  await once(socket, 'message');
  return socket;
}

/** Per second. */
async function flood(from: WebSocket, to: WebSocket, size: number, count: number) {
  const frame = Buffer.alloc(size, 1);
  const startMs = performance.now();
  let seen = 0;
  const done = new Promise<void>((resolve) => {
    const count1 = (_data: unknown, isBinary: boolean) => {
      if (isBinary && ++seen === count) {
        to.off('message', count1);
        resolve();
      }
    };
    to.on('message', count1);
  });
  for (let sent = 0; sent < count; sent++) {
    from.send(frame);
    if (from.bufferedAmount > 4_000_000) await new Promise((resolve) => setImmediate(resolve));
  }
  await done;
  const seconds = (performance.now() - startMs) / 1000;
  return { bytes: (size * count) / seconds, frames: count / seconds };
}

async function roundTrip(near: WebSocket, far: WebSocket): Promise<number> {
  const echo = (data: Buffer, isBinary: boolean) => isBinary && far.send(data);
  far.on('message', echo);
  const times: number[] = [];
  for (let i = 0; i < 3_000; i++) {
    const startMs = performance.now();
    near.send(Buffer.alloc(100));
    await once(near, 'message');
    times.push(performance.now() - startMs);
  }
  far.off('message', echo);
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? Number.NaN;
}

async function measureDirect(): Promise<number> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  await once(server, 'listening');
  const near = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, { perMessageDeflate: false });
  const [far] = (await once(server, 'connection')) as [WebSocket];
  if (near.readyState !== near.OPEN) await once(near, 'open');
  const ms = await roundTrip(near, far);
  near.terminate();
  server.close();
  return ms;
}

if (import.meta.main) {
  const figures = await measureRelay();
  const { megabytesPerSecond, framesPerSecond, relayedMs, directMs } = figures;
  process.stdout.write(
    `relay: ${megabytesPerSecond.toFixed(0)} MB/s in frames of 64 KiB, ${framesPerSecond.toFixed(0)} frames/s of 200 bytes, ` +
      `round trip ${relayedMs.toFixed(3)} ms relayed, ${directMs.toFixed(3)} ms direct\n`,
  );
}
