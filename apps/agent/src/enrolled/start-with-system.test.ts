import { resolve } from 'node:path';
import { silentLogger } from '@nearhand/base';
import { describe, expect, it } from 'vitest';
import { parseCommandLine, type RunOptions } from '../command-line/options.ts';
import type { Machine } from '../machine.ts';
import { testToken } from '../testing/installed-files.ts';
import { startsWithSystem, wordsOf } from './start-with-system.ts';

function parsed(words: readonly string[]): RunOptions {
  const line = parseCommandLine(words, { path: '/opt/Help-setup.exe', build: null, readFile: () => '' });
  if (line.kind !== 'run') throw new Error(JSON.stringify(line));
  return line.options;
}
const noDesktop: Omit<Machine['desktop'], 'info'> = {
  limit: 'noDesktop',
  seat: null,
  createLoadMeter: null,
  open() {
    throw new Error('There is none.');
  },
};
const server = ['--server', 'https://help.example.com'];

/** The words that the system is given; null: it is not offered. */
function started(
  words: readonly string[],
  {
    folder = '/x',
    program = '/opt/nearhand',
    system = 'linux' as Machine['desktop']['info']['system'],
    environment = {} as Machine['environment'],
  } = {},
): readonly string[] | null {
  let given: readonly string[] | null = null;
  const info = { system, systemName: 'Fake', computerName: 'fake', userName: 'somebody' };
  const desktop: Machine['desktop'] = { ...noDesktop, info };
  const autostart: Machine['autostart'] = (options) => {
    given = options.words;
    return null;
  };
  startsWithSystem(parsed(words), folder, { program, environment, desktop, autostart }, silentLogger);
  return given;
}

describe('starting with the system', () => {
  it('SET10: it is started as the same computer, on the same way, from anywhere', () => {
    const run = parsed([...server, '--sign-in', '--ca', 'ca.pem', '--language', 'fr', '--proxy', 'proxy.example:3128']);
    const again = parsed(wordsOf(run, 'data') ?? []);
    expect(again).toEqual({
      ...run,
      mode: { kind: 'enrolled', token: null, signIn: false },
      tray: true,
      dataFolder: resolve('data'),
      caFile: resolve('ca.pem'),
    });
    expect(wordsOf(parsed([...server, '--proxy', 'none']), '/x')).toContain('none');
  });

  it('SET10: neither a token nor a password is left where others can read it', () => {
    expect(started([...server, '--enrol', testToken])).toEqual([
      '--computer',
      '--tray',
      ...server,
      '--data',
      resolve('/x'),
    ]);
    expect(started(server, { program: `/opt/Acme-setup-${testToken}.exe` })).toBeNull();
    expect(started(server, { program: '/opt/Acme-setup.exe' })).not.toBeNull();
    expect(started([...server, '--proxy', 'http://ana:secret@proxy.example:1'])).toBeNull();
  });

  it('SET10: on Windows, where the command line is short, the usual folder is not named', () => {
    const local = { LOCALAPPDATA: '/home/ana/Local' };
    const usual = '/home/ana/Local/Nearhand';
    expect(started(server, { folder: usual, system: 'windows', environment: local })).not.toContain('--data');
    expect(started(server, { folder: '/other', system: 'windows', environment: local })).toContain('/other');
    const state = { XDG_STATE_HOME: '/home/ana/state' };
    expect(started(server, { folder: '/home/ana/state/nearhand', environment: state })).toContain('--data');
  });
});
