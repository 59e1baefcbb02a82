// Loading shared libraries. Everything else in this folder is signatures only: what a function does is in its manual page.

import koffi, { type LibraryHandle } from 'koffi';

/** An address in this process. Never leaves packages/host. */
export type Pointer = bigint;
/** What C writes one number into. */
export type Out = [number];

export function loadLibrary(fileName: string): LibraryHandle | null {
  try {
    return koffi.load(fileName);
  } catch {
    // Not installed: the caller does without what it offers.
    return null;
  }
}
