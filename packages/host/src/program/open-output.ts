// Standard output and error of this process. A program of Windows' desktop has them only where they were redirected;
// without, what it writes goes to the console of the program that started it.

import { fstatSync, readSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { isatty } from 'node:tty';
import { loadLibrary } from '../native/library.ts';
import { bindConsole, bindStandardHandles } from '../windows/native/console.ts';
import { ParentConsole } from '../windows/parent-console.ts';

export interface Output {
  readonly stdout: Writable;
  readonly stderr: Writable;
}

/** What is written is there at once, as far as the system's own streams do that. */
export function openOutput(): Output {
  const { stdout, stderr } = process;
  if (process.platform !== 'win32') return { stdout, stderr };
  const kernel32 = () => loadLibrary('kernel32.dll');
  const console = new ParentConsole(() => {
    const library = kernel32();
    return library && bindConsole(library);
  });
  const isFileOrPipe = (fd: number): boolean => {
    const library = kernel32();
    return library !== null && bindStandardHandles(library).isFileOrPipe(fd);
  };
  const chosen = (stream: Writable & { readonly fd: number }): Writable =>
    wasGiven(stream.fd, isFileOrPipe) ? stream : console.openStream();
  return { stdout: chosen(stdout), stderr: chosen(stderr) };
}

/** Whether whoever started this process gave it that stream. `isFileOrPipe` is asked where Node cannot tell. */
export function wasGiven(fd: number, isFileOrPipe: (fd: number) => boolean): boolean {
  if (isatty(fd)) return true;
  try {
    if (!fstatSync(fd).isCharacterDevice()) return true;
  } catch {
    // A file that may only be written to, or a console that this process is not attached to.
    return isFileOrPipe(fd);
  }
  try {
    // Node opens NUL for what is missing, to be read too; what is redirected to NUL can only be written.
    readSync(fd, new Uint8Array(1));
    return false;
  } catch {
    return true;
  }
}
