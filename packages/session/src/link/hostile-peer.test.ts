// An agent's link against a viewer that holds good keys and means harm.

import { describe, expect, it } from 'vitest';
import { type Bytes, utf8 } from '@nearhand/base';
import { encodeRecordItems, type RecordItem } from '@nearhand/protocol';
import { createLinkScene, RawViewer, receiveAll, whenState } from '../fakes/index.ts';

async function createScene() {
  const scene = await createLinkScene();
  const agent = scene.startAgent();
  const viewer = await RawViewer.connect({
    relay: scene.relay,
    viewerKey: scene.viewerKey,
    ticket: scene.offer.ticket,
    agentKey: scene.offer.agentKey,
  });
  return { agent, viewer };
}

async function endedBy(send: (viewer: RawViewer) => void): Promise<unknown> {
  const { agent, viewer } = await createScene();
  agent.channel('input').onMessage(() => {});
  viewer.attach();
  await whenState(agent, 'active');
  send(viewer);
  const ended = await whenState(agent, 'ended');
  viewer.dispose();
  return ended.kind === 'ended' && [ended.reason, ended.byPeer, ended.error?.code];
}

const data = (channel: number, bytes: Bytes): RecordItem => ({ type: 'data', channel, bytes });
const lengthOf = (length: number): Bytes => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, length);
  return bytes;
};

describe('an agent and a hostile viewer', () => {
  it.each<[string, (viewer: RawViewer) => void]>([
    ['a message that is too large', (viewer) => viewer.sendItems(data(0, lengthOf(16_385)))],
    ['data on an unknown channel', (viewer) => viewer.sendItems(data(8, utf8.encode('x')))],
    ['data on a channel that runs the other way', (viewer) => viewer.sendItems(data(3, utf8.encode('x')))],
    ['a malformed record', (viewer) => viewer.sendPlain(Uint8Array.of(1, 0, 0))],
    ['a second beginning', (viewer) => viewer.attach()],
    [
      'an acknowledgement of what was never sent',
      (viewer) =>
        viewer.sendItems({ type: 'position', position: { channel: 3, receivedBytes: 5, limitBytes: 2 ** 41 } }),
    ],
    [
      'a position on a channel that only it sends on',
      (viewer) => viewer.sendItems({ type: 'position', position: { channel: 0, receivedBytes: 0, limitBytes: 9 } }),
    ],
    [
      'an end for a reason that does not exist',
      (viewer) => viewer.sendPlain(Uint8Array.of(6, 0, 0, 0, 3, ...utf8.encode('bad'))),
    ],
  ])('SES17: %s ends the link as malformed', async (_name, send) => {
    expect(await endedBy(send)).toEqual(['malformed', false, 'bad_request']);
  });

  it('SES16, SES17: going beyond the window ends the link', async () => {
    const flood = (viewer: RawViewer) => {
      for (let count = 0; count < 300; count++) viewer.sendItems(data(1, new Uint8Array(1000)));
    };
    expect(await endedBy(flood)).toEqual(['malformed', false, 'bad_request']);
  });

  it('SES17: a viewer that reads nothing ends its own link, and does not fill the memory', async () => {
    const { agent, viewer } = await createScene();
    const channels = [1, 3, 4, 5, 6, 7];
    viewer.sendItems({
      type: 'attach',
      positions: channels.map((channel) => ({ channel, receivedBytes: 0, limitBytes: 4 * 1024 * 1024 })),
    });
    await whenState(agent, 'active');
    let sent = 0;
    while (agent.state.kind === 'active' && sent < 1000) {
      agent.channel('control').send(new Uint8Array(64 * 1024));
      sent++;
    }
    expect(agent.state).toMatchObject({ kind: 'ended', reason: 'malformed', error: { code: 'too_large' } });
    expect(sent).toBeLessThan(80);
    viewer.dispose();
  });

  it.each<[string, RecordItem]>([
    ['data', data(0, utf8.encode('x'))],
    [
      'an attach that names channels twice',
      { type: 'attach', positions: Array.from({ length: 6 }, () => position(1)) },
    ],
    ['an attach that leaves channels out', { type: 'attach', positions: [position(1)] }],
    ['an attach of bytes never sent', { type: 'attach', positions: [1, 3, 4, 5, 6, 7].map((one) => position(one, 7)) }],
  ])('SES17: a first record with %s ends the link', async (_name, item) => {
    const { agent, viewer } = await createScene();
    viewer.sendItems(item);
    expect(await whenState(agent, 'ended')).toMatchObject({ reason: 'malformed' });
    viewer.dispose();
  });

  it('SES27: items of a newer viewer are passed over', async () => {
    const { agent, viewer } = await createScene();
    viewer.attach();
    const input = receiveAll(agent, 'input');
    const message = encodeRecordItems([data(0, new Uint8Array([...lengthOf(2), ...utf8.encode('ok')]))]);
    viewer.sendPlain(new Uint8Array([77, 0, 0, 0, 1, 9, ...message]));
    await input.whenCount(1);
    expect(input.texts).toEqual(['ok']);
    agent.dispose();
    viewer.dispose();
  });

  it('SES17: many questions get few answers', async () => {
    const { agent, viewer } = await createScene();
    viewer.attach();
    await whenState(agent, 'active');
    const pings = Array.from({ length: 1000 }, (_, id): RecordItem => ({ type: 'ping', id }));
    viewer.sendItems(...pings);
    const input = receiveAll(agent, 'input');
    viewer.sendItems(data(0, new Uint8Array([...lengthOf(1), 1])));
    await input.whenCount(1);
    await new Promise((resolve) => setImmediate(resolve));
    const pongs = viewer.received.flatMap(({ items }) => items.filter((item) => item.type === 'pong'));
    expect(pongs.length).toBeLessThanOrEqual(2);
    agent.dispose();
    viewer.dispose();
  });
});

function position(channel: number, receivedBytes = 0) {
  return { channel, receivedBytes, limitBytes: 2 ** 40 };
}
