import { describe, expect, it } from 'vitest';
import type { Border } from './borders.ts';
import { checkNames, checkTable } from './tree-check.ts';

const borders: readonly Border[] = [
  { folder: 'packages/low', name: '@x/low', runtime: 'neutral', mayImport: [] },
  { folder: 'packages/high', name: '@x/high', runtime: 'node', mayImport: ['@x/low'] },
];

describe('the page on the architecture', () => {
  it('names packages and their folders, by path or after their package', () => {
    const text = 'In `packages/low`: `one`, `two`.\n`packages/high` has `packages/high/src/three`; four\n`four`';
    const folders = [
      { package: 'packages/low', name: 'one' },
      { package: 'packages/high', name: 'three' },
      { package: 'packages/high', name: 'four' },
      { package: 'packages/high', name: 'two' },
    ];
    expect(checkNames(text, borders, folders)).toEqual([
      'ARCHITECTURE.md does not name `four` on a line with `packages/high`.',
      'ARCHITECTURE.md does not name `two` on a line with `packages/high`.',
    ]);
    expect(checkNames('`packages/low`', borders, [])).toEqual(['ARCHITECTURE.md does not name `packages/high`.']);
  });

  it('shows the same table as the linter uses', () => {
    const table = (mark: string) => `| row may import | low | high |\n|---|---|---|\n| high | ${mark} | |\n`;
    expect(checkTable(table('x'), borders)).toEqual([]);
    expect(checkTable(table(''), borders)).toEqual(['ARCHITECTURE.md lets high import ; scripts/borders.ts says low.']);
    expect(checkTable('nothing', borders)).toHaveLength(1);
  });
});
