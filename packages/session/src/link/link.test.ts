// Both ends together over a relay in memory: connecting, talking, ending.

import { describe, expect, it } from 'vitest';
import { base64url, randomBytes, utf8 } from '@nearhand/base';
import { createLinkPair, createLinkScene, FakeRelay, receiveAll, whenState } from '../fakes/index.ts';
import { connectViewer } from './viewer-link.ts';
import { silentLogger, systemClock } from '@nearhand/base';

async function createActivePair(options: Parameters<typeof createLinkPair>[0] = {}) {
  const pair = await createLinkPair(options);
  await Promise.all([whenState(pair.viewer, 'active'), whenState(pair.agent, 'active')]);
  return pair;
}

describe('a link', () => {
  it('connects, carries messages both ways, and shows the same words', async () => {
    const pair = await createLinkPair();
    const input = receiveAll(pair.agent, 'input');
    const screen = receiveAll(pair.viewer, 'screen');
    pair.viewer.channel('input').send(utf8.encode('queued before'));
    await Promise.all([whenState(pair.viewer, 'active'), whenState(pair.agent, 'active')]);
    pair.agent.channel('screen').send(utf8.encode('picture'));
    await Promise.all([input.whenCount(1), screen.whenCount(1)]);
    expect([input.texts, screen.texts]).toEqual([['queued before'], ['picture']]);
    expect(pair.viewer.words).toHaveLength(4);
    expect(pair.viewer.words).toEqual(pair.agent.words);
    expect(pair.agent.ticket?.linkId).toBe(pair.viewer.linkId);
    pair.dispose();
  });

  it('knows neither words nor ticket before it is active', async () => {
    const { startAgent, startViewer } = await createLinkScene();
    const [agent, viewer] = [startAgent(), startViewer()];
    expect([agent.words, agent.ticket, viewer.words, viewer.roundTripMs]).toEqual([null, null, null, null]);
    await whenState(agent, 'active');
    expect(agent.ticket?.principal.name).toBe('Tess Nichian');
    agent.dispose();
    viewer.dispose();
  });

  it('SES7: the relay sees nothing of what is said', async () => {
    const relay = new FakeRelay({ record: true });
    const pair = await createActivePair({ relay });
    const marker = 'a marker that must not be seen';
    const received = [receiveAll(pair.agent, 'control'), receiveAll(pair.viewer, 'screen')] as const;
    pair.viewer.channel('control').send(utf8.encode(marker));
    pair.agent.channel('screen').send(utf8.encode(marker.repeat(5000)));
    await Promise.all(received.map((one) => one.whenCount(1)));
    const seen = Buffer.concat(relay.frames.map((frame) => frame.bytes));
    expect(seen.length).toBeGreaterThan(marker.length * 5000);
    expect(seen.includes(marker)).toBe(false);
    const words = pair.viewer.words ?? [];
    expect(words).toHaveLength(4);
    expect(words.filter((word) => seen.includes(word))).toEqual([]);
    pair.dispose();
  });

  it('carries messages of every size, among them none', async () => {
    const pair = await createActivePair();
    const received = receiveAll(pair.viewer, 'screen');
    const sizes = [0, 1, 1024, 1025, 32_763, 65_536, 5_000_000];
    const sent = sizes.map((size) => new Uint8Array(size).map((_, index) => index * 7));
    for (const message of sent) pair.agent.channel('screen').send(new Uint8Array(message));
    await received.whenCount(sizes.length);
    expect(received.messages.map((message, index) => Buffer.compare(message, sent[index] ?? message))).toEqual(
      sizes.map(() => 0),
    );
    expect(received.messages.map((message) => message.buffer.byteLength)).toEqual(sizes);
    pair.dispose();
  });

  it('measures the round trip', async () => {
    const relay = new FakeRelay({ delayMs: 15 });
    const pair = await createActivePair({ relay });
    const done = receiveAll(pair.agent, 'control');
    pair.viewer.channel('control').send(utf8.encode('x'));
    await done.whenCount(1);
    pair.agent.channel('control').send(utf8.encode('y'));
    await receiveAll(pair.viewer, 'control').whenCount(1);
    expect(pair.viewer.roundTripMs).toBeGreaterThanOrEqual(28);
    pair.dispose();
  });

  it('SES15: input overtakes pictures that are waiting', async () => {
    const pair = await createActivePair({ relay: new FakeRelay({ bytesPerSecond: 4_000_000, delayMs: 5 }) });
    const order: string[] = [];
    const both = new Promise<void>((resolve) => {
      const note = (what: string) => {
        order.push(what);
        if (order.length === 2) resolve();
      };
      pair.viewer.channel('files').onMessage(() => note('file'));
      pair.viewer.channel('control').onMessage(() => note('control'));
    });
    pair.agent.channel('files').send(new Uint8Array(1_000_000));
    await new Promise<void>((resolve) => setImmediate(resolve));
    pair.agent.channel('control').send(utf8.encode('now'));
    await both;
    expect(order).toEqual(['control', 'file']);
    pair.dispose();
  });

  it('SES15: pieces are small on a slow path, and never large', async () => {
    const relay = new FakeRelay({ record: true, bytesPerSecond: 1_000_000 });
    const pair = await createActivePair({ relay });
    const received = receiveAll(pair.viewer, 'screen');
    const largest = () => Math.max(...relay.frames.map((frame) => frame.bytes.length));
    pair.agent.channel('screen').send(new Uint8Array(300_000));
    await received.whenCount(1);
    expect(largest()).toBeLessThanOrEqual(17 * 1024);
    pair.dispose();
    const fast = new FakeRelay({ record: true });
    const other = await createActivePair({ relay: fast });
    const much = receiveAll(other.viewer, 'screen');
    other.agent.channel('screen').send(new Uint8Array(20_000_000));
    await much.whenCount(1);
    expect(Math.max(...fast.frames.map((frame) => frame.bytes.length))).toBeLessThanOrEqual(129 * 1024);
    other.dispose();
    pair.dispose();
  });

  it('shows what waits, and tells when there is room', async () => {
    const pair = await createActivePair({ relay: new FakeRelay({ bytesPerSecond: 20_000_000 }) });
    const channel = pair.agent.channel('screen');
    const writable = new Promise<number>((resolve) => channel.onWritable.on(() => resolve(channel.queuedBytes)));
    channel.send(new Uint8Array(2_000_000));
    expect(channel.queuedBytes).toBe(2_000_004);
    receiveAll(pair.viewer, 'screen');
    expect(await writable).toBeLessThan(64 * 1024);
    pair.dispose();
  });

  it('SES18: the end is told at once, after what was said on control', async () => {
    const pair = await createActivePair();
    const control = receiveAll(pair.viewer, 'control');
    pair.agent.channel('screen').send(new Uint8Array(3_000_000));
    pair.agent.channel('control').send(utf8.encode('last words'));
    pair.agent.end('customer');
    expect(pair.agent.state).toEqual({ kind: 'ended', reason: 'customer', byPeer: false, error: null });
    const ended = await whenState(pair.viewer, 'ended');
    expect(ended).toEqual({ kind: 'ended', reason: 'customer', byPeer: true, error: null });
    expect(control.texts).toEqual(['last words']);
    pair.dispose();
  });

  it('SES18: it is closed once the end has been handed to the path', async () => {
    const relay = new FakeRelay({ record: true });
    const pair = await createActivePair({ relay });
    const before = relay.frames.length;
    pair.agent.end('agentStopped');
    await pair.agent.closed;
    expect(relay.frames.slice(before).some(({ from }) => from === 'agent')).toBe(true);
    await pair.viewer.closed;
    expect(pair.viewer.state).toMatchObject({ reason: 'agentStopped', byPeer: true });
  });

  it('takes no message after its end', async () => {
    const pair = await createActivePair();
    pair.viewer.end('viewer');
    pair.viewer.channel('input').send(utf8.encode('too late'));
    expect(pair.viewer.channel('input').queuedBytes).toBe(0);
    await whenState(pair.agent, 'ended');
    pair.dispose();
  });

  it('SES20: the session ended by the server ends both', async () => {
    const pair = await createActivePair();
    pair.relay.end();
    const states = await Promise.all([whenState(pair.viewer, 'ended'), whenState(pair.agent, 'ended')]);
    expect(states.map((state) => state.kind === 'ended' && [state.reason, state.error?.code])).toEqual([
      ['revoked', 'session_ended'],
      ['revoked', 'session_ended'],
    ]);
  });

  it('SES4: another agent key than the one seen before ends the link with a reason', async () => {
    const scene = await createLinkScene();
    const agent = scene.startAgent();
    const viewer = connectViewer({
      dialer: scene.relay.dialer('viewer'),
      clock: systemClock,
      logger: silentLogger,
      viewerKey: scene.viewerKey,
      offer: { ...scene.offer, agentKey: base64url.encode(randomBytes(32)) },
    });
    const ended = await whenState(viewer, 'ended');
    expect(ended.kind === 'ended' && [ended.reason, ended.error?.code]).toEqual([
      'handshakeFailed',
      'identity_changed',
    ]);
    agent.dispose();
  });

  it('SES3: a second link with the same ticket is refused, and its viewer hears why', async () => {
    const scene = await createLinkScene();
    const first = [scene.startAgent(), scene.startViewer()] as const;
    await Promise.all(first.map((link) => whenState(link, 'active')));
    for (const link of first) link.dispose();
    const [agent, viewer] = [scene.startAgent(), scene.startViewer()];
    const states = await Promise.all([whenState(agent, 'ended'), whenState(viewer, 'ended')]);
    expect(states.map((state) => state.kind === 'ended' && state.error?.code)).toEqual([
      'ticket_invalid',
      'ticket_invalid',
    ]);
  });

  it('refuses messages that are too large, and channels that run the other way', async () => {
    const pair = await createLinkPair();
    expect(() => pair.viewer.channel('input').send(new Uint8Array(16_385))).toThrow(/too large/);
    expect(() => pair.viewer.channel('screen').send(new Uint8Array(1))).toThrow(/other way/);
    expect(() => pair.agent.channel('screen').onMessage(() => {})).toThrow(/other way/);
    receiveAll(pair.agent, 'input');
    expect(() => receiveAll(pair.agent, 'input')).toThrow(/listener already/);
    pair.dispose();
  });

  it('SES21: disposing ends it in any state, once', async () => {
    const pair = await createLinkPair();
    const states: string[] = [];
    pair.viewer.onState.on((state) => states.push(state.kind));
    pair.viewer.dispose();
    pair.viewer.dispose();
    pair.viewer.end('viewer');
    expect([states, pair.viewer.state]).toEqual([
      ['ended'],
      { kind: 'ended', reason: 'disposed', byPeer: false, error: null },
    ]);
    pair.dispose();
  });
});
