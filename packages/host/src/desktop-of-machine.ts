// What this machine offers to be shown, found out without opening anything, and how to open it when a viewer comes. The
// one place that chooses a backend.

import { AppError, type Clock, type Logger } from '@nearhand/base';
import { detectDesktop } from './linux-x11/detect-desktop.ts';
import { openX11Desktop } from './linux-x11/open-desktop.ts';
import { linuxInfo } from './linux-x11/system-info.ts';
import { MachineLoad } from './load/machine-load.ts';
import type { LoadMeter } from './load/ports.ts';
import type { Desktop, DesktopInfo } from './ports.ts';
import type { Seat } from './seat/seat.ts';
import { seatOfMachine } from './seat/seat-of-machine.ts';
import type { DuplicationMemory } from './windows/capture/duplication/duplications.ts';
import { openWindowsDesktop } from './windows/open-desktop.ts';
import { windowsInfo } from './windows/system-info.ts';

/** Why nothing can be shown here. */
export type DesktopLimit = 'noDesktop' | 'wayland';

export interface DesktopAccess {
  readonly info: DesktopInfo;
  /** What a viewer cannot have here, for the person at the computer. */
  readonly limit: 'none' | DesktopLimit;
  /** null: this system cannot be left locked or signed out. */
  readonly seat: Seat | null;
  /** For each viewer one of its own; null: nobody learns how busy it is. */
  readonly createLoadMeter: (() => LoadMeter) | null;
  /** Throws AppError `desktop_unavailable`. */
  open(clock: Clock, logger: Logger): Desktop;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** `display`, for X11 alone: the one to show; null: the one the environment names. */
export function desktopOfMachine(environment: Environment, display: string | null): DesktopAccess {
  const common = { seat: seatOfMachine(environment), createLoadMeter: () => new MachineLoad() };
  if (process.platform === 'win32') {
    const duplicationMemory: DuplicationMemory = new Map();
    return {
      info: windowsInfo(),
      limit: 'none',
      ...common,
      open: (clock, logger) => openWindowsDesktop({ clock, logger, duplicationMemory }),
    };
  }
  const info = linuxInfo();
  const found = display === null ? detectDesktop(environment).kind : 'x11';
  const displayName = display ?? environment['DISPLAY'] ?? '';
  if (found === 'x11') {
    const { seat } = common;
    return {
      info,
      limit: 'none',
      ...common,
      open: (clock, logger) => openX11Desktop({ displayName, seat, clock, logger }),
    };
  }
  return {
    info,
    limit: found === 'wayland' ? 'wayland' : 'noDesktop',
    ...common,
    open() {
      throw new AppError(
        'desktop_unavailable',
        found === 'wayland' ? 'Wayland cannot be shown' : 'There is no display',
      );
    },
  };
}
