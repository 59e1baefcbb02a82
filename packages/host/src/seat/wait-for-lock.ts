// Waits for a lock that was asked for, or for its end: every system does it some time after it said yes, if at all.

import type { Clock } from '@nearhand/base';

const lookEveryMs = 250;

export interface LockWait {
  readonly clock: Clock;
  readonly limitMs: number;
  /** What is waited for has come. */
  readonly isDone: () => Promise<boolean>;
  readonly signal: AbortSignal;
}

/** False: not within `limitMs`. Rejects with the signal's reason. */
export async function waitForLock({ clock, limitMs, isDone, signal }: LockWait): Promise<boolean> {
  const endMs = clock.monotonicMs() + limitMs;
  for (;;) {
    const is = await isDone();
    signal.throwIfAborted();
    if (is) return true;
    if (clock.monotonicMs() >= endMs) return false;
    await pause(clock, signal);
  }
}

/** Over at once where it is aborted. */
function pause(clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = clock.setTimer(lookEveryMs, () => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
    const stop = (): void => {
      timer.dispose();
      resolve();
    };
    signal.addEventListener('abort', stop, { once: true });
  });
}
