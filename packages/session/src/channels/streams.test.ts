// The two sides of one channel against each other: whatever way the bytes are cut and however often they are sent again.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bytes } from '@nearhand/base';
import type { ChannelRules } from '@nearhand/protocol';
import { IncomingStream } from './incoming-stream.ts';
import { MessageAssembler } from './message-assembler.ts';
import { OutgoingStream } from './outgoing-stream.ts';

const rules: ChannelRules = {
  number: 0,
  direction: 'both',
  maxMessageBytes: 5000,
  windowBytes: 1000,
  maxQueuedBytes: 10_000,
};

function createIncoming(fields: Partial<ChannelRules> = {}) {
  const log: string[] = [];
  const stream = new IncomingStream(
    { ...rules, ...fields },
    {
      onCredit: () => log.push('credit'),
      onTooLarge: () => log.push('tooLarge'),
      onListenerError: (error) => log.push(String(error)),
    },
  );
  return { stream, log };
}

function message(length: number, fill: number): Bytes {
  return new Uint8Array(length).fill(fill);
}

/** Sends all that may be sent, in pieces of at most so many bytes. */
function transfer(from: OutgoingStream, to: IncomingStream, pieceBytes: number): void {
  for (let piece = from.take(pieceBytes); piece; piece = from.take(pieceBytes)) {
    expect(to.receive(new Uint8Array(piece))).toBe(true);
  }
  const { receivedBytes, limitBytes } = to.takePosition();
  expect(from.acknowledge(receivedBytes, limitBytes)).toBe(true);
}

