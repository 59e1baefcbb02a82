// The relay over real sockets, with links that a set decides to be alive.

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { silentLogger, systemClock } from '@nearhand/base';
import { closeCodes, maxRelayFrameBytes } from '@nearhand/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../database/ids.ts';
import { LocalBus } from '../hub/bus.ts';
import { SocketRouter } from '../sockets/socket-router.ts';
import { TestSocket } from '../testing/test-socket.ts';
import { silentRelayMeter } from './relay-meter.ts';
import { type RelaySide, RelayTokens } from './relay-token.ts';
import { Relay } from './relay.ts';

/** The machine may be busy; nothing here should take long. */
const patience = { timeout: 20_000 };

const secret = new Uint8Array(32).fill(3);
const tokens = new RelayTokens(secret);

class RelayServer {
  readonly bus = new LocalBus();
  readonly server: Server = createServer();
  readonly relay: Relay;
  readonly #router: SocketRouter;

  constructor(isLinkLive: (linkId: string) => boolean) {
    this.relay = new Relay({
      tokens,
      bus: this.bus,
      meter: silentRelayMeter,
      logger: silentLogger,
      isLinkLive: async (linkId) => isLinkLive(linkId),
    });
    this.#router = new SocketRouter({
      clock: systemClock,
      logger: silentLogger,
      isOwnOrigin: () => false,
      addressOf: () => '192.0.2.1',
    });
    this.#router.add(this.relay.route);
    this.#router.attach(this.server);
  }

  async listen(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  async open(): Promise<TestSocket> {
    const { port } = this.server.address() as AddressInfo;
    const socket = new TestSocket(`ws://127.0.0.1:${port}/relay`);
    await socket.opened;
    return socket;
  }

  async join(token: string): Promise<TestSocket> {
    const socket = await this.open();
    socket.send({ type: 'relay.join', token });
    await socket.next('relay.joined');
    return socket;
  }

  async stop(): Promise<void> {
    this.#router.dispose();
    this.server.close();
    await once(this.server, 'close');
  }
}

