import { ManualClock, silentLogger } from '@nearhand/base';
import { describe, expect, it } from 'vitest';
import { LocalBus } from './bus.ts';
import { Coalescer } from './coalescer.ts';
import { AgentPresence } from './presence.ts';

describe('coalescer', () => {
  it('runs one at a time per key, and once more for everything asked meanwhile', async () => {
    const log: string[] = [];
    const releases: (() => void)[] = [];
    const coalescer = new Coalescer(async (key) => {
      log.push(key);
      await new Promise<void>((resolve) => releases.push(resolve));
    }, silentLogger);
    for (const key of ['a', 'a', 'b', 'a']) coalescer.request(key);
    expect(log).toEqual(['a', 'b']);
    releases[0]?.();
    await Promise.resolve();
    await Promise.resolve();
    expect(log).toEqual(['a', 'b', 'a']);
  });
});

describe('bus', () => {
  it('delivers to the subscribers of a topic and id, until they go', () => {
    const bus = new LocalBus();
    const heard: string[] = [];
    const listening = bus.subscribe('link', '1', ({ type }) => heard.push(`link 1 ${type}`));
    bus.subscribe('signIn', '1', ({ type }) => heard.push(`signIn 1 ${type}`));
    bus.publish('link', '1', { type: 'ended' });
    bus.publish('link', '2', { type: 'ended' });
    listening.dispose();
    bus.publish('link', '1', { type: 'ended' });
    expect(heard).toEqual(['link 1 ended']);
  });
});

describe('presence', () => {
  it('HUB5: a replaced connection does not take the agent away', () => {
    const clock = new ManualClock();
    const presence = new AgentPresence(clock);
    const changes: boolean[] = [];
    presence.onChanged.on(({ online }) => changes.push(online));
    presence.arrive('key', 'first');
    clock.advance(1000);
    presence.arrive('key', 'second');
    expect(presence.onlineForMs('key')).toBe(1000);
    expect([presence.leave('key', 'first'), presence.isOnline('key')]).toEqual([false, true]);
    expect([presence.leave('key', 'second'), presence.isOnline('key')]).toEqual([true, false]);
    expect(presence.onlineForMs('key')).toBe(0);
    expect(changes).toEqual([true, false]);
  });
});
