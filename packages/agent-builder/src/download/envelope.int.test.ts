import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { envelopeFor, type WrappedProgram } from './envelope.ts';

const program = Buffer.from('#!/bin/sh\necho "started"\n');
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'envelope-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function unpack(target: WrappedProgram['target'], command: string, ...args: string[]) {
  const wrapped = { target, size: program.length, crc32: crc32(program), version: '1.2.3' };
  const { fileName, prefix, suffix } = envelopeFor(wrapped, 'Acme-408080316k');
  writeFileSync(join(folder, fileName), Buffer.concat([prefix, program, suffix]));
  execFileSync(command, [...args, fileName], { cwd: folder });
  return fileName;
}

it('BLD20: what comes out of the archives can be run at once, under the name with the code', () => {
  expect(unpack('linux-x64', 'tar', '-xf')).toBe('Acme-408080316k.tar');
  expect(unpack('darwin-arm64', 'unzip', '-q')).toBe('Acme-408080316k.zip');
  for (const path of ['Acme-408080316k', 'Acme-408080316k.app/Contents/MacOS/agent']) {
    expect(readFileSync(join(folder, path)).equals(program)).toBe(true);
    expect(statSync(join(folder, path)).mode & 0o111).toBe(0o111);
    expect(execFileSync(join(folder, path), { encoding: 'utf8' })).toBe('started\n');
  }
  const info = readFileSync(join(folder, 'Acme-408080316k.app/Contents/Info.plist'), 'utf8');
  expect(info).toContain('<key>CFBundleExecutable</key><string>agent</string>');
});

it('BLD21: the program is the same in every download', () => {
  const wrapped = { target: 'win32-x64', size: program.length, crc32: crc32(program), version: '1.2.3' } as const;
  const { fileName, prefix, suffix } = envelopeFor(wrapped, 'Acme-408080316k');
  expect([fileName, prefix.length, suffix.length]).toEqual(['Acme-408080316k.exe', 0, 0]);
});
