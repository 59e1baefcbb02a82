// For tests: time that passes as fast as it is waited for.

import { type Clock, toDisposable } from '@nearhand/base';

export function hastyClock(): Clock {
  let nowMs = 0;
  return {
    nowMs: () => nowMs,
    monotonicMs: () => nowMs,
    setTimer(delayMs, callback) {
      nowMs += delayMs;
      const due = setImmediate(callback);
      return toDisposable(() => clearImmediate(due));
    },
  };
}
