import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCommandLine } from './options.ts';
import { parseProgramName } from './program-name.ts';
import { parseServerAddress } from './server-address.ts';

const program = '/opt/agent/main.ts';
const token = '1cr5aymzrkmgwctrfphcfv0ha';

function readFile(path: string): string {
  if (path === '/run/token') return `${token}\n`;
  throw new Error('no such file');
}

describe('command line', () => {
  it('reads an attended run', () => {
    const words = ['--server', 'https://help.example.com', '--code', '408 080-316', '--no-browser', '--language=fr'];
    expect(parseCommandLine(words, program, readFile)).toEqual({
      kind: 'run',
      options: {
        origin: 'https://help.example.com',
        mode: { kind: 'attended', code: '408080316' },
        dataFolder: null,
        caFile: null,
        language: 'fr',
        display: null,
        proxy: { kind: 'automatic' },
        text: false,
        openBrowser: false,
        verbose: false,
      },
    });
  });

  it('reads an enrolment token from a file', () => {
    const server = ['--server', 'https://help.example.com'];
    expect(parseCommandLine([...server, '--enrol-file', '/run/token'], program, readFile)).toMatchObject({
      options: { mode: { kind: 'enrolled', token } },
    });
    const wrong = [...server, '--enrol-file', '/run/token', '--enrol', token];
    expect(parseCommandLine(wrong, program, readFile)).toMatchObject({
      problems: ['--enrol and --enrol-file exclude each other'],
    });
    expect(parseCommandLine([...server, '--enrol-file', '/x'], program, readFile)).toMatchObject({
      problems: ['--enrol-file /x cannot be read: no such file'],
    });
  });

  it('AGT1: every problem is listed at once', () => {
    const words = ['--code', '12', '--language', 'xx', '--display', 'x', '--nonsense', 'stray', '--text=1', '--data'];
    const result = parseCommandLine(words, program, readFile);
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
    const named = parseCommandLine(words, '/home/ana/Downloads/Acme-408080316 (1)', readFile);
    expect(named.kind === 'run' && named.options.mode).toEqual({ kind: 'attended', code: '408080316' });
    const both = parseCommandLine([...words, '--code', '111222333'], '/home/ana/Acme-408080316', readFile);
    expect(both.kind === 'run' && both.options.mode).toEqual({ kind: 'attended', code: '111222333' });
  });

  it('asks for help and version even with wrong options beside them', () => {
    expect(parseCommandLine(['--help', '--what'], program, readFile)).toEqual({ kind: 'help' });
    expect(parseCommandLine(['--version'], program, readFile)).toEqual({ kind: 'version' });
  });
});

describe('program name', () => {
  const code = fc.stringMatching(/^[0-9]{9}$/);
  const brand = fc.constantFrom('Nearhand', 'Acme Help', 'Aide24', 'Días & Co', 'a-b_c', '123 Support');
  const copy = fc.constantFrom('', ' (1)', ' (23)', '-1', '_2', ' - Copy', ' - Copy (2)', ' copie', '(1)', '~');
  const extension = fc.constantFrom('', '.exe', '.EXE', '.bin', '.AppImage');
  const folder = fc.constantFrom('', '/tmp/', 'C:\\Users\\Ana\\Downloads\\', '/home/123456789/');

  it('AGT2: the code is found in whatever a browser makes of the file name', () => {
    fc.assert(
      fc.property(folder, brand, code, copy, extension, (path, name, digits, suffix, end) => {
        expect(parseProgramName(`${path}${name}-${digits}${suffix}${end}`)).toEqual({ kind: 'code', code: digits });
        expect(parseProgramName(`${path}Copy of ${name}-${digits}${end}${suffix}`)).toEqual({
          kind: 'code',
          code: digits,
        });
      }),
    );
  });

  it('finds an enrolment token', () => {
    for (const name of [`/x/Acme-setup-${token} (1).exe`, `C:\\ACME-SETUP-${token.toUpperCase()}-1.EXE`]) {
      expect(parseProgramName(name)).toEqual({ kind: 'enrolment', token });
    }
    expect(parseProgramName(`Acme-setup-${token.replace('5', '6')}.exe`)).toBeNull();
  });

  it('says nothing where there is nothing', () => {
    for (const name of ['main.ts', 'Acme.exe', 'Acme-40808031', 'Acme-4080803167', '/home/123456789/agent']) {
      expect(parseProgramName(name)).toBeNull();
    }
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (name) => void parseProgramName(name)));
    expect(parseProgramName('')).toBeNull();
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
