// Folders of native libraries that could not be removed while they were in use: removed by a second process after the
// program's end (Windows keeps loaded libraries from being removed), and, after a crash, at the next start.

import { spawn } from 'node:child_process';
import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { folderPrefix } from './unpack-library.ts';

const folderName = new RegExp(`^${folderPrefix}([0-9]{1,10})-[A-Za-z0-9]{6}$`);
const removal = '--remove-unpacked';

/** Removes what ended programs left in this folder. */
export function removeLeftBehind(parent: string, isRunning: (processId: number) => boolean = exists): void {
  for (const name of listed(parent)) {
    const processId = folderName.exec(name)?.[1];
    if (processId === undefined || isRunning(Number(processId))) continue;
    removeOwnFolder(join(parent, name));
  }
}

/** Starts the process that removes the folder as soon as this one has ended. */
export function removeAfterEnd(folder: string): void {
  const words = [removal, folder];
  spawn(process.execPath, words, { detached: true, stdio: 'ignore', windowsHide: true, cwd: dirname(folder) }).unref();
}

/** Whether this process was started by `removeAfterEnd`; if so, its work is done when this returns. */
export function hasRemoved(args: readonly string[], parent: string): boolean {
  const [word, folder] = args;
  if (word !== removal) return false;
  const isOwn =
    folder !== undefined && folderName.test(basename(folder)) && dirname(resolve(folder)) === resolve(parent);
  if (isOwn) removeOwnFolder(folder, { maxRetries: 20, retryDelay: 100 });
  return true;
}

/** A link in its place is left alone: it may lead anywhere. */
function removeOwnFolder(folder: string, patience: { maxRetries?: number; retryDelay?: number } = {}): void {
  try {
    if (lstatSync(folder).isDirectory()) rmSync(folder, { recursive: true, force: true, ...patience });
  } catch {
    // Another user's, or still in use: the next start tries again.
  }
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // It cannot be looked into: nothing of ours is there.
    return [];
  }
}

function exists(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // Somebody else's process: there, and not ours to ask.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
