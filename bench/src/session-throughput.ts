// What the session's encryption and channels cost: a link against plain frames and against TLS, each over TCP on
// loopback with both ends in this process. Handshake, large messages one way, small messages there and back.

import type { Socket } from 'node:net';
import { connect as connectTls, createSecureContext, TLSSocket } from 'node:tls';
import { once } from 'node:events';
import { AppError, type Bytes, silentLogger, systemClock } from '@nearhand/base';
import { acceptViewer, connectViewer, createViewerKey, type Dialer, type PeerLink } from '@nearhand/session';
import { createTestIdentity, createTestTicketKey, testTicket, whenState } from '@nearhand/session/testing';
import type { Bench } from './bench-result.ts';
import type { BenchTable } from './bench-table.ts';
import { median } from './samples.ts';
import { connectedSockets, SocketFrames } from './tcp-frames.ts';

const messageBytes = 64 * 1024;
const messageCount = 3000;
const roundTrips = 2000;
const handshakes = 30;

/** One way of carrying messages between two ends. */
interface Pipe {
  /** From the agent to the viewer. */
  sendLarge(message: Bytes): void;
  readonly queuedBytes: number;
  onLarge(listener: (message: Bytes) => void): void;
  /** From the viewer to the agent, which sends it back at once. */
  echo(message: Bytes): Promise<void>;
  whenBroken(listener: (error: Error) => void): void;
  dispose(): void;
}

type OpenPipe = () => Promise<Pipe>;

async function openLink(): Promise<Pipe> {
  const [viewerSocket, agentSocket] = await connectedSockets();
  const identity = createTestIdentity();
  const viewerKey = await createViewerKey();
  const ticket = testTicket({ agentKey: identity.key, commitment: viewerKey.commitment }, Date.now());
  const common = { clock: systemClock, logger: silentLogger };
  const agent = acceptViewer({
    ...common,
    identity,
    dialer: onceDialer(agentSocket),
    verifyTicket: async () => ticket,
  });
  const viewer = connectViewer({
    ...common,
    viewerKey,
    dialer: onceDialer(viewerSocket),
    offer: { linkId: ticket.linkId, ticket: await createTestTicketKey().sign(ticket), agentKey: identity.key },
  });
  await Promise.all([whenState(viewer, 'active'), whenState(agent, 'active')]);
  return linkPipe(viewer, agent);
}

/** A benchmark does not resume: a path that is lost is a failure. */
function onceDialer(socket: Socket): Dialer {
  let dialled = false;
  return {
    async dial() {
      if (dialled) throw new AppError('session_ended', 'The path was lost');
      dialled = true;
      return new SocketFrames(socket);
    },
  };
}

function linkPipe(viewer: PeerLink, agent: PeerLink): Pipe {
  const screen = agent.channel('screen');
  let arrived = () => {};
  agent.channel('control').onMessage((message) => agent.channel('control').send(message));
  viewer.channel('control').onMessage(() => arrived());
  let large = (_message: Bytes) => {};
  viewer.channel('screen').onMessage((message) => large(message));
  return {
    sendLarge: (message) => screen.send(message),
    get queuedBytes() {
      return screen.queuedBytes;
    },
    onLarge: (listener) => {
      large = listener;
    },
    echo: (message) =>
      new Promise((resolve) => {
        arrived = resolve;
        viewer.channel('control').send(message);
      }),
    whenBroken: (listener) => void whenState(viewer, 'interrupted').then(() => listener(new Error('Lost')), listener),
    dispose() {
      viewer.dispose();
      agent.dispose();
    },
  };
}

function framesPipe(viewerSocket: Socket, agentSocket: Socket): Pipe {
  const [viewer, agent] = [new SocketFrames(viewerSocket), new SocketFrames(agentSocket)];
  let arrived = () => {};
  let large = (_message: Bytes) => {};
  agent.onFrame.on((message) => agent.send(message));
  viewer.onFrame.on((message) => (message.length < messageBytes ? arrived() : large(message)));
  return {
    sendLarge: (message) => agent.send(message),
    get queuedBytes() {
      return agent.bufferedBytes;
    },
    onLarge: (listener) => {
      large = listener;
    },
    echo: (message) =>
      new Promise((resolve) => {
        arrived = resolve;
        viewer.send(message);
      }),
    whenBroken: (listener) => void viewer.onClosed.on(() => listener(new Error('Lost'))),
    dispose() {
      viewer.dispose();
      agent.dispose();
    },
  };
}

