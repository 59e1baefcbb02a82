// Where this system lets files lie for as long as a program runs.

import { tmpdir } from 'node:os';

/** The usual place first. On Linux the last ones are in memory, and have room where the disk is full. */
export function temporaryFolders(): string[] {
  if (process.platform !== 'linux') return [tmpdir()];
  const runtime = process.env['XDG_RUNTIME_DIR'];
  return [tmpdir(), ...(runtime?.startsWith('/') ? [runtime] : []), '/dev/shm'];
}
