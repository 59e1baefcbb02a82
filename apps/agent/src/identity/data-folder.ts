// Where the agent keeps its files. A computer has one folder; an attended run has a private folder of its own inside it
// (see attended/request-folders.ts).

import { homedir } from 'node:os';
import { join } from 'node:path';

/** The usual place for this user (XDG Base Directory: state that outlives a restart). */
export function defaultDataFolder(environment: Readonly<Record<string, string | undefined>>): string {
  const state = environment['XDG_STATE_HOME'];
  const base = state !== undefined && state.startsWith('/') ? state : join(homedir(), '.local', 'state');
  return join(base, 'nearhand');
}
