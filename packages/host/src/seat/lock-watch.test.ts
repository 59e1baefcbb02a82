import { ManualClock } from '@nearhand/base';
import { expect, it } from 'vitest';
import { FakeSeat } from '../fake/fake-seat.ts';
import { LockWatch } from './lock-watch.ts';

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('HST98: locking is told within seconds, once, and a look that fails changes nothing', async () => {
  const seat = new FakeSeat();
  const clock = new ManualClock();
  seat.locked = true;
  const watch = new LockWatch(seat, clock);
  const told: unknown[] = [];
  watch.onChanged.on((obstacle) => told.push(obstacle));
  await settled();
  const look = async (): Promise<void> => {
    clock.advance(2000);
    await settled();
  };
  await look();
  seat.isLocked = () => Promise.reject(new Error('away'));
  await look();
  expect([told, watch.current()]).toEqual([['locked'], 'locked']);
  seat.isLocked = () => Promise.resolve(false);
  await look();
  watch.dispose();
  seat.isLocked = () => Promise.resolve(true);
  await look();
  expect([told, watch.current()]).toEqual([['locked', null], null]);
});
