import type { AgentBuild } from '@nearhand/protocol';
import { describe, expect, it } from 'vitest';
import { parseCommandLine } from './options.ts';
import { parseServerAddress } from './server-address.ts';

const build: AgentBuild = { origin: 'https://help.example.com', authority: 'PEM', name: 'Acme' };
const token = '1cr5aymzrkmgwctrfphcfv0ha';

function readFile(path: string): string {
  if (path === '/run/token') return `${token}\n`;
  throw new Error('no such file');
}

const program = { path: '/opt/agent/main.ts', build: null, readFile };

describe('command line', () => {
  it('reads an attended run', () => {
    const words = ['--server', 'https://help.example.com', '--code', '408 080-316', '--no-browser', '--language=fr'];
    expect(parseCommandLine(words, program)).toEqual({
      kind: 'run',
      options: {
        origin: 'https://help.example.com',
        mode: { kind: 'attended', code: '408080316' },
        dataFolder: null,
        caFile: null,
        builtAuthority: null,
        language: 'fr',
        display: null,
        proxy: { kind: 'automatic' },
        window: null,
        tray: false,
        openBrowser: false,
        verbose: false,
      },
    });
  });

  it('reads an enrolment token from a file', () => {
    const server = ['--server', 'https://help.example.com'];
    expect(parseCommandLine([...server, '--enrol-file', '/run/token'], program)).toMatchObject({
      options: { mode: { kind: 'enrolled', token } },
    });
    const wrong = [...server, '--enrol-file', '/run/token', '--enrol', token];
    expect(parseCommandLine(wrong, program)).toMatchObject({
      problems: ['--enrol and --enrol-file exclude each other'],
    });
    expect(parseCommandLine([...server, '--enrol-file', '/x'], program)).toMatchObject({
      problems: ['--enrol-file /x cannot be read: no such file'],
    });
  });

  it('AGT1: every problem is listed at once', () => {
    const words = ['--code', '12', '--language', 'xx', '--display', 'x', '--nonsense', 'stray', '--text=1', '--data'];
    const result = parseCommandLine(words, program);
    expect(result.kind).toBe('problems');
    const problems = result.kind === 'problems' ? result.problems.join('\n') : '';
    for (const part of [
      '--server',
      '--code',
      '--language: choose en, fr or es',
      '--display',
      '--nonsense',
      'stray',
      '--text',
      '--data',
    ]) {
      expect(problems).toContain(part);
    }
  });

  it('takes the code from the file name, and the option before it', () => {
    const words = ['--server', 'https://help.example.com'];
    const named = parseCommandLine(words, { ...program, path: '/home/ana/Downloads/Acme-408080316 (1)' });
    expect(named.kind === 'run' && named.options.mode).toEqual({ kind: 'attended', code: '408080316' });
    const both = parseCommandLine([...words, '--code', '111222333'], { ...program, path: '/home/ana/Acme-408080316' });
    expect(both.kind === 'run' && both.options.mode).toEqual({ kind: 'attended', code: '111222333' });
  });

  it('BLD10: a built program knows its server and talks to no other', () => {
    const built = { ...program, build };
    const plain = parseCommandLine([], built);
    expect(plain).toMatchObject({ options: { origin: 'https://help.example.com', builtAuthority: 'PEM' } });
    expect(parseCommandLine(['--server', 'https://help.example.com/'], built).kind).toBe('run');
    expect(parseCommandLine(['--server', 'https://evil.example.com'], built)).toEqual({
      kind: 'problems',
      problems: ['--server: this program is for https://help.example.com and talks to no other server'],
    });
  });

  it('asks for help and version even with wrong options beside them', () => {
    expect(parseCommandLine(['--help', '--what'], program)).toEqual({ kind: 'help' });
    expect(parseCommandLine(['--version'], program)).toEqual({ kind: 'version' });
  });
});

describe('server address', () => {
  it('AGT3: plain http is accepted on this computer only', () => {
    for (const good of ['https://help.example.com', 'http://localhost:8080', 'http://127.0.0.1:1', 'http://[::1]:9']) {
      expect(parseServerAddress(good)).toEqual({ origin: good });
    }
    const bad = [
      'http://help.example.com',
      'http://127.0.0.1.example.com',
      'http://localhost.example.com',
      'http://128.0.0.1',
      'http://[::2]',
      'http://0.0.0.0',
      'ws://localhost',
      'https://user@help.example.com',
      'https://help.example.com/path',
      'help.example.com',
      '',
    ];
    for (const address of bad) expect(parseServerAddress(address)).toHaveProperty('problem');
  });
});
