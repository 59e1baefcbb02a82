// Puts a native library, which systems load from files only, where nobody else can have put another. On Linux no file
// stays: the library is loaded through a descriptor whose file is removed before. Elsewhere it stays as long as the
// program runs, in a folder with an unguessable name, or for good beside a program that is installed.

import { createHash, randomUUID } from 'node:crypto';
import { closeSync, fstatSync, mkdirSync, mkdtempSync, openSync, readFileSync, readSync } from 'node:fs';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@nearhand/base';

export interface UnpackOptions {
  readonly library: Uint8Array;
  readonly fileName: string;
  /** Called with the path; what it throws means that the file cannot be loaded from there. */
  readonly load: (path: string) => void;
}

/** Begins the names of temporary folders; the process id follows, then something random. */
export const folderPrefix = 'nearhand-';

/**
 * Linux. Tries the folders in order, since some systems let nothing be executed from some of them. The descriptor stays
 * open with the process: threads load the library again by the same path, which is returned.
 */
export function loadWithoutFile({ library, fileName, load }: UnpackOptions, folders: readonly string[]): string {
  let reason: unknown;
  for (const parent of folders) {
    let descriptor: number | undefined;
    try {
      descriptor = writeAndRemove(library, fileName, parent);
      const path = `/proc/self/fd/${descriptor}`;
      load(path);
      return path;
    } catch (error) {
      if (descriptor !== undefined) closeSync(descriptor);
      reason = error;
    }
  }
  throw notLoaded(reason);
}

/** Open for reading, checked, and with no name any more. */
function writeAndRemove(library: Uint8Array, fileName: string, parent: string): number {
  const folder = mkdtempSync(join(parent, `${folderPrefix}${process.pid}-`));
  try {
    const path = join(folder, fileName);
    writeFileSync(path, library, { flag: 'wx', mode: 0o500 });
    const descriptor = openSync(path, 'r');
    if (holds(descriptor, library)) return descriptor;
    closeSync(descriptor);
    throw altered();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function holds(descriptor: number, library: Uint8Array): boolean {
  if (fstatSync(descriptor).size !== library.length) return false;
  const found = Buffer.alloc(library.length);
  let filled = 0;
  while (filled < found.length) {
    const count = readSync(descriptor, found, filled, found.length - filled, filled);
    if (count === 0) return false;
    filled += count;
  }
  return found.equals(library);
}

/** Elsewhere, run once: in a new private folder, which is returned and is the caller's to remove after the end. */
export function loadFromPrivateFolder({ library, fileName, load }: UnpackOptions, parent: string) {
  const folder = mkdtempSync(join(parent, `${folderPrefix}${process.pid}-`));
  try {
    const path = join(folder, fileName);
    writeFileSync(path, library, { flag: 'wx', mode: 0o500 });
    if (!readFileSync(path).equals(library)) throw altered();
    load(path);
    return { path, folder };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error instanceof AppError ? error : notLoaded(error);
  }
}

/**
 * Installed: in the program's own folder, where only administrators write, by the hash of its content; compared at every
 * start. null: it is not there and cannot be put there.
 */
export function loadFromProgramFolder({ library, fileName, load }: UnpackOptions, programFolder: string) {
  const hash = createHash('sha256').update(library).digest('hex');
  const folder = join(programFolder, 'native', hash);
  const path = join(folder, fileName);
  if (!sameContent(path, library)) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o755 });
      const draft = join(folder, `.${randomUUID()}`);
      writeFileSync(draft, library, { flag: 'wx', mode: 0o555 });
      renameSync(draft, path);
    } catch {
      // Not for this user to write: the comparison tells.
    }
    if (!sameContent(path, library)) return null;
  }
  load(path);
  return path;
}

function sameContent(path: string, library: Uint8Array): boolean {
  try {
    return readFileSync(path).equals(library);
  } catch {
    // Not there, or not readable: nothing to load.
    return false;
  }
}

function altered(): AppError {
  return new AppError('internal', 'Somebody changed a file of this program while it was starting. Scan this computer.');
}

function notLoaded(cause: unknown): AppError {
  return new AppError('unavailable', 'A part of this program could not be loaded from any private folder.', { cause });
}
