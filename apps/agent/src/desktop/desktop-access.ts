// What this machine offers to be shown, found out without opening anything; and how to open it when a viewer comes.

import { AppError, type Clock, type Logger } from '@nearhand/base';
import { type Desktop, type DesktopInfo, detectDesktop, linuxInfo, openX11Desktop } from '@nearhand/host';

export interface DesktopAccess {
  readonly info: DesktopInfo;
  /** What a viewer cannot have here, for the person at the computer. */
  readonly limit: 'none' | 'noDesktop' | 'wayland';
  /** Throws AppError `desktop_unavailable`. */
  open(clock: Clock, logger: Logger): Desktop;
}

/** `display` null: the one the environment names. */
export function desktopOfMachine(
  environment: Readonly<Record<string, string | undefined>>,
  display: string | null,
): DesktopAccess {
  const info = linuxInfo();
  const found = display === null ? detectDesktop(environment).kind : 'x11';
  const displayName = display ?? environment['DISPLAY'] ?? '';
  if (found === 'x11') {
    return { info, limit: 'none', open: (clock, logger) => openX11Desktop({ displayName, clock, logger }) };
  }
  return {
    info,
    limit: found === 'wayland' ? 'wayland' : 'noDesktop',
    open() {
      throw new AppError(
        'desktop_unavailable',
        found === 'wayland' ? 'Wayland cannot be shown' : 'There is no display',
      );
    },
  };
}

/** The demo computer's; its desktops are made per session (see demo/). */
export const demoDesktopInfo: DesktopAccess = {
  info: { system: 'demo', systemName: 'Demo', computerName: 'Demo computer', userName: '' },
  limit: 'none',
  open() {
    throw new AppError('desktop_unavailable', 'The demo computer has no desktop of its own');
  },
};
