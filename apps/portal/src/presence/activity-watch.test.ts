import { ManualClock } from '@nearhand/base';
import { describe, expect, it } from 'vitest';
import { ActivityWatch, idleAfterMs } from './activity-watch.ts';

class FakeDocument extends EventTarget {
  visibilityState = 'visible';
}

function start(visibilityState = 'visible') {
  const clock = new ManualClock();
  const page = { window: new EventTarget(), document: new FakeDocument() };
  page.document.visibilityState = visibilityState;
  const watch = new ActivityWatch(page, clock);
  const changes: boolean[] = [];
  watch.onChanged.on((active) => changes.push(active));
  return { clock, ...page, watch, changes };
}

describe('ActivityWatch', () => {
  it('PRE3: is away after five minutes without a sign, and back with the next', () => {
    const { clock, window, watch, changes } = start();
    clock.advance(idleAfterMs - 1);
    window.dispatchEvent(new Event('keydown'));
    clock.advance(idleAfterMs - 1);
    expect([watch.active, changes]).toEqual([true, []]);
    clock.advance(1);
    window.dispatchEvent(new Event('pointermove'));
    window.dispatchEvent(new Event('pointermove'));
    expect([watch.active, changes]).toEqual([true, [false, true]]);
  });

  it('PRE3: a tab behind others is not active until it is looked at', () => {
    const { document, watch, changes } = start('hidden');
    const before = watch.active;
    document.dispatchEvent(new Event('visibilitychange'));
    document.visibilityState = 'visible';
    document.dispatchEvent(new Event('visibilitychange'));
    expect([before, changes]).toEqual([false, [true]]);
  });

  it('PRE3: says nothing once disposed', () => {
    const { clock, window, watch, changes } = start();
    watch.dispose();
    window.dispatchEvent(new Event('keydown'));
    clock.advance(idleAfterMs * 2);
    expect(changes).toEqual([]);
  });
});
