// Starting a computer's program with the desktop of whoever enrolled it: with which words, told apart by its data folder.

import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { Logger } from '@nearhand/base';
import type { Autostart } from '@nearhand/host';
import type { RunOptions } from '../command-line/options.ts';
import type { Machine } from '../machine.ts';

/** null: it is started by the system anyway, or cannot be. */
export function startsWithSystem(run: RunOptions, folder: string, machine: Machine, logger: Logger): Autostart | null {
  const isService = run.mode.kind === 'enrolled' && run.mode.installed === true;
  const words = wordsOf(run, folder);
  if (isService || words === null) return null;
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

/** Whole paths: the system starts programs elsewhere. null: they would hold a password, and others can read them. */
export function wordsOf(run: RunOptions, folder: string): readonly string[] | null {
  const { origin, caFile, language, window, proxy } = run;
  if (proxy.kind === 'address' && new URL(proxy.url).password !== '') return null;
  const given: readonly (readonly [name: string, value: string | null])[] = [
    ['server', origin],
    ['data', resolve(folder)],
    ['ca', caFile === null ? null : resolve(caFile)],
    ['language', language],
    ['window', window],
    ['proxy', proxy.kind === 'address' ? proxy.url : proxy.kind === 'none' ? 'none' : null],
  ];
  return ['--computer', ...given.flatMap(([name, value]) => (value === null ? [] : [`--${name}`, value]))];
}
