import { describe, expect, it } from 'vitest';
import { ManualClock } from './clock.ts';
import { DueSweep } from './due-sweep.ts';

describe('a sweep of what is due', () => {
  function make(answers: (number | null | Error)[]) {
    const clock = new ManualClock();
    const at: number[] = [];
    const failures: unknown[] = [];
    const sweeper = new DueSweep({
      clock,
      sweep: async () => {
        at.push(clock.nowMs());
        const answer = answers.shift() ?? null;
        if (answer instanceof Error) throw answer;
        return answer;
      },
      failed: (error) => failures.push(error),
    });
    return { clock, at, failures, sweeper };
  }

  it('sleeps until the next is due, a minute at most', async () => {
    const { clock, at, sweeper } = make([20_000, 400_000]);
    await sweeper.run();
    for (let step = 0; step < 3; step++) {
      clock.advance(step === 0 ? 20_000 : 60_000);
      await sweeper.settle();
    }
    expect(at).toEqual([0, 20_000, 80_000, 140_000]);
  });

  it('is woken earlier by what is due earlier, never later', async () => {
    const { clock, at, sweeper } = make([50_000]);
    await sweeper.run();
    sweeper.expect(55_000);
    sweeper.expect(10_000);
    clock.advance(10_000);
    await sweeper.settle();
    expect(at).toEqual([0, 10_000]);
  });

  it('sweeps once more for what came in the middle of a sweep', async () => {
    const { at, sweeper } = make([]);
    const first = sweeper.run();
    for (let call = 0; call < 3; call++) sweeper.wake();
    await first;
    expect(at).toHaveLength(2);
  });

  it('is done when what became due in the middle of a sweep is done too', async () => {
    const { at, sweeper } = make([]);
    sweeper.wake();
    await sweeper.run();
    expect(at).toHaveLength(2);
  });

  it('tries again soon after a failure, and not once it is disposed', async () => {
    const { clock, at, failures, sweeper } = make([new Error('no database')]);
    await sweeper.run();
    clock.advance(5_000);
    await sweeper.settle();
    expect([at, failures.length]).toEqual([[0, 5_000], 1]);
    sweeper.dispose();
    clock.advance(600_000);
    sweeper.wake();
    expect(at).toHaveLength(2);
  });
});
