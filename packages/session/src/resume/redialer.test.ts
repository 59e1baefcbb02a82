import { describe, expect, it } from 'vitest';
import { AppError, ManualClock, silentLogger } from '@nearhand/base';
import { FakeRelay } from '../fakes/index.ts';
import type { FrameTransport } from '../transport/frame-transport.ts';
import { defaultRedialDelaysMs, Redialer } from './redialer.ts';

const settle = () => new Promise((resolve) => setImmediate(resolve));

interface Attempt {
  readonly atMs: number;
  readonly aborted: () => boolean;
  succeed(): FrameTransport & { disposed: () => boolean };
  fail(error?: Error): void;
}

function createScene() {
  const clock = new ManualClock();
  const attempts: Attempt[] = [];
  const dialer = {
    dial: (signal: { readonly aborted: boolean }) =>
      new Promise<FrameTransport>((resolve, reject) => {
        attempts.push({
          atMs: clock.nowMs(),
          aborted: () => signal.aborted,
          fail: (error = new Error('no')) => reject(error),
          succeed() {
            const transport = createTransport();
            resolve(transport);
            return transport;
          },
        });
      }),
  };
  const redialer = new Redialer({ dialer, clock, logger: silentLogger, delaysMs: defaultRedialDelaysMs });
  const paths: FrameTransport[] = [];
  const refusals: string[] = [];
  redialer.onPath.on((path) => paths.push(path));
  redialer.onRefused.on((error) => refusals.push(error.code));
  return { clock, attempts, redialer, paths, refusals, times: () => attempts.map(({ atMs }) => atMs) };
}

function createTransport() {
  const { onFrame, onPeer, onClosed, onDrain } = new FakeTransportEvents();
  let disposed = false;
  return {
    send() {},
    bufferedBytes: 0,
    peerPresent: false,
    onFrame,
    onPeer,
    onClosed,
    onDrain,
    dispose: () => void (disposed = true),
    disposed: () => disposed,
  };
}

class FakeTransportEvents {
  readonly onFrame = { on: () => ({ dispose() {} }) };
  readonly onPeer = this.onFrame;
  readonly onClosed = this.onFrame;
  readonly onDrain = this.onFrame;
}

describe('Redialer', () => {
  it('SES14: tries at once, then after 100 ms, 300 ms, and every second', async () => {
    const { clock, attempts, redialer, times } = createScene();
    redialer.start();
    for (let step = 0; step < 350; step++) {
      clock.advance(10);
      attempts.at(-1)?.fail();
      await settle();
    }
    expect(times().map((atMs) => Math.round(atMs / 100) * 100)).toEqual([0, 100, 400, 1400, 2400, 3400]);
    redialer.dispose();
  });

  it('SES14: starts another attempt beside one that hangs, and gives up the oldest of five', async () => {
    const { clock, attempts, redialer, times } = createScene();
    redialer.start();
    for (let step = 0; step < 60; step++) clock.advance(100);
    expect(times()).toEqual([0, 1000, 2000, 3000, 4000, 5000, 6000]);
    expect(attempts.map((attempt) => attempt.aborted())).toEqual([true, true, false, false, false, false, false]);
    redialer.dispose();
    expect(attempts.every((attempt) => attempt.aborted())).toBe(true);
  });

  it('takes the first path and lets go of the others', async () => {
    const { clock, attempts, redialer, paths } = createScene();
    redialer.start();
    for (let step = 0; step < 25; step++) clock.advance(100);
    const second = attempts[1]?.succeed();
    const late = attempts[0]?.succeed();
    await settle();
    expect(paths).toEqual([second]);
    expect([second?.disposed(), late?.disposed()]).toEqual([false, true]);
    clock.advance(10_000);
    expect(attempts).toHaveLength(3);
  });

  it('lets go of a path that comes after it was stopped', async () => {
    const { clock, attempts, redialer, paths } = createScene();
    redialer.start();
    clock.advance(0);
    redialer.stop();
    const late = attempts[0]?.succeed();
    await settle();
    expect([paths, late?.disposed()]).toEqual([[], true]);
  });

  it('stops where there is no use in trying again', async () => {
    const { clock, attempts, redialer, refusals } = createScene();
    redialer.start();
    clock.advance(0);
    attempts[0]?.fail(new AppError('session_ended', 'over'));
    await settle();
    clock.advance(10_000);
    expect([refusals, attempts.length]).toEqual([['session_ended'], 1]);
  });

  it('goes on after an error of the server', async () => {
    const { clock, attempts, redialer, refusals } = createScene();
    redialer.start();
    clock.advance(0);
    attempts[0]?.fail(new AppError('unavailable', 'starting'));
    await settle();
    clock.advance(100);
    expect([refusals, attempts.length]).toEqual([[], 2]);
    redialer.dispose();
  });

  it('hurries when told', async () => {
    const { clock, attempts, redialer, times } = createScene();
    redialer.hurry();
    redialer.start(10);
    clock.advance(500);
    expect(attempts).toHaveLength(0);
    redialer.hurry();
    expect(times()).toEqual([500]);
    redialer.dispose();
  });
});

describe('FakeRelay', () => {
  it('replaces an end that joins again, and tells the other', async () => {
    const relay = new FakeRelay();
    const dial = (side: 'viewer' | 'agent') => relay.dialer(side).dial(new AbortController().signal);
    const [agent, first] = [await dial('agent'), await dial('viewer')];
    const seen: string[] = [];
    agent.onPeer.on((present) => seen.push(`agent sees ${present}`));
    first.onClosed.on(({ detail }) => seen.push(detail));
    const second = await dial('viewer');
    await settle();
    expect([seen.toSorted(), second.peerPresent]).toEqual([['agent sees false', 'agent sees true', 'replaced'], true]);
  });
});
