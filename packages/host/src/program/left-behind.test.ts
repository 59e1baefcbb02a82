import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hasRemoved, removeLeftBehind } from './left-behind.ts';

let base = '';
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'left-'));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

function folder(name: string): string {
  const path = join(base, name);
  mkdirSync(path);
  writeFileSync(join(path, 'part.node'), 'native code');
  return path;
}

it('BLD5: what a crashed program left is removed at the next start, and nothing else', () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'elsewhere-'));
  for (const name of ['nearhand-4000-abcdef', 'nearhand-77-abcdef', 'nearhand-e2e-abcdef', 'other']) folder(name);
  symlinkSync(elsewhere, join(base, 'nearhand-4001-abcdef'));
  removeLeftBehind(base, (processId) => processId === 77);
  expect(readdirSync(base).toSorted()).toEqual([
    'nearhand-4001-abcdef',
    'nearhand-77-abcdef',
    'nearhand-e2e-abcdef',
    'other',
  ]);
  expect(existsSync(elsewhere)).toBe(true);
  rmSync(elsewhere, { recursive: true });
});

it('BLD5: the process that removes takes nothing but such a folder', () => {
  const own = folder('nearhand-4000-abcdef');
  const foreign = folder('documents');
  const nested = folder('documents/nearhand-4000-abcdef');
  for (const path of [foreign, nested, `${own}/../documents`])
    expect(hasRemoved(['--remove-unpacked', path], base)).toBe(true);
  expect([existsSync(foreign), existsSync(nested), existsSync(own)]).toEqual([true, true, true]);
  expect(hasRemoved(['--version'], base)).toBe(false);
  expect(hasRemoved(['--remove-unpacked', own], base)).toBe(true);
  expect(existsSync(own)).toBe(false);
});
