import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCommandLine, type RunOptions } from '../command-line/options.ts';
import { wordsOf } from './start-with-system.ts';

function parsed(words: readonly string[]): RunOptions {
  const line = parseCommandLine(words, { path: '/opt/Help-setup.exe', build: null, readFile: () => '' });
  if (line.kind !== 'run') throw new Error(JSON.stringify(line));
  return line.options;
}
const server = ['--server', 'https://help.example.com'];

describe('starting with the system', () => {
  it('SET10: it is started as the same computer, on the same way, from anywhere', () => {
    const run = parsed([...server, '--sign-in', '--ca', 'ca.pem', '--language', 'fr', '--proxy', 'proxy.example:3128']);
    const again = parsed(wordsOf(run, 'data') ?? []);
    expect(again).toEqual({
      ...run,
      mode: { kind: 'enrolled', token: null, signIn: false },
      dataFolder: resolve('data'),
      caFile: resolve('ca.pem'),
    });
    expect(wordsOf(parsed([...server, '--proxy', 'none']), '/x')).toContain('none');
  });

  it('SET10: neither a token nor a password is left where others can read it', () => {
    const token = 'A'.repeat(4);
    expect(JSON.stringify(wordsOf(parsed(server), `/x/${token}`))).not.toContain('enrol');
    expect(wordsOf(parsed([...server, '--proxy', 'http://ana:secret@proxy.example:1']), '/x')).toBeNull();
  });
});
