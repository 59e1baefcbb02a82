import { ManualClock } from '@nearhand/base';
import { beforeEach, describe, expect, it } from 'vitest';
import { WakeWatch } from './wake-watch.ts';

/** A wall clock that can be set, beside a steady one. */
class SettableClock extends ManualClock {
  offsetMs = 0;

  override nowMs(): number {
    return super.nowMs() + this.offsetMs;
  }
}

let clock: SettableClock;
let woke = 0;
let watch: WakeWatch;
beforeEach(() => {
  clock = new SettableClock();
  woke = 0;
  watch = new WakeWatch(clock);
  watch.onWake.on(() => void woke++);
});

describe('sleep', () => {
  it('AGT99: is noticed once by the wall clock that ran on', () => {
    clock.advance(60_000);
    clock.offsetMs = 8 * 60 * 60_000;
    clock.advance(5000);
    clock.advance(600_000);
    expect(woke).toBe(1);
  });

  it('AGT99: is no small step of the clock, nor one back', () => {
    clock.offsetMs = 10_000;
    clock.advance(5000);
    clock.offsetMs = -60 * 60_000;
    clock.advance(60_000);
    watch.dispose();
    clock.offsetMs = 8 * 60 * 60_000;
    clock.advance(60_000);
    expect(woke).toBe(0);
  });
});