async function openPlain(): Promise<Pipe> {
  return framesPipe(...(await connectedSockets()));
}

/** TLS 1.2 with a shared key, the same cipher, and no certificates to make. */
async function openTls(): Promise<Pipe> {
  const [viewerSocket, agentSocket] = await connectedSockets();
  const psk = Buffer.alloc(32, 1);
  const options = { ciphers: 'DHE-PSK-AES256-GCM-SHA384:PSK-AES256-GCM-SHA384', maxVersion: 'TLSv1.2' } as const;
  const serverOptions = { isServer: true, secureContext: createSecureContext(options), pskCallback: () => psk };
  const server = new TLSSocket(agentSocket, serverOptions);
  const client = connectTls({
    ...options,
    socket: viewerSocket,
    pskCallback: () => ({ psk, identity: 'bench' }),
    checkServerIdentity: () => undefined,
  });
  await once(client, 'secureConnect');
  return framesPipe(client, server);
}

async function measureHandshake(open: OpenPipe): Promise<number> {
  const timesMs: number[] = [];
  for (let count = 0; count < handshakes; count++) {
    const startMs = performance.now();
    const pipe = await open();
    timesMs.push(performance.now() - startMs);
    pipe.dispose();
  }
  return median(timesMs);
}

interface Throughput {
  readonly megabytesPerSecond: number;
  /** Of both ends together; says more than the rate where the machine has other things to do. */
  readonly cpuMsPerMegabyte: number;
}

async function measureThroughput(pipe: Pipe): Promise<Throughput> {
  const startMs = performance.now();
  const startCpu = process.cpuUsage();
  await new Promise<void>((resolve, reject) => {
    pipe.whenBroken(reject);
    let received = 0;
    pipe.onLarge(() => {
      if (++received === messageCount) resolve();
    });
    let sent = 0;
    const feed = () => {
      while (sent < messageCount && pipe.queuedBytes < 2 * 1024 * 1024) {
        pipe.sendLarge(new Uint8Array(messageBytes));
        sent++;
      }
      if (sent < messageCount) setImmediate(feed);
    };
    feed();
  });
  const { user, system } = process.cpuUsage(startCpu);
  const megabytes = (messageCount * messageBytes) / 1e6;
  return {
    megabytesPerSecond: megabytes / ((performance.now() - startMs) / 1000),
    cpuMsPerMegabyte: (user + system) / 1000 / megabytes,
  };
}

async function measureRoundTrip(pipe: Pipe): Promise<number> {
  const timesMs: number[] = [];
  for (let count = 0; count < roundTrips; count++) {
    const startMs = performance.now();
    await pipe.echo(new Uint8Array(64));
    timesMs.push(performance.now() - startMs);
  }
  return median(timesMs) * 1000;
}

async function measure(name: string, open: OpenPipe): Promise<(string | number)[]> {
  const handshakeMs = await measureHandshake(open);
  const pipe = await open();
  const roundTripUs = await measureRoundTrip(pipe);
  await measureThroughput(pipe);
  const { megabytesPerSecond, cpuMsPerMegabyte } = await measureThroughput(pipe);
  pipe.dispose();
  return [
    name,
    Number(handshakeMs.toFixed(1)),
    Math.round(megabytesPerSecond),
    Number(cpuMsPerMegabyte.toFixed(1)),
    Math.round(roundTripUs),
  ];
}

/** Medians; 3,000 messages of 64 KiB one way, 2,000 round trips of 64 bytes, 30 connections. */
async function measureAll(): Promise<BenchTable> {
  return {
    title: 'Session: both ends in one process, over TCP on loopback',
    columns: ['path', 'connect (ms)', 'MB/s in 64 KiB messages', 'CPU ms per MB', 'round trip of 64 bytes (µs)'],
    rows: [
      await measure('Nearhand link (X25519, AES-256-GCM)', openLink),
      await measure('plain frames', openPlain),
      await measure('TLS 1.2 (PSK, AES-256-GCM)', openTls),
    ],
  };
}

export const sessionThroughputBench: Bench = {
  name: 'session',
  title: 'Session',
  run: async () => ({ tables: [await measureAll()] }),
};
