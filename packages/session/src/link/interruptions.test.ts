// Links whose paths break: at every frame, without a word, on one side, and by a relay that changes what it carries.

import { describe, expect, it } from 'vitest';
import { type Bytes, ManualClock, utf8 } from '@nearhand/base';
import {
  createLinkPair,
  createLinkScene,
  FakeRelay,
  type Interceptor,
  type LinkPair,
  otherSide,
  receiveAll,
  type RelaySide,
  whenState,
} from '../fakes/index.ts';
import type { LinkSettings } from './link-settings.ts';

async function whenActive(pair: LinkPair): Promise<void> {
  await Promise.all([whenState(pair.viewer, 'active'), whenState(pair.agent, 'active')]);
}

async function whenInterrupted(pair: LinkPair): Promise<void> {
  await Promise.all([whenState(pair.viewer, 'interrupted'), whenState(pair.agent, 'interrupted')]);
}

/** What goes wrong with the frame of this index; everything else passes. */
function atFrame(index: number, act: Interceptor): Interceptor {
  return (frame) => (frame.index === index ? act(frame) : [frame.bytes]);
}

function changedLast(bytes: Bytes): readonly Bytes[] {
  const changed = bytes.slice();
  changed[changed.length - 1] = (changed[changed.length - 1] ?? 0) ^ 1;
  return [changed];
}

/** Both ends say ten things and a large one; resolves when all has come, in order. */
async function converse(pair: LinkPair): Promise<{ input: readonly string[]; screen: readonly number[] }> {
  const input = receiveAll(pair.agent, 'input');
  const screen = receiveAll(pair.viewer, 'screen');
  for (let number = 0; number < 10; number++) {
    pair.viewer.channel('input').send(utf8.encode(`input ${number}`));
    pair.agent.channel('screen').send(new Uint8Array(number === 5 ? 200_000 : 10).fill(number));
  }
  await Promise.all([input.whenCount(10), screen.whenCount(10)]);
  return { input: input.texts, screen: screen.messages.map((message) => message[0] ?? -1) };
}

const numbers = Array.from({ length: 10 }, (_, number) => number);
const everything = { input: numbers.map((number) => `input ${number}`), screen: numbers };
const frameIndexes = Array.from({ length: 24 }, (_, index) => index);

