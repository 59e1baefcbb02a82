// The units as systemd itself reads them.

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemdUnit } from './unit.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'unit-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What `systemd-analyze verify` complains of. */
function complaints(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile('systemd-analyze', ['verify', '--man=no', path], (error, _stdout, stderr) => {
      if (error?.code === 'ENOENT') reject(error);
      else
        resolve(
          stderr
            .split('\n')
            .filter((line) => line.includes('agent-test'))
            .join('\n'),
        );
    });
  });
}

it.each(['system', 'user'] as const)('INS1: systemd understands every line of the %s unit', async (scope) => {
  const path = join(folder, 'agent-test.service');
  const places = { programFolder: '/usr/bin', program: '/usr/bin/env', dataFolder: '/var/lib' };
  writeFileSync(
    path,
    systemdUnit(scope, { ...places, description: '100 % support', words: ['run', '--data', '/a b'] }),
  );
  expect(await complaints(path)).toBe('');
  writeFileSync(path, systemdUnit(scope, { ...places, description: 'x', words: [] }).replace('UMask', 'UMsk'));
  expect(await complaints(path)).toContain('UMsk');
});
