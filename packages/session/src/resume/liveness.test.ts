import { describe, expect, it } from 'vitest';
import { type Clock, ManualClock } from '@nearhand/base';
import { defaultLivenessTimings, Liveness } from './liveness.ts';

function createScene(clock: Clock) {
  const log: string[] = [];
  const liveness = new Liveness(clock, defaultLivenessTimings, {
    onAsk: () => log.push(`ask ${clock.monotonicMs()}`),
    onDead: () => log.push(`dead ${clock.monotonicMs()}`),
  });
  return { liveness, log };
}

describe('Liveness', () => {
  it('SES13: asks every two seconds and calls six seconds of silence dead', () => {
    const clock = new ManualClock();
    const { liveness, log } = createScene(clock);
    liveness.start();
    clock.advance(3000);
    liveness.heard();
    clock.advance(60_000);
    expect(log).toEqual(['ask 0', 'ask 2000', 'ask 4000', 'ask 6000', 'ask 8000', 'dead 9000']);
  });

  it('SES14: after a hint, silence of a second and a half is enough', () => {
    const clock = new ManualClock();
    const { liveness, log } = createScene(clock);
    liveness.start();
    clock.advance(1000);
    liveness.probe();
    clock.advance(60_000);
    expect(log).toEqual(['ask 0', 'ask 1000', 'dead 2500']);
  });

  it('asks rather than concludes after this program was stopped for a while', () => {
    let nowMs = 0;
    const due: (() => void)[] = [];
    const clock: Clock = {
      nowMs: () => nowMs,
      monotonicMs: () => nowMs,
      setTimer: (_delayMs, callback) => {
        due.push(callback);
        return { dispose() {} };
      },
    };
    const { liveness, log } = createScene(clock);
    liveness.start();
    nowMs = 60_000;
    due.shift()?.();
    expect(log).toEqual(['ask 0', 'ask 60000']);
    nowMs = 61_500;
    due.shift()?.();
    expect(log).toEqual(['ask 0', 'ask 60000', 'dead 61500']);
  });

  it('says nothing once stopped', () => {
    const clock = new ManualClock();
    const { liveness, log } = createScene(clock);
    liveness.start();
    liveness.stop();
    liveness.probe();
    clock.advance(60_000);
    expect(log).toEqual(['ask 0']);
  });
});