describe('an interrupted link', () => {
  it.each(frameIndexes)('SES10, SES24: nothing is lost or doubled when the path breaks at frame %i', async (index) => {
    for (const side of ['viewer', 'agent'] as const) {
      const relay = new FakeRelay();
      relay.intercept = atFrame(index, () => {
        relay.cut(side);
        return [];
      });
      const pair = await createLinkPair({ relay });
      expect(await converse(pair)).toEqual(everything);
      expect(pair.viewer.words).toEqual(pair.agent.words);
      pair.dispose();
    }
  });

  it.each(frameIndexes)('SES8, SES10: nothing is lost or doubled when frame %i is changed', async (index) => {
    const relay = new FakeRelay();
    // The first three are the handshake; changing those must end it, and does so in agreement.test.ts.
    relay.intercept = atFrame(index + 3, ({ bytes }) => changedLast(bytes));
    const pair = await createLinkPair({ relay });
    expect(await converse(pair)).toEqual(everything);
    pair.dispose();
  });

  it.each(frameIndexes)('SES8, SES10: nothing is lost or doubled when frame %i comes twice', async (index) => {
    const relay = new FakeRelay();
    relay.intercept = atFrame(index, ({ bytes }) => [bytes, bytes.slice()]);
    const pair = await createLinkPair({ relay });
    expect(await converse(pair)).toEqual(everything);
    pair.dispose();
  });

  it.each(frameIndexes)('SES8, SES10: nothing is lost or doubled when frame %i is left out', async (index) => {
    const relay = new FakeRelay();
    relay.intercept = atFrame(index, () => []);
    const pair = await createLinkPair({ relay });
    expect(await converse(pair)).toEqual(everything);
    pair.dispose();
  });

  it.each(frameIndexes)(
    'SES8, SES10: nothing is lost or doubled when frame %i is held back behind the next',
    async (index) => {
      const relay = new FakeRelay();
      let held: { from: RelaySide; bytes: Bytes } | null = null;
      relay.intercept = (frame) => {
        if (frame.index === index) {
          held = { from: frame.from, bytes: frame.bytes };
          return [];
        }
        if (held?.from !== frame.from) return [frame.bytes];
        const both = [frame.bytes, held.bytes];
        held = null;
        return both;
      };
      const pair = await createLinkPair({ relay });
      expect(await converse(pair)).toEqual(everything);
      pair.dispose();
    },
  );

  it('SES10: nothing is lost or doubled when the path breaks again and again', async () => {
    const relay = new FakeRelay();
    relay.intercept = ({ index, bytes }) => {
      if (index % 17 === 16) relay.cut(index % 2 ? 'viewer' : 'agent');
      return [bytes];
    };
    const pair = await createLinkPair({ relay });
    expect(await converse(pair)).toEqual(everything);
    pair.dispose();
  });

  it.each<RelaySide>(['viewer', 'agent'])(
    'SES13: a path on which the %s has fallen silent is replaced',
    async (side) => {
      const pair = await createLinkPair();
      await whenActive(pair);
      pair.relay.silenced.add(side);
      const heard = side === 'viewer' ? pair.agent : pair.viewer;
      await whenState(heard, 'interrupted');
      pair.relay.silenced.delete(side);
      expect(await converse(pair)).toEqual(everything);
      pair.dispose();
    },
  );

  it('is interrupted at both ends when one end loses its socket, and both are active again', async () => {
    const pair = await createLinkPair();
    await whenActive(pair);
    const log: string[] = [];
    pair.viewer.onState.on((state) => log.push(`viewer ${state.kind}`));
    pair.agent.onState.on((state) => log.push(`agent ${state.kind}`));
    pair.relay.cut('viewer');
    await whenInterrupted(pair);
    await whenActive(pair);
    expect(log.toSorted()).toEqual(['agent active', 'agent interrupted', 'viewer active', 'viewer interrupted']);
    pair.dispose();
  });

  it('SES10: what is sent while interrupted arrives afterwards', async () => {
    const pair = await createLinkPair();
    await whenActive(pair);
    pair.relay.dialling = 'fails';
    pair.relay.cut('viewer');
    await whenInterrupted(pair);
    const conversation = converse(pair);
    pair.relay.dialling = 'works';
    expect(await conversation).toEqual(everything);
    pair.dispose();
  });

  it('SES12: what a relay makes up changes nothing', async () => {
    const relay = new FakeRelay({ record: true });
    const pair = await createLinkPair({ relay });
    await whenActive(pair);
    for (const { from, bytes } of relay.frames.slice()) {
      if (bytes[0] === 1) relay.inject(otherSide(from), bytes);
      if (bytes[0] === 1) relay.inject(from, bytes);
    }
    for (const side of ['viewer', 'agent'] as const) {
      relay.inject(side, utf8.encode('\u0001{"type":"resume.refused"}'));
      relay.inject(side, utf8.encode('\u0001{"type":"handshake.refused","code":"internal"}'));
      relay.inject(side, utf8.encode('\u0009something newer'));
    }
    const states: string[] = [];
    pair.viewer.onState.on((state) => states.push(state.kind));
    pair.agent.onState.on((state) => states.push(state.kind));
    expect(await converse(pair)).toEqual(everything);
    expect(states).toEqual([]);
    pair.dispose();
  });

  it.each([
    ['handshake messages', '\u0001{"type":"handshake.open"}'],
    ['records', `\u0002${'x'.repeat(60)}`],
    ['frames of no known kind', '\u0009x'],
    ['empty frames', ''],
  ])('SES8, SES10: a flood of %s does no lasting harm', async (_name, text) => {
    const pair = await createLinkPair();
    await whenActive(pair);
    for (let count = 0; count < 6000; count++) {
      pair.relay.inject('viewer', utf8.encode(text));
      pair.relay.inject('agent', utf8.encode(text));
    }
    expect(await converse(pair)).toEqual(everything);
    pair.dispose();
  });

  it('SES8: a relay that spoils every path ends the link rather than trying for ever', async () => {
    const relay = new FakeRelay();
    const pair = await createLinkPair({ relay });
    relay.intercept = ({ bytes }) => (bytes[0] === 2 ? changedLast(bytes) : [bytes]);
    const ended = await Promise.race([whenState(pair.viewer, 'ended'), whenState(pair.agent, 'ended')]);
    expect(ended.kind === 'ended' && [ended.reason, ended.error?.code]).toEqual([
      'handshakeFailed',
      'handshake_failed',
    ]);
    pair.dispose();
  });

  it('SES11: a viewer that comes back to an agent that was restarted ends, to ask for a new ticket', async () => {
    const scene = await createLinkScene();
    const [agent, viewer] = [scene.startAgent(), scene.startViewer()];
    await Promise.all([whenState(agent, 'active'), whenState(viewer, 'active')]);
    agent.dispose();
    const restarted = scene.startAgent();
    const ended = await whenState(viewer, 'ended');
    expect(ended.kind === 'ended' && ended.reason).toBe('peerRestarted');
    restarted.dispose();
  });
});

