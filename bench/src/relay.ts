// What the relay adds: the real server between two sockets that have joined as the two ends of one link, beside the same
// two sockets without a server between them. The frames are nobody's: a relay does not look at them.

import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { launchBrowser } from '@nearhand/e2e/support/browser.ts';
import { TestServer } from '@nearhand/e2e/support/server.ts';
import { newProfile, setUp } from '@nearhand/e2e/support/technician.ts';
import {
  type AgentMessage,
  type AgentServerMessage,
  agentServerMessageSchema,
  type Connect,
  type Connected,
  connectedSchema,
  helloProofText,
  protocolVersion,
} from '@nearhand/protocol';
import type { Page } from 'playwright-core';
import { WebSocket, WebSocketServer } from 'ws';
import type { Bench, Figure } from './bench-result.ts';
import { repeat } from './samples.ts';

/** The next message of a type; asked for before it can have come. */
function nextMessage<Type extends AgentServerMessage['type']>(hub: WebSocket, type: Type) {
  return new Promise<Extract<AgentServerMessage, { type: Type }>>((resolve, reject) => {
    const look = (data: Buffer) => {
      const message = agentServerMessageSchema.parse(JSON.parse(data.toString()));
      if (message.type === 'hub.refused') reject(new Error(`The hub refused: ${message.code}`));
      if (message.type !== type) return;
      hub.off('message', look);
      resolve(message as Extract<AgentServerMessage, { type: Type }>);
    };
    hub.on('message', look);
    hub.once('close', (code) => reject(new Error(`The hub closed with ${code}`)));
  });
}

/** A computer that is no more than a key and its place at the hub. */
async function enrol(server: TestServer, token: string): Promise<{ hub: WebSocket; computerId: string }> {
  const hub = new WebSocket(`${server.url.replace(/^http/, 'ws')}/hub/agent`, { perMessageDeflate: false });
  const welcomed = nextMessage(hub, 'hub.welcome');
  const { nonce } = await nextMessage(hub, 'hub.challenge');
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { x: key = '' } = publicKey.export({ format: 'jwk' });
  const proof = Buffer.from(helloProofText(nonce, server.url, key));
  const agent = {
    version: '0.1.0',
    system: 'linux',
    systemName: 'Bench',
    computerName: 'Bench',
    userName: '',
  } as const;
  const hello: AgentMessage = {
    type: 'agent.hello',
    protocol: protocolVersion,
    capabilities: [],
    publicKey: key,
    signature: sign(null, proof, privateKey).toString('base64url'),
    origin: server.url,
    agent,
    locale: 'en',
    purpose: { kind: 'enrolment', token },
  };
  hub.send(JSON.stringify(hello));
  const { role } = await welcomed;
  if (role.kind !== 'computer') throw new Error('Enrolled as something else');
  return { hub, computerId: role.computerId };
}

async function joinRelay(server: TestServer, token: string): Promise<WebSocket> {
  const socket = new WebSocket(`${server.url.replace(/^http/, 'ws')}/relay`, { perMessageDeflate: false });
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'relay.join', token }));
  await once(socket, 'message');
  return socket;
}

/** As the portal does it, in its page and with its cookie. */
async function connect(portal: Page, computerId: string): Promise<Connected> {
  const body: Connect = { target: { kind: 'computer', computerId }, commitment: randomBytes(32).toString('base64url') };
  const answer: unknown = await portal.evaluate(async (json) => {
    const headers = { 'content-type': 'application/json' };
    return (await fetch('/api/sessions', { method: 'POST', headers, body: json })).json();
  }, JSON.stringify(body));
  return connectedSchema.parse(answer);
}

interface Flow {
  readonly megabytesPerSecond: number;
  readonly framesPerSecond: number;
}

async function flood(from: WebSocket, to: WebSocket, sizeBytes: number, count: number): Promise<Flow> {
  const frame = Buffer.alloc(sizeBytes, 1);
  let seen = 0;
  const done = new Promise<void>((resolve) => {
    const onFrame = (_data: Buffer, isBinary: boolean) => {
      if (!isBinary || ++seen < count) return;
      to.off('message', onFrame);
      resolve();
    };
    to.on('message', onFrame);
  });
  const startMs = performance.now();
  for (let sent = 0; sent < count; sent++) {
    from.send(frame);
    if (from.bufferedAmount > 4_000_000) await new Promise((resolve) => setImmediate(resolve));
  }
  await done;
  const seconds = (performance.now() - startMs) / 1000;
  return { megabytesPerSecond: (sizeBytes * count) / seconds / 1e6, framesPerSecond: count / seconds };
}

async function roundTripsUs(near: WebSocket, far: WebSocket): Promise<number[]> {
  const echo = (data: Buffer, isBinary: boolean) => isBinary && far.send(data);
  far.on('message', echo);
  const samples = await repeat(3000, async () => {
    const startMs = performance.now();
    near.send(Buffer.alloc(100));
    await once(near, 'message');
    return (performance.now() - startMs) * 1000;
  });
  far.off('message', echo);
  return samples;
}

async function measurePair(name: string, viewer: WebSocket, agent: WebSocket): Promise<Figure[]> {
  await flood(agent, viewer, 64 * 1024, 500);
  const large = await repeat(3, async () => (await flood(agent, viewer, 64 * 1024, 4000)).megabytesPerSecond);
  const small = await repeat(3, async () => (await flood(agent, viewer, 200, 50_000)).framesPerSecond);
  const samples = await roundTripsUs(viewer, agent);
  return [
    { name: `${name}, frames of 64 KiB`, unit: 'MB/s', samples: large },
    { name: `${name}, frames of 200 bytes`, unit: 'frames/s', samples: small },
    { name: `${name}, there and back`, unit: 'µs', samples },
  ];
}

async function measureRelayed(server: TestServer, portal: Page): Promise<Figure[]> {
  const token = (await server.admin(['enrolment-token'])).trim();
  const { hub, computerId } = await enrol(server, token);
  const offered = nextMessage(hub, 'link.offered');
  const { relayToken } = await connect(portal, computerId);
  const viewer = await joinRelay(server, relayToken);
  const agent = await joinRelay(server, (await offered).relayToken);
  try {
    return await measurePair('relay', viewer, agent);
  } finally {
    for (const socket of [viewer, agent, hub]) socket.terminate();
  }
}

async function measureDirect(): Promise<Figure[]> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const near = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
  const [far] = (await once(server, 'connection')) as [WebSocket];
  if (near.readyState !== near.OPEN) await once(near, 'open');
  try {
    return await measurePair('one socket, no relay', near, far);
  } finally {
    near.terminate();
    server.close();
  }
}

export const relayBench: Bench = {
  name: 'relay',
  title: "The server's relay, both ends in one other process",
  async run() {
    const server = await TestServer.start();
    const browser = await launchBrowser();
    try {
      const portal = await (await newProfile(browser)).newPage();
      await setUp(portal, await server.setupLink());
      return { figures: [...(await measureRelayed(server, portal)), ...(await measureDirect())] };
    } finally {
      await browser.close();
      await server.stop();
    }
  },
};
