// Replacing and removing the file of a program that runs. Windows lets it be moved only; elsewhere nobody minds.

import { readdirSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AppError, codeOf } from '@nearhand/base';
import { loadLibrary } from '../native/library.ts';

/** MOVEFILE_DELAY_UNTIL_REBOOT */
const withNextStart = 4;

/** `draft` takes the place of `path` in one step. What was there stays beside it while it runs: see `removeReplaced`. */
export function replaceFile(draft: string, path: string): void {
  try {
    renameSync(draft, path);
  } catch (error) {
    if (!isInUse(error)) throw error;
    renameSync(path, `${path}.replaced-${Date.now()}`);
    renameSync(draft, path);
  }
}

/** What `replaceFile` left beside `path`, as far as it does not run any more. */
export function removeReplaced(path: string): void {
  const prefix = `${basename(path)}.replaced-`;
  for (const name of readdirSync(dirname(path))) {
    if (name.startsWith(prefix)) removeUnlessInUse(join(dirname(path), name));
  }
}

/** A file that runs stays. */
export function removeUnlessInUse(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    if (!isInUse(error)) throw error;
  }
}

/** With all it holds; without one, nothing happens. */
export function removeFolder(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  } catch (error) {
    if (!isInUse(error)) throw error;
    noteFolderForNextStart(path);
  }
}

/** One that holds something stays; on Windows until the next start, when what was in use there is gone. */
export function removeEmptyFolder(path: string): void {
  try {
    rmdirSync(path);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST' && !isInUse(error)) throw error;
    // Windows leaves one that still holds something.
    if (process.platform === 'win32') noteForNextStart([path]);
  }
}

function isInUse(error: unknown): boolean {
  return process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error) ?? '');
}

function noteFolderForNextStart(path: string): void {
  const inner = statSync(path).isDirectory() ? readdirSync(path, { recursive: true, encoding: 'utf8' }) : [];
  // What is inside first: a folder goes only when it is empty.
  const names = inner.toSorted().toReversed();
  noteForNextStart([...names.map((name) => join(path, name)), path]);
}

/** Throws AppError `unavailable` where Windows does not note it. */
function noteForNextStart(paths: readonly string[]): void {
  const moveFile = loadLibrary('kernel32.dll')?.func('int MoveFileExW(str16 from, str16 to, uint32_t how)');
  for (const path of paths) {
    if (moveFile?.(path, null, withNextStart) === 0) {
      throw new AppError('unavailable', `${path} is in use. Restart the computer and remove it.`);
    }
  }
}
