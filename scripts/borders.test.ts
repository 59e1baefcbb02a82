import { describe, expect, it } from 'vitest';
import { borderOverrides } from './border-rules.ts';
import type { Border } from './borders.ts';
import { checkImport, findImports, type FoundImport } from './import-check.ts';
import { checkManifest, checkTypes } from './manifest-check.ts';

const low: Border = { folder: 'packages/low', name: '@x/low', runtime: 'neutral', mayImport: [], externals: ['zod'] };
const high: Border = { folder: 'packages/high', name: '@x/high', runtime: 'node', mayImport: ['@x/low'] };
const system: Border = {
  folder: 'packages/system',
  name: '@x/system',
  runtime: 'node',
  mayImport: [],
  touchesSystem: true,
};
const borders = [low, high, system];

describe('manifests', () => {
  const high1 = { name: '@x/high', version: '0.1.0' };

  it('may hold what the table allows, at one exact version', () => {
    expect(checkManifest(high, { ...high1, dependencies: { '@x/low': '0.1.0', pg: '8.0.0-beta.1' } }, borders)).toEqual(
      [],
    );
  });

  it('are told of a package that the table does not allow', () => {
    expect(checkManifest(high, { ...high1, devDependencies: { '@x/system': '0.1.0' } }, borders)).toEqual([
      'packages/high/package.json depends on @x/system, which the table does not allow.',
    ]);
  });

  it('are told of a native library, a range and a wrong name', () => {
    const manifest = { name: '@x/hi', dependencies: { koffi: '^3.0.0' } };
    expect(checkManifest(high, manifest, borders)).toEqual([
      'packages/high/package.json asks for koffi ^3.0.0: pin one exact version.',
      'packages/high/package.json is named @x/hi, the table says @x/high.',
      'packages/high/package.json depends on koffi: only packages/host calls native libraries.',
    ]);
  });

  it('of neutral packages depend on listed registry packages only', () => {
    expect(checkManifest(low, { name: '@x/low', dependencies: { zod: '1.0.0', pg: '1.0.0' } }, borders)).toEqual([
      'packages/low/package.json depends on pg, which is not among its externals in scripts/borders.ts.',
    ]);
  });
});

describe('compiler options', () => {
  it('offer a package its runtime and no other', () => {
    expect(checkTypes(low, { compilerOptions: { lib: ['es2024'], types: [] } })).toEqual([]);
    expect(checkTypes(high, { compilerOptions: { lib: ['es2024'], types: ['node'] } })).toEqual([]);
    expect(checkTypes(low, { compilerOptions: { lib: ['es2024', 'DOM'], types: ['node'] } })).toHaveLength(2);
    expect(checkTypes(low, {})).toHaveLength(2);
  });
});

describe('finding imports', () => {
  it('sees statements, re-exports, bare, type-only and dynamic ones, and no other strings', () => {
    const quote = "'";
    const source = [
      'import { a } from "one";',
      'import type { b } from "two";',
      'import {\n  c,\n} from "three";',
      'import "four";',
      'export * from "five";',
      'export const text = "not this";',
      'const later = await import("six");',
      'const text = "import x from seven";',
    ].join('\n');
    const found = findImports(source.replaceAll('"', quote));
    expect(found.map(({ specifier, typeOnly }) => `${specifier}${typeOnly ? ' (type)' : ''}`)).toEqual([
      'one',
      'two (type)',
      'three',
      'four',
      'five',
      'six',
    ]);
  });
});

describe('imports', () => {
  const context = {
    path: 'packages/low/src/a.ts',
    border: low,
    borders,
    manifest: { dependencies: { zod: '1.0.0' }, devDependencies: { '@types/ws': '1.0.0' } },
    rootManifest: { devDependencies: { vitest: '1.0.0' } },
    exists: (path: string) => path === 'packages/low/src/b.ts',
  };
  const check = (specifier: string, changes: object = {}, more: Partial<FoundImport> = {}) =>
    checkImport({ specifier, typeOnly: false, ...more }, { ...context, ...changes });

  it.each([
    ['./b.ts', {}],
    ['./b.ts?worker', {}],
    ['zod', {}],
    ['zod/mini', {}],
    ['vitest', { path: 'packages/low/src/a.test.ts' }],
    ['node:fs', { path: 'packages/low/src/a.test.ts' }],
    ['node:fs', { path: 'packages/high/src/a.ts', border: high }],
    ['@x/low', { border: high, manifest: { dependencies: { '@x/low': '0.1.0' } } }],
  ])('of %s are accepted where the table and the manifest allow them', (specifier, changes) => {
    expect(check(specifier, changes)).toEqual([]);
  });

  it.each([
    ['./missing.ts', {}, 'does not exist'],
    ['../../high/src/a.ts', {}, 'outside its package'],
    ['node:fs', {}, 'does not run in Node'],
    ['vitest', {}, 'does not declare'],
    ['@types/ws', {}, 'does not declare'],
    ['@x/low', {}, 'its own package by name'],
    ['@x/high', {}, 'does not allow'],
    ['@x/low/src/a.ts', { border: high }, 'does not declare'],
    ['koffi', { border: high, manifest: { dependencies: { koffi: '1.0.0' } } }, 'only packages/host'],
  ])('of %s are refused where they do not', (specifier, changes, reason) => {
    expect(check(specifier, changes).join()).toContain(reason);
  });

  it('for types alone may come from what is there for development', () => {
    expect(check('@types/ws', {}, { typeOnly: true })).toEqual([]);
  });
});

describe('rules for the linter', () => {
  it('name the packages that a package may not import, and free the tests of neutral ones to use Node', () => {
    const [rules, testRules] = borderOverrides(borders);
    const banned = (override: typeof rules) => JSON.stringify(override?.rules?.['no-restricted-imports']);
    expect(banned(rules)).toContain('@x/high');
    expect(banned(rules)).toContain('node:*');
    expect(testRules?.files).toContain('packages/low/**/*.test.ts');
    expect(banned(testRules)).toContain('@x/high');
    expect(banned(testRules)).not.toContain('node:*');
  });

  it('let one package ask for the platform', () => {
    const asks = borderOverrides(borders).map(({ files, rules }) => [
      files[0],
      JSON.stringify(rules).includes('Only packages/host may ask'),
    ]);
    expect(asks).toEqual([
      ['packages/low/**/*.ts', true],
      ['packages/low/**/*.test.ts', true],
      ['packages/high/**/*.ts', true],
      ['packages/system/**/*.ts', false],
    ]);
  });
});