describe('the streams of a channel', () => {
  it('SES10: messages arrive once and in order, however they are cut and wherever a path ends', () => {
    const messages = fc.array(fc.integer({ min: 0, max: 4000 }), { maxLength: 12 });
    const rounds = fc.array(fc.record({ piece: fc.integer({ min: 1, max: 1500 }), lose: fc.nat(3) }), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(messages, rounds, (lengths, plan) => {
        const outgoing = new OutgoingStream(rules.windowBytes);
        const { stream: incoming } = createIncoming();
        const received: Bytes[] = [];
        incoming.listener = (taken) => void received.push(taken);
        const sent = lengths.map((length, index) => message(length, index + 1));
        for (const one of sent) outgoing.push(one);
        for (const { piece, lose } of plan) {
          for (let count = 0; count < lose; count++) outgoing.take(piece);
          const { receivedBytes, limitBytes } = incoming.takePosition();
          expect(outgoing.resume(receivedBytes, limitBytes)).toBe(true);
          const next = outgoing.take(piece);
          if (next) expect(incoming.receive(new Uint8Array(next))).toBe(true);
        }
        const { receivedBytes, limitBytes } = incoming.takePosition();
        outgoing.resume(receivedBytes, limitBytes);
        while (outgoing.sendableBytes > 0) transfer(outgoing, incoming, 700);
        expect(received).toEqual(sent);
        expect(outgoing.heldBytes).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  it('SES16: a sender stops at the window of a receiver that takes nothing', () => {
    const outgoing = new OutgoingStream(rules.windowBytes);
    const { stream: incoming } = createIncoming();
    outgoing.push(message(3000, 1));
    transfer(outgoing, incoming, 400);
    expect([outgoing.queuedBytes, outgoing.sendableBytes]).toEqual([2004, 0]);
    const received: number[] = [];
    incoming.listener = (taken) => void received.push(taken.length);
    while (outgoing.sendableBytes === 0 && outgoing.queuedBytes > 0) transfer(outgoing, incoming, 400);
    while (outgoing.queuedBytes > 0) transfer(outgoing, incoming, 400);
    expect(received).toEqual([3000]);
  });

  it('SES16: a receiver refuses what goes beyond its window', () => {
    const { stream } = createIncoming();
    expect([stream.receive(message(1000, 0)), stream.receive(message(1, 0))]).toEqual([true, false]);
  });

  it('SES16: a listener that is busy gets nothing more until it is done', async () => {
    const { stream } = createIncoming();
    const got: string[] = [];
    let done = () => {};
    stream.listener = (taken) => {
      got.push(String(taken[0]));
      return new Promise((resolve) => (done = resolve));
    };
    const outgoing = new OutgoingStream(rules.windowBytes);
    outgoing.push(message(1, 1));
    outgoing.push(message(1, 2));
    transfer(outgoing, stream, 100);
    expect(got).toEqual(['1']);
    done();
    await new Promise((resolve) => setImmediate(resolve));
    expect(got).toEqual(['1', '2']);
  });

  it('tells of credit when a quarter of the window is free', () => {
    const { stream, log } = createIncoming();
    stream.listener = () => {};
    stream.receive(new Uint8Array([0, 0, 0, 240, ...new Uint8Array(240)]));
    expect(log).toEqual([]);
    stream.receive(new Uint8Array([0, 0, 0, 10, ...new Uint8Array(10)]));
    expect(log).toEqual(['credit']);
  });

  it('reports a listener that fails, and goes on', async () => {
    const { stream, log } = createIncoming();
    let calls = 0;
    stream.listener = () => {
      calls++;
      if (calls === 1) throw new Error('sudden');
      return Promise.reject(new Error('later'));
    };
    stream.receive(new Uint8Array([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
    await new Promise((resolve) => setImmediate(resolve));
    expect([calls, log]).toEqual([3, ['Error: sudden', 'Error: later', 'Error: later']]);
  });

  it('SES17: an announced message above the limit is refused before it comes', () => {
    const { stream, log } = createIncoming();
    const received: Bytes[] = [];
    stream.listener = (taken) => void received.push(taken);
    stream.receive(new Uint8Array([0, 0, 0x13, 0x89, 1, 2, 3]));
    expect([log, received]).toEqual([['tooLarge'], []]);
  });

  it('holds many tiny pieces as one', () => {
    const { stream } = createIncoming({ windowBytes: 5000 });
    const bytes = new Uint8Array([0, 0, 19, 132, ...new Uint8Array(4996).fill(5)]);
    for (const byte of bytes) stream.receive(Uint8Array.of(byte));
    const received: Bytes[] = [];
    stream.listener = (taken) => void received.push(taken);
    expect(received).toEqual([bytes.subarray(4)]);
  });

  it.each([
    ['more than was sent', 11, 2000],
    ['less than before', 4, 2000],
    ['a smaller limit', 6, 900],
  ])('SES17: an acknowledgement of %s is refused', (_name, receivedBytes, limitBytes) => {
    const outgoing = new OutgoingStream(1000);
    outgoing.push(message(6, 1));
    outgoing.take(100);
    expect(outgoing.acknowledge(5, 1000)).toBe(true);
    expect(outgoing.acknowledge(receivedBytes, limitBytes)).toBe(false);
  });
});

describe('MessageAssembler', () => {
  it('SES17: memory grows with what comes, not with what is announced', () => {
    const assembler = new MessageAssembler(64 * 1024 * 1024);
    const before = process.memoryUsage().arrayBuffers;
    const assemblers = Array.from({ length: 50 }, () => new MessageAssembler(64 * 1024 * 1024));
    for (const one of [assembler, ...assemblers]) one.take(Uint8Array.of(4, 0, 0, 0));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(51 * 300 * 1024);
  });

  it('gives large messages whole, in memory of their own', () => {
    const assembler = new MessageAssembler(4_000_000);
    const body = new Uint8Array(3_000_000).map((_, index) => index);
    const wire = new Uint8Array([0, 0x2d, 0xc6, 0xc0, ...body, 9]);
    const steps = [];
    for (let at = 0; at < wire.length; at += 70_000) steps.push(assembler.take(wire.subarray(at, at + 70_000)));
    const last = steps.at(-1);
    expect(last?.kind === 'message' && Buffer.compare(last.message, body)).toBe(0);
    expect(last?.kind === 'message' && last.message.buffer.byteLength).toBe(3_000_000);
  });
});
