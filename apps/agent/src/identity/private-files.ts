// Folders and files that only this user may read: folders 0700, files 0600, written whole or not at all.

import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmdirSync,
} from 'node:fs';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { AppError, codeOf, messageOf } from '@nearhand/base';

/** What an agent keeps, by which its folders are known again. */
const ownNames =
  /^(?:identity\.pem|sealing\.pem|unlock\.json|enrolment\.json|policy\.json|server-policy\.json|ticket-key\.json|request\.json|made\.json|page\.json|settings\.json|agent\.log|agent\.sock|agent-pipe-\d+\.json|service\.json|service\.log|requests|[0-9a-f-]{36})$/;

/**
 * Makes the folder and its parents; one that exists must belong to this user and is closed to others, unless it is one
 * that others use: closing /tmp or a home would lock them out. Answers the outermost folder that was made; null: none was.
 */
export function makePrivateFolder(path: string): string | null {
  const made = outermostMissing(path);
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (cause) {
    if (made !== null) removeEmptyFolders(path, made);
    throw new AppError('forbidden', `The folder ${path} cannot be made: ${messageOf(cause)}`, { cause });
  }
  const found = lstatSync(path);
  if (!found.isDirectory() || !isMine(found.uid)) {
    throw new AppError('forbidden', 'The data folder belongs to somebody else', { details: { path } });
  }
  if ((found.mode & 0o077) === 0) return made;
  const content = readdirSync(path);
  if (content.length > 0 && !content.some((name) => ownNames.test(name))) {
    throw new AppError('bad_request', `${path} holds other files and is open to others. Choose a folder of its own.`);
  }
  chmodSync(path, 0o700);
  return made;
}

/** What `mkdirSync` answers has another form than the path on Windows. */
function outermostMissing(path: string): string | null {
  let missing: string | null = null;
  for (let place = path; !existsSync(place) && place !== missing; place = dirname(place)) missing = place;
  return missing;
}

/** From `inner` outward to `outermost`; one that is gone is no obstacle. False: one of them is not empty. */
export function removeEmptyFolders(inner: string, outermost: string): boolean {
  for (let folder = inner; isWithin(outermost, folder); folder = dirname(folder)) {
    try {
      rmdirSync(folder);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') return false;
    }
  }
  return true;
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return !way.startsWith('..') && !isAbsolute(way);
}

/** null: there is no such file. Throws AppError `forbidden` when another user could have written it. */
export function readPrivateFile(path: string): string | null {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return null;
  if (!found.isFile() || !isMine(found.uid)) {
    throw new AppError('forbidden', 'A file of the agent belongs to somebody else', { details: { path } });
  }
  if ((found.mode & 0o077) !== 0) chmodSync(path, 0o600);
  return readFileSync(path, 'utf8');
}

/** Replaces the file in one step, so that a crash leaves the old or the new one. */
export function writePrivateFile(path: string, text: string): void {
  const draft = writeDraft(path, text);
  try {
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** Creates the file unless it exists; false when somebody else was first. */
export function createPrivateFile(path: string, text: string): boolean {
  const draft = writeDraft(path, text);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function writeDraft(path: string, text: string): string {
  const draft = join(dirname(path), `.${randomUUID()}`);
  const file = openSync(draft, 'wx', 0o600);
  try {
    // Whole: of what a full disk takes in part, `writeSync` would only answer how much.
    writeFileSync(file, text);
    fsyncSync(file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
  return draft;
}

/** Systems without user numbers have other means; there the question does not arise. */
function isMine(uid: number): boolean {
  return process.getuid === undefined || process.getuid() === uid;
}
