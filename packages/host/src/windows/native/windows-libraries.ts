// The libraries of Windows as this process has them, loaded when the first desktop opens. Hence a shared value.

import { AppError } from '@nearhand/base';
import { loadLibrary } from '../../native/library.ts';
import { type Gdi32, bindGdi32 } from './gdi32.ts';
import { type User32, bindUser32 } from './user32.ts';

export interface WindowsLibraries {
  readonly user32: User32;
  readonly gdi32: Gdi32;
}

let loaded: WindowsLibraries | undefined;

/** Throws AppError `desktop_unavailable` where this is not Windows. */
export function windowsLibraries(): WindowsLibraries {
  loaded ??= load();
  return loaded;
}

function load(): WindowsLibraries {
  const [user32, gdi32] = [loadLibrary('user32.dll'), loadLibrary('gdi32.dll')];
  if (!user32 || !gdi32) throw new AppError('desktop_unavailable', 'The libraries of Windows are missing.');
  return { user32: bindUser32(user32), gdi32: bindGdi32(gdi32) };
}
