// Whose desktop this process of the system was put into, and what a process of theirs needs to be there.

import { execFileSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';

export interface DesktopUser {
  readonly userId: number;
  readonly groupId: number;
  /** All of it: nothing of this process's own. */
  readonly environment: Readonly<Record<string, string>>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Names the user's number in the environment of a worker. */
export const desktopUserVariable = 'NEARHAND_DESKTOP_USER';
const passed = ['DISPLAY', 'LANG', 'XDG_SESSION_TYPE', 'XDG_RUNTIME_DIR'] as const;

/** null: this process is not the system's, nobody is known to sit there, or it is root's own desktop. */
export function desktopUser(environment: Environment): DesktopUser | null {
  const named = environment[desktopUserVariable] ?? '';
  if (process.getuid?.() !== 0 || !/^[1-9][0-9]{0,9}$/.test(named) || !environment['DISPLAY']) return null;
  const entry = entryOf(named);
  if (entry === null) return null;
  const { name, groupId, home } = entry;
  const kept = passed.flatMap((key): [string, string][] => {
    const value = environment[key];
    return value === undefined ? [] : [[key, value]];
  });
  const userId = Number(named);
  const key = keyFile(environment['XAUTHORITY'], userId, home);
  const bus = join(environment['XDG_RUNTIME_DIR'] ?? join('/run/user', named), 'bus');
  return {
    userId,
    groupId,
    environment: {
      ...Object.fromEntries(kept),
      HOME: home,
      USER: name,
      LOGNAME: name,
      PATH: '/usr/local/bin:/usr/bin:/bin',
      ...(key === null ? {} : { XAUTHORITY: key }),
      ...(isThere(bus) ? { DBUS_SESSION_BUS_ADDRESS: `unix:path=${bus}` } : {}),
    },
  };
}

/** From all places that the system knows users from; null: it does not know this one. */
function entryOf(userId: string): { name: string; groupId: number; home: string } | null {
  try {
    const line = execFileSync('getent', ['passwd', userId], { encoding: 'utf8', timeout: 5000, stdio: 'pipe' });
    const [name = '', , found, group = '', , home = ''] = line.trim().split(':');
    if (found !== userId || name === '' || !/^[0-9]{1,10}$/.test(group) || !home.startsWith('/')) return null;
    return { name, groupId: Number(group), home };
  } catch {
    // There is no such user.
    return null;
  }
}

/** The display server's own copy is often for root alone: then the user has one at home. */
function keyFile(given: string | undefined, userId: number, home: string): string | null {
  const own = join(home, '.Xauthority');
  if (given !== undefined && mayRead(given, userId)) return given;
  return isThere(own) ? own : null;
}

function mayRead(path: string, userId: number): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return false;
  return found.uid === userId ? (found.mode & 0o400) !== 0 : (found.mode & 0o004) !== 0;
}

function isThere(path: string): boolean {
  try {
    accessSync(path, constants.F_OK);
    return true;
  } catch {
    return false;
  }
}
