// Turns the table of borders into linter rules, one override per package, each with a message that says what to do
// instead. Pure data in, data out. What a linter cannot see (dynamic imports, paths, manifests) is seen by
// import-check.ts and manifest-check.ts.
import type { DummyRuleMap, OxlintOverride } from 'oxlint';
import type { Border } from './borders.ts';
import { nativePackages } from './borders.ts';

interface ImportPattern {
  group: string[];
  message: string;
}
interface ImportPath {
  name: string;
  importNames: string[];
  message: string;
}

const platformMessage =
  'Only packages/host may ask which system this is: give host a port with an implementation per system, and use that.';
const testFiles = ['**/*.test.ts', '**/*.test.tsx'];

/** Overrides in the order the linter applies them: a package's own rules, then what its tests are free of. */
export function borderOverrides(borders: readonly Border[]): OxlintOverride[] {
  return borders.flatMap((border) => {
    const overrides: OxlintOverride[] = [
      { files: [`${border.folder}/**/*.ts`, `${border.folder}/**/*.tsx`], rules: rulesOf(border, borders, false) },
    ];
    if (border.runtime === 'neutral' || border.runtime === 'dom') {
      const files = testFiles.map((pattern) => `${border.folder}/${pattern}`);
      overrides.push({ files: [...files, `${border.folder}/*.config.ts`], rules: rulesOf(border, borders, true) });
    }
    return overrides;
  });
}

function rulesOf(border: Border, borders: readonly Border[], isTest: boolean): DummyRuleMap {
  const usesNode = border.runtime === 'node' || border.runtime === 'leaf' || isTest;
  const rules: DummyRuleMap = {
    'no-restricted-imports': [
      'error',
      { paths: platformImports(border), patterns: patterns(border, borders, usesNode) },
    ],
    'no-restricted-globals': ['error', ...globals(border, usesNode)],
  };
  rules['no-restricted-properties'] = ['error', ...properties(border)];
  return rules;
}

function properties(border: Border): { object: string; property: string; message: string }[] {
  const banned = Object.entries(border.bannedGlobals ?? {}).flatMap(([property, message]) =>
    ['window', 'globalThis'].map((object) => ({ object, property, message })),
  );
  if (border.touchesSystem) return banned;
  return [
    ...banned,
    { object: 'process', property: 'platform', message: platformMessage },
    { object: 'os', property: 'platform', message: platformMessage },
    { object: 'os', property: 'type', message: platformMessage },
  ];
}

function platformImports(border: Border): ImportPath[] {
  if (border.touchesSystem) return [];
  return [
    { name: 'node:os', importNames: ['platform', 'type'], message: platformMessage },
    { name: 'node:process', importNames: ['platform'], message: platformMessage },
  ];
}

function patterns(border: Border, borders: readonly Border[], usesNode: boolean): ImportPattern[] {
  const found: ImportPattern[] = [];
  const foreign = borders
    .map(({ name }) => name)
    .filter((name) => name !== border.name && !border.mayImport.includes(name));
  const allowed = border.mayImport.length === 0 ? 'no other package' : `only ${border.mayImport.join(', ')}`;
  if (foreign.length > 0) {
    const message = `${border.folder} may import ${allowed} (scripts/borders.ts): move what both need down, or pass it in.`;
    found.push({ group: foreign.flatMap((name) => [name, `${name}/**`]), message });
  }
  if (!border.touchesSystem) {
    const message = 'Native libraries are called by packages/host alone: add a port there.';
    found.push({ group: [...nativePackages], message });
  }
  if (!usesNode) {
    const message = `${border.folder} does not run in Node: take what you need as a parameter from the program that does.`;
    found.push({ group: ['node:*'], message });
  }
  return found;
}

function globals(border: Border, usesNode: boolean): { name: string; message: string }[] {
  const banned = Object.entries(border.bannedGlobals ?? {}).map(([name, message]) => ({ name, message }));
  if (!usesNode) {
    const message = `${border.folder} does not run in Node: take what you need as a parameter.`;
    for (const name of ['process', 'Buffer', 'require', '__dirname', 'global']) banned.push({ name, message });
  }
  if (border.runtime === 'neutral') {
    const message = `${border.folder} does not run in a page: take what you need as a parameter.`;
    for (const name of ['window', 'document', 'navigator', 'localStorage']) banned.push({ name, message });
  }
  return banned;
}
