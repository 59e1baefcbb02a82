// Where the agent keeps its files: one folder for a computer; for attended runs one per request, found again by server
// and code after a crash, and removed when the request is over.

import { createHash } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { makePrivateFolder } from './private-files.ts';

const requestsFolder = 'requests';
const requestFolderName = /^[0-9a-f]{32}$/;

/** The usual place for this user (XDG Base Directory: state that outlives a restart). */
export function defaultDataFolder(environment: Readonly<Record<string, string | undefined>>): string {
  const state = environment['XDG_STATE_HOME'];
  const base = state !== undefined && state.startsWith('/') ? state : join(homedir(), '.local', 'state');
  return join(base, 'nearhand');
}

/** The private folder of one request, made if needed. The name tells nobody the code. */
export function requestFolder(dataFolder: string, origin: string, code: string): string {
  makePrivateFolder(dataFolder);
  makePrivateFolder(join(dataFolder, requestsFolder));
  const name = createHash('sha256').update(`${origin}\0${code}`).digest('hex').slice(0, 32);
  const folder = join(dataFolder, requestsFolder, name);
  makePrivateFolder(folder);
  return folder;
}

/** Folders that earlier attended runs left because they were interrupted. */
export function leftRequestFolders(dataFolder: string): string[] {
  const parent = join(dataFolder, requestsFolder);
  try {
    return readdirSync(parent)
      .filter((name) => requestFolderName.test(name))
      .map((name) => join(parent, name));
  } catch {
    // No such folder: nothing was left.
    return [];
  }
}

/** Removes a request's folder with everything in it. */
export function removeRequestFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
