import { ManualClock, silentLogger } from '@nearhand/base';
import { expect, it } from 'vitest';
import { FakeWindows } from '../../testing/fake-windows.ts';
import { LastingHome } from './lasting-home.ts';
import type { Home } from './open-home.ts';

function setUp() {
  const clock = new ManualClock();
  const systems: FakeWindows[] = [];
  const log: string[] = [];
  let isRefused = false;
  const lasting = new LastingHome({
    clock,
    logger: silentLogger,
    windows: () => {
      systems.push(new FakeWindows());
      return systems.at(-1) ?? null;
    },
    open: async (): Promise<Home> => {
      if (isRefused) throw new Error('There is no display');
      log.push('opened');
      return { bringForward: () => true, dispose: () => void log.push('closed') };
    },
  });
  const refuse = (): void => {
    isRefused = true;
  };
  return { clock, lasting, systems, log, refuse };
}

it('INS12: the window of a service comes back where the process that draws it was ended', async () => {
  const { clock, lasting, systems, log } = setUp();
  const first = new FakeWindows();
  expect(await lasting.startOn([first])).toBe(true);
  expect(lasting.bringForward()).toBe(true);
  first.lose();
  expect([log, lasting.bringForward(), systems.length]).toEqual([['opened', 'closed'], false, 0]);
  clock.advance(5000);
  await Promise.resolve();
  expect([log, systems.length]).toEqual([['opened', 'closed', 'opened'], 1]);
  // It may end again and again, and is not started without a pause.
  systems[0]?.lose();
  clock.advance(100);
  expect(systems.length).toBe(1);
  lasting.dispose();
  clock.advance(600_000);
  expect([log.at(-1), systems.length]).toEqual(['closed', 1]);
});

it('INS12: one that is part of the program does not come back, and one that cannot be opened is done without', async () => {
  const { clock, lasting, systems, refuse } = setUp();
  const windows = new FakeWindows();
  await lasting.startOn([windows]);
  windows.lose(false);
  clock.advance(600_000);
  expect(systems.length).toBe(0);
  refuse();
  expect([await lasting.startOn([new FakeWindows()]), lasting.bringForward()]).toEqual([false, false]);
});
