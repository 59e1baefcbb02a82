// Replacing and removing the file of a program that runs. Windows lets it be moved only; elsewhere nobody minds.

import { readdirSync, renameSync, rmSync, statSync } from 'node:fs';
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
    removeWithNextStart(path);
  }
}

function isInUse(error: unknown): boolean {
  return process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error) ?? '');
}

/** Throws AppError `unavailable` where Windows does not note it. */
function removeWithNextStart(path: string): void {
  const moveFile = loadLibrary('kernel32.dll')?.func('int MoveFileExW(str16 from, str16 to, uint32_t how)');
  const inner = statSync(path).isDirectory() ? readdirSync(path, { recursive: true, encoding: 'utf8' }) : [];
  // What is inside first: a folder goes only when it is empty.
  for (const name of [
    ...inner
      .toSorted()
      .toReversed()
      .map((each) => join(path, each)),
    path,
  ]) {
    if (moveFile?.(name, null, withNextStart) === 0) {
      throw new AppError('unavailable', `${name} is in use. Restart the computer and remove it.`);
    }
  }
}
