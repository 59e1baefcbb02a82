import { ManualClock } from '@nearhand/base';
import { FakeLoad } from '@nearhand/host';
import { type ComputerLoad, loadEveryMs } from '@nearhand/protocol';
import { describe, expect, it } from 'vitest';
import { ViewerLoad } from './viewer-load.ts';

function setUp() {
  const clock = new ManualClock();
  const meter = new FakeLoad();
  const told: ComputerLoad[] = [];
  const may = { see: true };
  const load = new ViewerLoad({ meter, maySee: () => may.see, tell: (one) => told.push(one), clock });
  const pass = async (ms: number): Promise<void> => {
    clock.advance(ms);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { meter, told, may, load, pass };
}

describe('the load for a viewer', () => {
  it('AGT101: is measured while somebody looks, at once and every two seconds, and not otherwise', async () => {
    const { meter, told, load, pass } = setUp();
    await pass(60_000);
    expect(meter.measured).toBe(0);
    load.watch(true);
    load.watch(true);
    for (const ms of [0, loadEveryMs, loadEveryMs]) await pass(ms);
    expect([meter.measured, told.length, told[0]]).toEqual([3, 3, meter.load]);
    load.watch(false);
    await pass(60_000);
    expect(meter.measured).toBe(3);
    load.watch(true);
    await pass(0);
    expect(told).toHaveLength(4);
    load.dispose();
    await pass(60_000);
    expect(meter.measured).toBe(4);
  });

  it('AGT101: looking away and back makes it no faster', async () => {
    const { meter, load, pass } = setUp();
    for (let turn = 0; turn < 100; turn++) {
      load.watch(true);
      load.watch(false);
      await pass(10);
    }
    expect(meter.measured).toBe(1);
  });

  it('AGT101: whoever may not see any more is told nothing', async () => {
    const { meter, told, may, load, pass } = setUp();
    load.watch(true);
    may.see = false;
    await pass(loadEveryMs);
    expect([meter.measured, told.length]).toEqual([1, 0]);
    may.see = true;
    await pass(loadEveryMs);
    expect(told).toHaveLength(1);
    load.dispose();
  });
});
