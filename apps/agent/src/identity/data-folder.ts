// Where the agent keeps its files. A computer has one folder; an attended run has a private folder of its own inside it
// (see attended/request-folders.ts).

import { existsSync, mkdirSync, renameSync, rmdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Machine } from '../machine.ts';

/** Whose folders: tests name others than this process's. */
export interface Home {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly system: Machine['desktop']['info']['system'];
  /** The user's own folder. */
  readonly folder: string;
}

export function homeOf({ environment, desktop }: Pick<Machine, 'environment' | 'desktop'>): Home {
  return { environment, system: desktop.info.system, folder: homedir() };
}

/** The usual place for this user: local application data on Windows, elsewhere the state of the XDG Base Directories. */
export function defaultDataFolder(home: Home): string {
  if (home.system !== 'windows') return stateFolder(home);
  const local = home.environment['LOCALAPPDATA'];
  return join(local !== undefined && local !== '' ? local : join(home.folder, 'AppData', 'Local'), 'Nearhand');
}

/**
 * The same with what earlier versions left elsewhere: an enrolled computer's files are brought over while nobody uses
 * them; an interrupted request is finished where it was begun.
 */
export async function findDataFolder(
  home: Home,
  at: {
    isEnrolled(folder: string): boolean;
    hasRequest(folder: string): boolean;
    isInUse(folder: string): Promise<boolean>;
  },
): Promise<string> {
  const usual = defaultDataFolder(home);
  const former = stateFolder(home);
  if (former === usual || existsSync(usual) || !existsSync(former)) return usual;
  if (await at.isInUse(former)) return former;
  // Whatever else lies there is none of this program's.
  if (!at.isEnrolled(former)) return at.hasRequest(former) ? former : usual;
  try {
    mkdirSync(dirname(usual), { recursive: true });
    renameSync(former, usual);
  } catch {
    // A file is open, or the two are on different disks: it goes on working where it is.
    return former;
  }
  removeEmpty([dirname(former), dirname(dirname(former))]);
  return usual;
}

function stateFolder({ environment, folder }: Home): string {
  const state = environment['XDG_STATE_HOME'];
  const base = state !== undefined && state.startsWith('/') ? state : join(folder, '.local', 'state');
  return join(base, 'nearhand');
}

function removeEmpty(folders: readonly string[]): void {
  for (const folder of folders) {
    try {
      rmdirSync(folder);
    } catch {
      return; // Others keep something there.
    }
  }
}
