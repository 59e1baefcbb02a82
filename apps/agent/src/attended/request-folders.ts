// The private folders of attended runs: one per request, with key, log and what was allowed. Found again by server and
// code, or by being the only one, after the program was interrupted; removed when the request is over.

import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { idSchema, permissionSetSchema } from '@nearhand/protocol';
import { z } from 'zod';
import { makePrivateFolder } from '../identity/private-files.ts';
import { type StoredValue, storedValue } from '../identity/stored-value.ts';

const folderName = /^[0-9a-f-]{36}$/;
/** A request does not live this long; what is older was left behind by a crash. */
const staleMs = 14 * 24 * 60 * 60 * 1000;

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
}

/** Folder of the interrupted run for this server and code (without a code: of the only interrupted run), or a new one. */
export function openRequestFolder(dataFolder: string, origin: string, code: string | null): RequestFolder {
  makePrivateFolder(dataFolder);
  const parent = join(dataFolder, 'requests');
  makePrivateFolder(parent);
  const left = readdirSync(parent)
    .filter((name) => folderName.test(name))
    .map((name) => folderAt(join(parent, name)));
  for (const folder of left) if (isStale(folder)) removeRequestFolder(folder);
  const own = left.filter((folder) => folder.record.read()?.origin === origin);
  const hash = code === null ? null : codeHash(origin, code);
  const found =
    hash === null
      ? own.filter((folder) => folder.record.read()?.requestId !== null)
      : own.filter((folder) => folder.record.read()?.codeHash === hash);
  if (found[0] !== undefined && found.length === 1) return found[0];
  return createFolder(parent, origin);
}

/** Removes the folder with everything in it, and those around it that only it needed: run once leaves nothing behind. */
export function removeRequestFolder(folder: RequestFolder): void {
  rmSync(folder.path, { recursive: true, force: true });
  const parent = dirname(folder.path);
  for (const emptied of [parent, dirname(parent)]) {
    try {
      rmdirSync(emptied);
    } catch {
      // Another request, or a computer, is kept there.
      return;
    }
  }
}

export function codeHash(origin: string, code: string): string {
  return createHash('sha256').update(`${origin}\0${code}`).digest('hex');
}

function createFolder(parent: string, origin: string): RequestFolder {
  const folder = folderAt(join(parent, randomUUID()));
  makePrivateFolder(folder.path);
  folder.record.write({ origin, codeHash: null, requestId: null, allowed: null });
  return folder;
}

function folderAt(path: string): RequestFolder {
  return { path, record: storedValue(join(path, 'request.json'), requestRecordSchema) };
}

function isStale(folder: RequestFolder): boolean {
  const changedMs = statSync(folder.path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return Date.now() - changedMs > staleMs;
}
