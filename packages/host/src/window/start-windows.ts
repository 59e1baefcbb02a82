// Which windows of its own this machine's system offers to programs. The one place that chooses a backend.

import { type Logger, systemClock } from '@nearhand/base';
import { detectDesktop } from '../linux-x11/detect-desktop.ts';
import { startGtkWindows } from './gtk/gtk-windows.ts';
import { startWin32Windows } from './win32/win32-windows.ts';
import { ownProgram } from '../program/own-program.ts';
import { desktopUser } from './of-user/desktop-user.ts';
import { startUserWindows } from './of-user/user-windows.ts';
import type { WindowSystem } from './window-port.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** `display`, for X11 alone; null: the one the environment names. Whether a window can be shown is known when one is opened. */
export function startWindows(environment: Environment, display: string | null, logger: Logger): WindowSystem | null {
  if (process.platform === 'win32') return startWin32Windows(logger);
  if (process.platform !== 'linux') return null;
  if (display === null && detectDesktop(environment).kind === 'none') return null;
  const user = desktopUser(environment);
  if (user !== null) return startUserWindows({ user, program: ownProgram(), clock: systemClock, logger });
  return startGtkWindows({ displayName: display, logger });
}

/** Windows may be opened unasked: what draws them has no more rights than whoever sits there, or loads nothing of theirs. */
export function drawsAsPerson(environment: Environment): boolean {
  return process.platform === 'win32' || process.getuid?.() !== 0 || desktopUser(environment) !== null;
}
