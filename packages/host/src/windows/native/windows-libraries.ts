// The libraries of Windows as this process has them, loaded when the first desktop opens. Hence a shared value.

import { AppError } from '@nearhand/base';
import { loadLibrary } from '../../native/library.ts';
import { type Advapi32, bindAdvapi32 } from './advapi32.ts';
import { type Gdi32, bindGdi32 } from './gdi32.ts';
import { type Kernel32, bindKernel32 } from './kernel32.ts';
import { type User32, bindUser32 } from './user32.ts';
import { type Wtsapi32, bindWtsapi32 } from './wtsapi32.ts';

export interface WindowsLibraries {
  readonly user32: User32;
  readonly gdi32: Gdi32;
  readonly kernel32: Kernel32;
  readonly advapi32: Advapi32;
  /** null: a Windows without sessions. */
  readonly wtsapi32: Wtsapi32 | null;
}

let loaded: WindowsLibraries | undefined;

/** Throws AppError `desktop_unavailable` where this is not Windows. */
export function windowsLibraries(): WindowsLibraries {
  loaded ??= load();
  return loaded;
}

function load(): WindowsLibraries {
  const [user32, gdi32] = [loadLibrary('user32.dll'), loadLibrary('gdi32.dll')];
  const [kernel32, advapi32] = [loadLibrary('kernel32.dll'), loadLibrary('advapi32.dll')];
  if (!user32 || !gdi32 || !kernel32 || !advapi32) {
    throw new AppError('desktop_unavailable', 'The libraries of Windows are missing.');
  }
  const wtsapi32 = loadLibrary('wtsapi32.dll');
  return {
    user32: bindUser32(user32),
    gdi32: bindGdi32(gdi32),
    kernel32: bindKernel32(kernel32),
    advapi32: bindAdvapi32(advapi32),
    wtsapi32: wtsapi32 && bindWtsapi32(wtsapi32),
  };
}