describe('the relay', () => {
  const ended = new Set<string>();
  let server: RelayServer;

  beforeAll(async () => {
    server = new RelayServer((linkId) => !ended.has(linkId));
    await server.listen();
  });
  afterAll(() => server.stop());

  function newLink() {
    const linkId = newId();
    const sessionId = newId();
    const token = (side: RelaySide) => tokens.issue({ linkId, sessionId, side });
    return { linkId, viewer: token('viewer'), agent: token('agent') };
  }

  async function pair(link = newLink()) {
    const viewer = await server.join(link.viewer);
    const agent = await server.join(link.agent);
    await viewer.next('relay.peer', ({ present }) => present === true);
    return { link, viewer, agent };
  }

  it('REL1: joins with a token of ours while the session lives, not otherwise', async () => {
    const link = newLink();
    const others = new RelayTokens(new Uint8Array(32).fill(4));
    const forged = others.issue({ linkId: link.linkId, sessionId: newId(), side: 'viewer' });
    for (const [message, answer, code] of [
      [{ type: 'relay.join', token: forged }, 'ticket_invalid', closeCodes.refused],
      [{ type: 'relay.join', token: '€' }, 'bad_request', closeCodes.malformed],
      [{ type: 'relay.leave' }, 'bad_request', closeCodes.malformed],
    ] as const) {
      const socket = await server.open();
      socket.send(message);
      expect(await socket.next('relay.refused')).toMatchObject({ code: answer });
      expect(await socket.closed).toBe(code);
    }
    ended.add(link.linkId);
    const late = await server.open();
    late.send({ type: 'relay.join', token: link.viewer });
    expect(await late.next('relay.refused')).toMatchObject({ code: 'session_ended' });
    expect(await late.closed).toBe(closeCodes.ended);
  });

  it('REL2: passes frames unaltered and in order, to the other end of the link only', async () => {
    const first = await pair();
    const second = await pair();
    const frames = Array.from({ length: 200 }, (_, i) => Buffer.alloc((i * 977) % 70_000, i));
    frames.push(Buffer.alloc(maxRelayFrameBytes, 1), Buffer.alloc(0));
    for (const frame of frames) first.viewer.socket.send(frame);
    for (const frame of frames) expect((await first.agent.nextBinary()).equals(frame)).toBe(true);
    first.agent.socket.send(Buffer.from('back'));
    expect((await first.viewer.nextBinary()).toString()).toBe('back');
    expect([...second.viewer.drain(), ...second.agent.drain()]).toEqual([]);
    for (const end of [first, second].flatMap(({ viewer, agent }) => [viewer, agent])) end.close();
  });

  it('REL3: the same token joins again in place of its former socket', async () => {
    const { link, viewer, agent } = await pair();
    const again = await server.join(link.viewer);
    expect(await viewer.closed).toBe(closeCodes.replaced);
    await agent.next('relay.peer', ({ present }) => present === false);
    await agent.next('relay.peer', ({ present }) => present === true);
    again.socket.send(Buffer.from('here'));
    expect((await agent.nextBinary()).toString()).toBe('here');
    for (const end of [again, agent]) end.close();
  });

  it('REL4: a slow reader slows the sender down, and gets everything in the end', async () => {
    const { viewer, agent } = await pair();
    agent.socket.pause();
    const frame = Buffer.alloc(256 * 1024, 7);
    const count = 256;
    for (let i = 0; i < count; i++) viewer.socket.send(frame);
    // The relay's share is at most its high water and a frame; the rest waits at the sender.
    let before = -1;
    await expect
      .poll(
        () => {
          const isStill = viewer.socket.bufferedAmount === before;
          before = viewer.socket.bufferedAmount;
          return isStill;
        },
        { ...patience, interval: 200 },
      )
      .toBe(true);
    expect(viewer.socket.bufferedAmount).toBeGreaterThan((count * frame.length) / 2);
    const quick = await pair();
    quick.viewer.socket.send(Buffer.from('not held up'));
    expect((await quick.agent.nextBinary()).toString()).toBe('not held up');
    agent.socket.resume();
    for (let i = 0; i < count; i++) expect((await agent.nextBinary()).length).toBe(frame.length);
    for (const end of [viewer, agent, quick.viewer, quick.agent]) end.close();
  });

  it('REL4: a sender held up by a reader that leaves goes on', async () => {
    const { link, viewer, agent } = await pair();
    agent.socket.pause();
    for (let i = 0; i < 64; i++) viewer.socket.send(Buffer.alloc(256 * 1024));
    agent.socket.terminate();
    await viewer.next('relay.peer', ({ present }) => present === false);
    await expect.poll(() => viewer.socket.bufferedAmount, patience).toBe(0);
    const back = await server.join(link.agent);
    viewer.socket.send(Buffer.from('after'));
    await expect.poll(async () => (await back.nextBinary()).toString(), patience).toBe('after');
    for (const end of [viewer, back]) end.close();
  });

  it('REL5: giant frames, text after joining and frames before it end the socket', async () => {
    const { viewer, agent } = await pair();
    viewer.socket.send(Buffer.alloc(maxRelayFrameBytes + 1));
    agent.send({ type: 'relay.join', token: 'x' });
    expect(await viewer.closed).toBe(closeCodes.tooLarge);
    expect(await agent.closed).toBe(closeCodes.malformed);
    const early = await server.open();
    early.socket.send(Buffer.from([1]));
    expect(await early.closed).toBe(closeCodes.malformed);
  });

  it('REL6: tokens outlive the server', async () => {
    const link = newLink();
    const former = new RelayServer(() => true);
    await former.listen();
    const viewer = await former.join(link.viewer);
    await former.stop();
    expect(await viewer.closed).toBe(closeCodes.goingAway);
    const next = new RelayServer(() => true);
    await next.listen();
    const ends = [await next.join(link.viewer), await next.join(link.agent)];
    ends[0]?.socket.send(Buffer.from('on'));
    expect((await ends[1]?.nextBinary())?.toString()).toBe('on');
    await next.stop();
  });

  it('REL7: the end of the session reaches both ends', async () => {
    const { link, viewer, agent } = await pair();
    server.bus.publish('link', link.linkId, { type: 'ended' });
    for (const end of [viewer, agent]) {
      await end.next('relay.ended');
      expect(await end.closed).toBe(closeCodes.ended);
    }
    expect(server.relay.isPresent(link.linkId, 'viewer')).toBe(false);
  });

  it('REL8: frames for an absent end are dropped, its coming and going is told', async () => {
    const link = newLink();
    const viewer = await server.join(link.viewer);
    viewer.socket.send(Buffer.from('lost'));
    const agent = await server.join(link.agent);
    await viewer.next('relay.peer', ({ present }) => present === true);
    viewer.socket.send(Buffer.from('seen'));
    expect((await agent.nextBinary()).toString()).toBe('seen');
    agent.close();
    await viewer.next('relay.peer', ({ present }) => present === false);
    viewer.close();
    await viewer.closed;
    await expect.poll(() => server.relay.isPresent(link.linkId, 'viewer'), patience).toBe(false);
  });
});
