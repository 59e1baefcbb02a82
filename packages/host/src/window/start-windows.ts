// Which windows of its own this machine's system offers to programs. The one place that chooses a backend.

import type { Logger } from '@nearhand/base';
import { detectDesktop } from '../linux-x11/detect-desktop.ts';
import { startGtkWindows } from './gtk/gtk-windows.ts';
import { startWin32Windows } from './win32/win32-windows.ts';
import type { WindowSystem } from './window-port.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** `display`, for X11 alone; null: the one the environment names. Whether a window can be shown is known when one is opened. */
export function startWindows(environment: Environment, display: string | null, logger: Logger): WindowSystem | null {
  if (process.platform === 'win32') return startWin32Windows(logger);
  if (process.platform !== 'linux') return null;
  if (display === null && detectDesktop(environment).kind === 'none') return null;
  return startGtkWindows({ displayName: display, logger });
}