describe('a link in time', () => {
  /** Lets everything that needs no time finish: WebCrypto answers in the order it was asked, more or less. */
  async function settle(rounds: number): Promise<void> {
    for (let round = 0; round < rounds; round++) await crypto.subtle.digest('SHA-256', new Uint8Array(1));
  }

  /** Moves the clock in steps, letting promises finish in between, until `done`; gives the time it took. */
  async function advanceUntil(clock: ManualClock, limitMs: number, done: () => boolean): Promise<number> {
    const startMs = clock.nowMs();
    while (!done() && clock.nowMs() - startMs < limitMs) {
      clock.advance(50);
      await settle(30);
    }
    return clock.nowMs() - startMs;
  }

  /** The same where nothing but the passing of time is of interest. */
  async function pass(clock: ManualClock, forMs: number): Promise<void> {
    const endMs = clock.nowMs() + forMs;
    while (clock.nowMs() < endMs) {
      clock.advance(Math.min(200, endMs - clock.nowMs()));
      await settle(5);
    }
  }

  async function createActive(settings: Partial<LinkSettings> = {}) {
    const clock = new ManualClock(1_800_000_000_000);
    const relay = new FakeRelay({ clock });
    const pair = await createLinkPair({ clock, relay, settings });
    const active = () => pair.viewer.state.kind === 'active' && pair.agent.state.kind === 'active';
    clock.advance(1);
    await whenActive(pair);
    return { clock, relay, pair, active };
  }

  it('SES13: silence is noticed within 8 seconds', async () => {
    const { clock, relay, pair } = await createActive();
    relay.silenced.add('viewer');
    relay.dialling = 'fails';
    const tookMs = await advanceUntil(clock, 20_000, () => pair.agent.state.kind === 'interrupted');
    expect(tookMs).toBeGreaterThan(3000);
    expect(tookMs).toBeLessThanOrEqual(8000);
    pair.dispose();
  });

  it('a quiet link stays active', async () => {
    const { clock, pair } = await createActive();
    const states: string[] = [];
    pair.viewer.onState.on((state) => states.push(state.kind));
    await pass(clock, 60_000);
    expect(states).toEqual([]);
    pair.dispose();
  });

  it.each(['fails', 'hangs'] as const)(
    'SES14: it resumes within 3 seconds of the network coming back (dialling %s meanwhile)',
    async (dialling) => {
      for (const outageMs of [400, 1700, 5300, 60_000]) {
        const { clock, relay, pair, active } = await createActive();
        relay.dialling = dialling;
        relay.cut('viewer');
        relay.cut('agent');
        await pass(clock, outageMs);
        expect(pair.viewer.state.kind).toBe('interrupted');
        relay.dialling = 'works';
        expect(await advanceUntil(clock, 10_000, active)).toBeLessThanOrEqual(3000);
        pair.dispose();
      }
    },
  );

  it('SES14: a hint that the network changed is followed at once', async () => {
    const { clock, relay, pair } = await createActive();
    relay.dialling = 'hangs';
    relay.cut('viewer');
    await pass(clock, 10_000);
    relay.dialling = 'works';
    pair.viewer.notifyNetworkChange();
    await whenActive(pair);
    relay.silenced.add('agent');
    pair.viewer.notifyNetworkChange();
    expect(await advanceUntil(clock, 8000, () => pair.viewer.state.kind === 'interrupted')).toBeLessThanOrEqual(2000);
    pair.dispose();
  });

  it('SES14: a hint replaces a path on which the other end is missing', async () => {
    const { clock, relay, pair } = await createActive();
    relay.dialling = 'hangs';
    relay.cut('agent');
    await whenInterrupted(pair);
    const before = relay.dials;
    pair.viewer.notifyNetworkChange();
    expect(relay.dials).toBe(before + 1);
    relay.dialling = 'works';
    await pass(clock, 1500);
    await whenActive(pair);
    pair.dispose();
  });

  it('SES19: an interruption of a day ends the link', async () => {
    const dayMs = 24 * 60 * 60 * 1000;
    const { clock, relay, pair } = await createActive({ redialDelaysMs: [0, 2 * dayMs] });
    relay.dialling = 'fails';
    relay.cut('viewer');
    await whenInterrupted(pair);
    clock.advance(dayMs - 1000);
    expect(pair.viewer.state.kind).toBe('interrupted');
    clock.advance(2000);
    expect(pair.viewer.state).toMatchObject({ kind: 'ended', reason: 'unreachable' });
    pair.dispose();
  });

  it('SES19: a link whose other end never comes ends after a minute', async () => {
    const clock = new ManualClock(1_800_000_000_000);
    const scene = await createLinkScene({ clock, relay: new FakeRelay({ clock }), settings: {} });
    const viewer = scene.startViewer();
    const tookMs = await advanceUntil(clock, 100_000, () => viewer.state.kind === 'ended');
    expect([tookMs, viewer.state]).toMatchObject([60_000, { reason: 'unreachable' }]);
  });
});
