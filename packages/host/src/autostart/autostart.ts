// A program that the system starts when this user signs in: without rights of an administrator and for this user alone.
// What the system itself keeps is the truth; nothing else remembers it. (For the whole computer there are services.)

import { homedir } from 'node:os';
import { join } from 'node:path';
import { desktopEntryAutostart } from './desktop-entry.ts';
import { runKeyAutostart } from './run-key.ts';

export interface Autostart {
  readonly isOn: boolean;
  /**
   * Throws AppError `too_large` where the system starts no command line that long, `internal`, or what the disk says. Switched on
   * again, it starts what is to be started now.
   */
  set(isOn: boolean): void;
}

export interface AutostartOptions {
  /** Tells it apart from other programs of this user: lower case letters, digits and hyphens. */
  readonly id: string;
  /** For people who look at what starts with their computer. */
  readonly title: string;
  readonly file: string;
  readonly words: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** null: there is no such thing here, or none that the agent knows. */
export function openAutostart(options: AutostartOptions, environment: Environment): Autostart | null {
  if (process.platform === 'win32') return runKeyAutostart(options);
  if (process.platform !== 'linux') return null;
  return desktopEntryAutostart(options, autostartFolder(environment, homedir()));
}

/** XDG Base Directories: a path that is not absolute is to be ignored. `home`: the user's own folder. */
export function autostartFolder(environment: Environment, home: string): string {
  const config = environment['XDG_CONFIG_HOME'];
  return join(config !== undefined && config.startsWith('/') ? config : join(home, '.config'), 'autostart');
}
