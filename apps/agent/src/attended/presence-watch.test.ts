import { ManualClock } from '@nearhand/base';
import { describe, expect, it } from 'vitest';
import { PresenceWatch } from './presence-watch.ts';

function setUp(connected: boolean) {
  const clock = new ManualClock();
  const seen: string[] = [];
  const presence = new PresenceWatch(clock, () => connected);
  presence.onLeft.on(() => seen.push('left'));
  presence.onUnseen.on(() => seen.push('unseen'));
  return { clock, presence, seen };
}

describe('presence', () => {
  it('AGT44: a window that never opens lets nobody in for long', () => {
    const { clock, presence, seen } = setUp(true);
    expect(presence.visible).toBe(true);
    clock.advance(60_000);
    expect([presence.visible, seen]).toEqual([false, ['unseen']]);
    presence.changed(true);
    expect(presence.visible).toBe(true);
  });

  it('AGT41: a window that is closed ends what runs at once, what waits after a while', () => {
    const running = setUp(true);
    running.presence.changed(true);
    running.presence.changed(false);
    expect([running.presence.visible, running.seen]).toEqual([false, ['left']]);
    const waiting = setUp(false);
    waiting.presence.changed(true);
    waiting.presence.changed(false);
    expect([waiting.presence.visible, waiting.seen]).toEqual([false, []]);
    waiting.clock.advance(30_000);
    expect(waiting.seen).toEqual(['left']);
  });

  it('AGT41: a window that comes back in time changes nothing', () => {
    const { clock, presence, seen } = setUp(false);
    presence.changed(true);
    presence.changed(false);
    clock.advance(29_000);
    presence.changed(true);
    clock.advance(120_000);
    expect([presence.visible, seen]).toEqual([true, []]);
  });
});
