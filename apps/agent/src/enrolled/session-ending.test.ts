import { ManualClock, silentLogger } from '@nearhand/base';
import { FakeSeat } from '@nearhand/host';
import type { AgentMessage, Ending } from '@nearhand/protocol';
import { describe, expect, it } from 'vitest';
import { graceMs, SessionEnding } from './session-ending.ts';

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function setUp(atEnd: Ending, seat: FakeSeat | null = new FakeSeat()) {
  const clock = new ManualClock();
  const told: AgentMessage[] = [];
  const left: Ending[] = [];
  const policy = { atEnd };
  const ending = new SessionEnding({
    seat,
    atEnd: () => policy.atEnd,
    onLeft: () => left.push(policy.atEnd),
    tell: (message) => told.push(message),
    clock,
    logger: silentLogger,
  });
  const pass = async (ms: number): Promise<void> => {
    clock.advance(ms);
    await settled();
  };
  return { ending, told, left, policy, pass };
}

describe('the end of a session', () => {
  it('CPO17: locks or signs out once the last viewer has been gone for some seconds', async () => {
    for (const atEnd of ['lock', 'signOut'] as const) {
      const seat = new FakeSeat();
      const { ending, told, pass } = setUp(atEnd, seat);
      for (const connected of [0, 1, 2, 1, 0]) ending.follow(connected);
      await pass(graceMs - 1);
      expect(seat.asked).toEqual([]);
      await pass(1);
      expect(seat.asked).toEqual([atEnd]);
      ending.follow(0);
      await pass(graceMs);
      expect([seat.asked, told]).toEqual([[atEnd], [{ type: 'account.left', ending: atEnd, done: true }]]);
    }
  });

  it('CPO17: whoever is back in time finds everything as it was', async () => {
    const seat = new FakeSeat();
    const { ending, pass } = setUp('lock', seat);
    ending.follow(1);
    ending.follow(0);
    await pass(graceMs - 1);
    ending.follow(1);
    await pass(graceMs * 10);
    expect(seat.asked).toEqual([]);
    ending.follow(0);
    await pass(graceMs);
    expect(seat.asked).toEqual(['lock']);
  });

  it('CPO17: nothing where the policy wants nothing, nobody had come, or the program ends', async () => {
    const seat = new FakeSeat();
    const nothing = setUp('leave', seat);
    nothing.ending.follow(1);
    nothing.ending.follow(0);
    const nobody = setUp('lock', seat);
    nobody.ending.follow(0);
    const ended = setUp('lock', seat);
    ended.ending.follow(1);
    ended.ending.follow(0);
    ended.ending.dispose();
    for (const { pass } of [nothing, nobody, ended]) await pass(graceMs * 2);
    expect([seat.asked, nothing.told, nobody.told, ended.told]).toEqual([[], [], [], []]);
  });

  it('CPO17: the end of the program does not wait for a lock that was asked for', async () => {
    const seat = new FakeSeat();
    seat.sleeps = true;
    const { ending, told, pass } = setUp('lock', seat);
    ending.follow(1);
    ending.follow(0);
    await pass(graceMs);
    ending.dispose();
    await settled();
    expect([seat.asked, told, seat.isGivenUp]).toEqual([['lock'], [], true]);
  });

  it('CPO18: what the system does not do is told', async () => {
    const refusing = new FakeSeat();
    refusing.refuses = true;
    for (const seat of [refusing, null]) {
      const { ending, told, pass } = setUp('signOut', seat);
      ending.follow(1);
      ending.follow(0);
      await pass(graceMs);
      expect(told).toEqual([{ type: 'account.left', ending: 'signOut', done: false }]);
    }
  });
});
