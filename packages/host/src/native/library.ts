// Loading shared libraries. Everything else in this folder is signatures only: what a function does is in its manual page.

import koffi, { type LibraryHandle } from 'koffi';
import { systemLibrary } from './system-file.ts';

/** An address in this process. Never leaves packages/host. */
export type Pointer = bigint;
/** What C writes one number into. */
export type Out = [number];

/** A library of the system by its name. null: there is none. */
export function loadLibrary(fileName: string): LibraryHandle | null {
  try {
    return koffi.load(process.platform === 'win32' ? systemLibrary(fileName) : fileName);
  } catch {
    // Not installed: the caller does without what it offers.
    return null;
  }
}

/** RTLD_LAZY | RTLD_NODELETE */
const forTheProcess = 0x1 | 0x1000;

/** It stays until the process ends, whoever lets go of it. Linux only. */
export function keepLoaded(fileName: string): void {
  const open = loadLibrary('libc.so.6')?.func('void *dlopen(const char *name, int how)');
  open?.(fileName, forTheProcess);
}
