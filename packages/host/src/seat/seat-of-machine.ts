// Chooses how this system is left. The one place that does.

import { once } from 'node:events';
import { AppError, type Clock, systemClock } from '@nearhand/base';
import { startWorker } from '../program/start-worker.ts';
import { runCommand } from '../service/run-command.ts';
import { integrityOf } from '../windows/integrity.ts';
import { windowsLibraries } from '../windows/native/windows-libraries.ts';
import { LinuxSeat } from './linux-seat.ts';
import type { Seat } from './seat.ts';
import { WindowsSeat } from './windows-seat.ts';

/** SECURITY_MANDATORY_SYSTEM_RID */
const systemIntegrity = 0x4000;

/** null: not on this system. Loads and starts nothing before it is asked for something. */
export function seatOfMachine(
  environment: Readonly<Record<string, string | undefined>>,
  clock: Clock = systemClock,
): Seat | null {
  if (process.platform === 'win32') {
    return new WindowsSeat({
      libraries: windowsLibraries,
      clock,
      isSystem: () => (integrityOf(windowsLibraries(), process.pid) ?? 0) >= systemIntegrity,
      typeAtWinlogon,
    });
  }
  if (process.platform !== 'linux') return null;
  return new LinuxSeat({
    run: runCommand,
    clock,
    runFolder: '/run',
    userId: process.getuid?.() ?? 0,
    ownSession: environment['XDG_SESSION_ID'] ?? null,
  });
}

/** In a thread of its own: one that joins another desktop stays there. */
async function typeAtWinlogon(password: string): Promise<void> {
  const worker = startWorker(new URL('./winlogon-typist.worker.ts', import.meta.url), { workerData: password });
  try {
    const [answer]: unknown[] = await once(worker, 'message');
    if (typeof answer === 'string') throw new AppError('unavailable', answer);
  } finally {
    await worker.terminate();
  }
}
