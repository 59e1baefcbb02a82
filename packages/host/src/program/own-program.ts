// How to start this very program once more: a single executable is its own file, from source Node runs a file.

import { isSea } from 'node:sea';

export interface OwnProgram {
  readonly file: string;
  /** Before the program's own words. */
  readonly words: readonly string[];
  /** false: from source. */
  readonly isBuilt: boolean;
  /** Which system it is for, such as `linux-x64`. */
  readonly target: string;
}

export function ownProgram(): OwnProgram {
  const target = `${process.platform}-${process.arch}`;
  if (isSea()) return { file: process.execPath, words: [], isBuilt: true, target };
  return { file: process.execPath, words: [...process.execArgv, process.argv[1] ?? ''], isBuilt: false, target };
}

/** The file that the person started: the executable, or from source the main module. */
export function programPath(): string {
  return isSea() ? process.execPath : (process.argv[1] ?? '');
}
