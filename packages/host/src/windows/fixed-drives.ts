// The drives of Windows that are built in: asking others for their space may wait for a disc or a network.

import { windowsLibraries } from './native/windows-libraries.ts';

/** DRIVE_FIXED */
const fixed = 3;

/** Such as `C:\`. */
export function fixedDrives(): string[] {
  const { kernel32 } = windowsLibraries();
  const letters = kernel32.getLogicalDrives();
  return Array.from({ length: 26 }, (_, index) => index)
    .filter((index) => (letters & (1 << index)) !== 0)
    .map((index) => `${String.fromCharCode(65 + index)}:\\`)
    .filter((drive) => kernel32.getDriveType(drive) === fixed);
}
