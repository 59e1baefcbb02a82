// Chooses how this system is left. The one place that does.

import { type Clock, systemClock } from '@nearhand/base';
import { runCommand } from '../service/run-command.ts';
import { windowsLibraries } from '../windows/native/windows-libraries.ts';
import { LinuxSeat } from './linux-seat.ts';
import type { Seat } from './seat.ts';
import { WindowsSeat } from './windows-seat.ts';

/** null: not on this system. Loads and starts nothing before it is asked for something. */
export function seatOfMachine(
  environment: Readonly<Record<string, string | undefined>>,
  clock: Clock = systemClock,
): Seat | null {
  if (process.platform === 'win32') return new WindowsSeat(windowsLibraries, clock);
  if (process.platform !== 'linux') return null;
  return new LinuxSeat({
    run: runCommand,
    clock,
    runFolder: '/run',
    userId: process.getuid?.() ?? 0,
    ownSession: environment['XDG_SESSION_ID'] ?? null,
  });
}
