// Waits for a lock that was asked for: every system locks some time after it said yes, if at all.

import type { Clock } from '@nearhand/base';

const lookEveryMs = 250;

/** False: not within `limitMs`. */
export async function waitForLock(clock: Clock, limitMs: number, isLocked: () => Promise<boolean>): Promise<boolean> {
  const endMs = clock.monotonicMs() + limitMs;
  for (;;) {
    if (await isLocked()) return true;
    if (clock.monotonicMs() >= endMs) return false;
    await new Promise<void>((resolve) => void clock.setTimer(lookEveryMs, resolve));
  }
}
