import { ManualClock } from '@nearhand/base';
import { closeCodes } from '@nearhand/protocol';
import { describe, expect, it } from 'vitest';
import { HubSocket, type HubState, type Socket } from './hub-socket.ts';

class FakeSocket implements Socket {
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  closed = false;
  readonly sent: string[] = [];

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {
    this.closed = true;
  }

  receive(message: unknown): void {
    this.onmessage?.({ data: typeof message === 'string' ? message : JSON.stringify(message) });
  }
}

function start() {
  const clock = new ManualClock();
  const sockets: FakeSocket[] = [];
  const open = () => {
    const socket = new FakeSocket();
    sockets.push(socket);
    return socket;
  };
  const hub = new HubSocket({ open, clock, random: () => 1 });
  const states: HubState[] = [];
  const messages: string[] = [];
  hub.onState.on((state) => states.push(state));
  hub.onMessage.on(({ type }) => messages.push(type));
  const last = () => sockets.at(-1) ?? new FakeSocket();
  return { clock, sockets, hub, states, messages, last };
}

const ready = { type: 'hub.ready' };

describe('HubSocket', () => {
  it('POR7: connects again after a gap and says that lists must be read again', () => {
    const { clock, sockets, states, messages, last } = start();
    last().receive(ready);
    last().onclose?.({ code: 1006 });
    clock.advance(500);
    last().receive(ready);
    expect({ sockets: sockets.length, states, messages }).toEqual({
      sockets: 2,
      states: ['online'],
      messages: ['hub.ready', 'hub.ready'],
    });
  });

  it('POR7: says offline from the second failure on, and waits longer each time up to 15 s', () => {
    const { clock, sockets, hub, last } = start();
    last().receive(ready);
    const opened: number[] = [];
    for (const delayMs of [500, 1000, 2000, 4000, 8000, 15_000, 15_000]) {
      last().onclose?.({ code: 1006 });
      clock.advance(delayMs - 1);
      opened.push(sockets.length);
      clock.advance(1);
    }
    expect({ opened, state: hub.state, sockets: sockets.length }).toEqual({
      opened: [1, 2, 3, 4, 5, 6, 7],
      state: 'offline',
      sockets: 8,
    });
  });

  it('POR7: tries at once when told that the network is back', () => {
    const { sockets, hub, last } = start();
    last().onclose?.({ code: 1006 });
    hub.retryNow();
    hub.retryNow();
    expect(sockets.length).toBe(2);
  });

  it('POR7: stops when the member is signed out, by message or by close code', () => {
    const byMessage = start();
    byMessage.last().receive({ type: 'member.signedOut' });
    byMessage.clock.advance(60_000);
    const byCode = start();
    byCode.last().onclose?.({ code: closeCodes.signedOut });
    byCode.clock.advance(60_000);
    expect([byMessage, byCode].map(({ sockets, states }) => [sockets.length, states])).toEqual([
      [1, ['signedOut']],
      [1, ['signedOut']],
    ]);
  });

  it('PRE3: says nothing before the server is ready, nor on a socket that is gone', () => {
    const { hub, last } = start();
    const active = { type: 'activity.changed', active: true } as const;
    hub.send(active);
    last().receive(ready);
    hub.send(active);
    const first = last();
    first.onclose?.({ code: 1006 });
    hub.send(active);
    expect(first.sent).toEqual([JSON.stringify(active)]);
  });

  it('POR8: ignores what it does not understand', () => {
    const { hub, messages, last } = start();
    for (const bad of ['', 'null', '{', '{"type":"request.changed"}', '{"type":"from.the.future"}'])
      last().receive(bad);
    expect([messages, hub.state]).toEqual([[], 'connecting']);
  });

  it('POR7: closes its socket and stays quiet once disposed', () => {
    const { clock, sockets, hub, states, last } = start();
    const first = last();
    hub.dispose();
    first.receive(ready);
    first.onclose?.({ code: 1006 });
    clock.advance(60_000);
    expect([sockets.length, first.closed, states]).toEqual([1, true, []]);
  });
});
