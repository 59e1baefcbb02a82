import { describe, expect, it } from 'vitest';
import { type Bytes, utf8 } from '@nearhand/base';
import { closeCodes } from '@nearhand/protocol';
import { RelayDialer } from './relay-dialer.ts';
import type { SocketListener } from './socket-port.ts';

const linkId = crypto.randomUUID();
const settle = () => new Promise((resolve) => setImmediate(resolve));

function createScene() {
  const sent: (string | Bytes)[] = [];
  const scene = { url: '', closes: 0, listener: null as SocketListener | null };
  const dialer = new RelayDialer({
    url: 'wss://relay.example/relay',
    token: 'abc.def',
    connectSocket: (url, listener) => {
      scene.url = url;
      scene.listener = listener;
      return {
        sendText: (text) => sent.push(text),
        sendBinary: (bytes) => sent.push(bytes),
        bufferedBytes: 42,
        close: () => void scene.closes++,
      };
    },
  });
  const controller = new AbortController();
  const dialling = dialer.dial(controller.signal);
  const listener = scene.listener as SocketListener | null;
  if (!listener) throw new Error('No socket');
  return { sent, scene, listener, dialling, controller };
}

const joined = (peerPresent: boolean) => JSON.stringify({ type: 'relay.joined', linkId, peerPresent });

async function createJoined(peerPresent = false) {
  const scene = createScene();
  scene.listener.onOpen();
  scene.listener.onText(joined(peerPresent));
  return { ...scene, transport: await scene.dialling };
}

describe('RelayDialer', () => {
  it('joins with its token and gives a path', async () => {
    const { sent, scene, transport } = await createJoined(true);
    expect(scene.url).toBe('wss://relay.example/relay');
    expect(sent).toEqual(['{"type":"relay.join","token":"abc.def"}']);
    expect([transport.peerPresent, transport.bufferedBytes]).toEqual([true, 42]);
    transport.send(utf8.encode('frame'));
    expect(sent[1]).toEqual(utf8.encode('frame'));
  });

  it('keeps frames that come before anybody listens', async () => {
    const { listener, transport } = await createJoined();
    listener.onBinary(Uint8Array.of(1));
    listener.onBinary(Uint8Array.of(2));
    const seen: number[] = [];
    transport.onFrame.on((frame) => seen.push(frame[0] ?? 0));
    listener.onBinary(Uint8Array.of(3));
    await settle();
    listener.onBinary(Uint8Array.of(4));
    expect(seen).toEqual([1, 2, 3, 4]);
  });

  it('tells of the peer, of room, and of the end', async () => {
    const { listener, transport } = await createJoined();
    const seen: unknown[] = [];
    transport.onPeer.on((present) => seen.push(present, transport.peerPresent));
    transport.onDrain.on(() => seen.push('drain'));
    transport.onClosed.on(({ kind }) => seen.push(kind));
    await settle();
    listener.onText('{"type":"relay.peer","present":true}');
    listener.onDrain();
    listener.onText('{"type":"relay.ended"}');
    listener.onClose(1000, '');
    expect(seen).toEqual([true, true, 'drain', 'ended']);
  });

  it.each([
    [closeCodes.ended, 'ended'],
    [closeCodes.refused, 'refused'],
    [closeCodes.replaced, 'broken'],
    [1006, 'broken'],
  ])('takes close code %i for %s', async (code, kind) => {
    const { listener, transport } = await createJoined();
    const seen: string[] = [];
    transport.onClosed.on((closed) => seen.push(closed.kind));
    listener.onClose(code, '');
    await settle();
    expect(seen).toEqual([kind]);
  });

  it.each([
    ['{"type":"relay.refused","code":"ticket_invalid"}', { code: 'ticket_invalid' }],
    ['{"type":"relay.refused","code":"session_ended"}', { code: 'session_ended' }],
    ['{"type":"relay.ended"}', { code: 'session_ended' }],
    ['{"type":"relay.peer","present":true}', { message: 'The relay did not answer the join' }],
    ['nonsense', { message: 'The relay did not answer the join' }],
  ])('fails when the relay says %s', async (text, error) => {
    const { listener, dialling, scene } = createScene();
    listener.onOpen();
    listener.onText(text);
    await expect(dialling).rejects.toMatchObject(error);
    expect(scene.closes).toBe(1);
  });

  it('fails when the socket closes before', async () => {
    const { listener, dialling } = createScene();
    listener.onClose(1006, '');
    await expect(dialling).rejects.toThrow('1006');
  });

  it('closes the socket when aborted, and not once there is a path', async () => {
    const aborted = createScene();
    aborted.controller.abort(new Error('enough'));
    await expect(aborted.dialling).rejects.toThrow('enough');
    expect(aborted.scene.closes).toBe(1);
    const used = await createJoined();
    used.controller.abort();
    expect(used.scene.closes).toBe(0);
    used.transport.dispose();
    used.transport.dispose();
    expect(used.scene.closes).toBe(1);
  });

  it('takes a malformed message of the relay for a broken path', async () => {
    const { listener, transport, scene } = await createJoined();
    const seen: string[] = [];
    transport.onClosed.on((closed) => seen.push(closed.kind));
    await settle();
    listener.onText('x'.repeat(5000));
    listener.onBinary(Uint8Array.of(1));
    expect([seen, scene.closes]).toEqual([['broken'], 1]);
  });
});
