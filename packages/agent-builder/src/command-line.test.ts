import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseBuildCommand } from './command-line.ts';
import { fileStem } from './finish-build.ts';

const ownIcon = new URL('windows/assets/nearhand.ico', import.meta.url);
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'build-words-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function problemsOf(...words: string[]): readonly string[] {
  const command = parseBuildCommand(words, '0.1.0');
  return command.kind === 'problems' ? command.problems : [];
}

describe('the words of the builder', () => {
  it('BLD10: no program is built for an address that it would never dial', () => {
    for (const server of ['https://help.example.com', 'https://help.example.com:8443/', 'http://localhost:8080']) {
      expect([server, problemsOf('--server', server)]).toEqual([server, []]);
    }
    for (const server of ['http://help.example.com', 'ftp://x', 'https://help.example.com/path', 'help', '']) {
      expect([server, problemsOf('--server', server)]).toEqual([server, [expect.stringMatching(/^--server: /)]]);
    }
  });

  it('BLD32: an icon that Windows could not show is refused', () => {
    const good = readFileSync(ownIcon);
    const far = Buffer.from(good);
    far.writeUInt32LE(good.length, 6 + 12);
    const file = join(folder, 'brand.ico');
    const problemsWith = (bytes: Uint8Array): readonly string[] => {
      writeFileSync(file, bytes);
      return problemsOf('--icon', file);
    };
    expect(problemsWith(good)).toEqual([]);
    for (const bad of [Buffer.from('a picture'), Buffer.alloc(0), good.subarray(0, 40), good.subarray(0, -1), far]) {
      expect(problemsWith(bad)).toEqual([expect.stringMatching(/^--icon .*\.ico file/)]);
    }
  });

  it('BLD32: no file is called as Windows calls a device', () => {
    const stems = ['CON', 'nul', 'Com1', 'Console', 'Ärger & Söhne', '日本', '../x'].map(fileStem);
    const safe = ['Nearhand-CON', 'Nearhand-nul', 'Nearhand-Com1', 'Console', 'Arger-Sohne', 'Nearhand', 'x'];
    expect(stems).toEqual(safe);
  });
});
