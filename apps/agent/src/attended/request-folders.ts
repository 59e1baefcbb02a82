// The private folders of attended runs: one per request, with key, log, what was allowed and who was connected. Found again
// by server and code, or by being the only one, after the program was interrupted; removed when the request is over.

import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError, messageOf } from '@nearhand/base';
import { idSchema, permissionSetSchema } from '@nearhand/protocol';
import { z } from 'zod';
import { makePrivateFolder, removeEmptyFolders } from '../identity/private-files.ts';
import { type StoredValue, storedValue } from '../identity/stored-value.ts';

const folderName = /^[0-9a-f-]{36}$/;
/** A request does not live this long; what is older was left behind by a crash. */
const staleMs = 14 * 24 * 60 * 60 * 1000;
/** Key, records and the log of a common session. */
const neededBytes = 64 * 1024;

export const requestRecordSchema = z.object({
  origin: z.string(),
  /** SHA-256 of origin and code, hex; null: by a code not accepted yet. */
  codeHash: z.string().nullable(),
  requestId: idSchema.nullable(),
  /** What the person allowed; null: not answered yet. */
  allowed: permissionSetSchema.nullable(),
});
export type RequestRecord = z.infer<typeof requestRecordSchema>;

export interface RequestFolder {
  readonly path: string;
  readonly record: StoredValue<RequestRecord>;
  /** The outermost folder that was made for it; null: all were there. */
  readonly made: StoredValue<string>;
}

/** Folder of the interrupted run for this server and code (without a code: of the only interrupted run), or a new one. */
export function openRequestFolder(dataFolder: string, origin: string, code: string | null): RequestFolder {
  const made = makePrivateFolder(dataFolder);
  const parent = parentIn(dataFolder);
  try {
    return openIn(parent, { origin, code, made });
  } catch (error) {
    removeEmptyFolders(parent, made ?? parent);
    throw error;
  }
}

function openIn(
  parent: string,
  { origin, code, made }: { origin: string; code: string | null; made: string | null },
): RequestFolder {
  makePrivateFolder(parent);
  const left = foldersIn(parent).map((name) => folderAt(join(parent, name)));
  for (const folder of left) if (isStale(folder)) removeRequestFolder(folder);
  const own = left.filter((folder) => folder.record.read()?.origin === origin);
  const hash = code === null ? null : codeHash(origin, code);
  const found =
    hash === null
      ? own.filter((folder) => folder.record.read()?.requestId !== null)
      : own.filter((folder) => folder.record.read()?.codeHash === hash);
  if (found[0] !== undefined && found.length === 1) return found[0];
  // Whoever starts a program twice at once starts one: the same code has the same place.
  return createFolder(join(parent, hash === null ? randomUUID() : nameOf(hash)), origin, made);
}

export interface RequestPlace {
  readonly dataFolder: string;
  /** Somebody named it, and wants no other. */
  readonly isChosen: boolean;
  /** Tried in turn where it cannot be used. */
  readonly temporaryFolders: readonly string[];
}

export interface UsableFolder {
  readonly folder: RequestFolder;
  readonly dataFolder: string;
}

/**
 * The same, in a temporary place where the usual one cannot be used: whoever needs help should not have to know why.
 * null: none can.
 */
export function openUsableRequestFolder(place: RequestPlace, origin: string, code: string | null): UsableFolder | null {
  const { dataFolder, isChosen, temporaryFolders } = place;
  try {
    return { folder: openRequestFolder(dataFolder, origin, code), dataFolder };
  } catch (error) {
    if (isChosen) throw asAppError(error, dataFolder);
  }
  for (const parent of temporaryFolders) {
    const opened = openTemporary(parent, origin, code);
    if (opened !== null) return opened;
  }
  return null;
}

function asAppError(error: unknown, folder: string): AppError {
  if (error instanceof AppError) return error;
  return new AppError('unavailable', `The folder ${folder} cannot be used: ${messageOf(error)}`, { cause: error });
}

function openTemporary(parent: string, origin: string, code: string | null): UsableFolder | null {
  let dataFolder: string | null = null;
  try {
    dataFolder = mkdtempSync(join(parent, 'nearhand-'));
    return { folder: openRequestFolder(dataFolder, origin, code), dataFolder };
  } catch {
    // Full, not to be written to or not there: the next one may do.
    if (dataFolder !== null) removeEmptyFolders(dataFolder, dataFolder);
    return null;
  }
}

/** One was begun here, and is not over. */
export function hasRequest(dataFolder: string): boolean {
  const parent = parentIn(dataFolder);
  return existsSync(parent) && foldersIn(parent).length > 0;
}

function parentIn(dataFolder: string): string {
  return join(dataFolder, 'requests');
}

function foldersIn(parent: string): string[] {
  return readdirSync(parent).filter((name) => folderName.test(name));
}

/** Removes the folder with everything in it, and those around it that only it needed: run once leaves nothing behind. */
export function removeRequestFolder(folder: RequestFolder): void {
  const parent = dirname(folder.path);
  const made = folder.made.read();
  const outermost = made ?? dirname(parent);
  rmSync(folder.path, { recursive: true, force: true });
  // Another request, a computer, or another program's files are kept there.
  if (!removeEmptyFolders(parent, outermost) && made !== null) handOn(made, parent);
}

/** Whichever request is the last one here removes what the first had to make. */
function handOn(made: string, parent: string): void {
  try {
    for (const name of foldersIn(parent)) folderAt(join(parent, name)).made.write(made);
  } catch {
    // It ended at the same moment; empty folders are all that stays.
  }
}

export function codeHash(origin: string, code: string): string {
  return createHash('sha256').update(`${origin}\0${code}`).digest('hex');
}

/** In the form of the names that are made by chance. */
function nameOf(hash: string): string {
  return hash.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

function createFolder(path: string, origin: string, made: string | null): RequestFolder {
  const folder = folderAt(path);
  const isNew = makePrivateFolder(folder.path) !== null;
  try {
    requireRoom(folder.path);
    if (folder.record.read() === null) folder.record.write({ origin, codeHash: null, requestId: null, allowed: null });
    if (made !== null) folder.made.write(made);
  } catch (error) {
    if (isNew) rmSync(folder.path, { recursive: true, force: true });
    throw error;
  }
  return folder;
}

/** Throws where what a session writes has no room. Random: some disks would make nothing of zeros. */
function requireRoom(folder: string): void {
  const path = join(folder, `.${randomUUID()}`);
  try {
    writeFileSync(path, randomBytes(neededBytes), { flag: 'wx', mode: 0o600, flush: true });
  } finally {
    rmSync(path, { force: true });
  }
}

function folderAt(path: string): RequestFolder {
  return {
    path,
    record: storedValue(join(path, 'request.json'), requestRecordSchema),
    made: storedValue(join(path, 'made.json'), z.string()),
  };
}

function isStale(folder: RequestFolder): boolean {
  const changedMs = statSync(folder.path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return Date.now() - changedMs > staleMs;
}
