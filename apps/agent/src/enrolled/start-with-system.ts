// Starting a computer's program with the desktop of whoever enrolled it: with which words, told apart by its data folder.

import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { Logger } from '@nearhand/base';
import type { Autostart } from '@nearhand/host';
import { parseProgramName } from '@nearhand/protocol';
import { type RunOptions, runsAsService } from '../command-line/options.ts';
import { defaultDataFolder, type Home, homeOf } from '../identity/data-folder.ts';
import type { Machine } from '../machine.ts';

type Starting = Pick<Machine, 'autostart' | 'program' | 'environment' | 'desktop'>;

/** null: it is started by the system anyway, or cannot be without a secret on its command line. */
export function startsWithSystem(run: RunOptions, folder: string, machine: Starting, logger: Logger): Autostart | null {
  const isTokenNamed = parseProgramName(machine.program)?.kind === 'enrolment';
  const words = wordsOf(run, isFound(folder, homeOf(machine)) ? null : folder);
  if (runsAsService(run) || isTokenNamed || words === null) return null;
  const hash = createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 12);
  const title = `Nearhand (${new URL(run.origin).host})`;
  const autostart = machine.autostart({ id: `nearhand-${hash}`, title, words });
  renew(autostart, logger);
  return autostart;
}

/** The program may lie elsewhere than when it was switched on. */
function renew(autostart: Autostart | null, logger: Logger): void {
  try {
    if (autostart?.isOn === true) autostart.set(true);
  } catch (error) {
    logger.warn('starting with the system could not be renewed', { error });
  }
}

/** Without being named. Only on Windows, where command lines are short: elsewhere a shell may have named another place. */
function isFound(folder: string, home: Home): boolean {
  return home.system === 'windows' && resolve(folder) === resolve(defaultDataFolder(home));
}

/** Whole paths: the system starts programs elsewhere. `folder` null: the usual one. Null: they would hold a password, and others can read them. */
export function wordsOf(run: RunOptions, folder: string | null): readonly string[] | null {
  const { origin, caFile, language, window, proxy } = run;
  if (proxy.kind === 'address' && new URL(proxy.url).password !== '') return null;
  const given: readonly (readonly [name: string, value: string | null])[] = [
    ['server', origin],
    ['data', folder === null ? null : resolve(folder)],
    ['ca', caFile === null ? null : resolve(caFile)],
    ['language', language],
    ['window', window],
    ['proxy', proxy.kind === 'address' ? proxy.url : proxy.kind === 'none' ? 'none' : null],
  ];
  return ['--computer', '--tray', ...given.flatMap(([name, value]) => (value === null ? [] : [`--${name}`, value]))];
}
