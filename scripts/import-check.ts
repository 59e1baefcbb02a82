// Follows every import in the sources: relative ones stay inside their package and exist, others are declared in its
// manifest and allowed by the table. Sees dynamic imports, which the linter's rule does not.
import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { Border } from './borders.ts';
import { nativePackages } from './borders.ts';
import { isNodeModule, type Manifest } from './manifest-check.ts';
import { isTestFile, listFiles, readText } from './repository.ts';

export interface FoundImport {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

const sourceFile = /\.(?:ts|tsx|mts)$/;
// The formatter puts every statement at the start of a line, so a line that starts with import or export is one.
const statement = /^(?:import|export)\b(\s+type\b)?[^'"`;]*?(?:\bfrom\s*)?['"]([^'"\n]+)['"]/gm;
const dynamic = /\bimport\(\s*['"]([^'"\n]+)['"]/g;
const disabling = /(?:oxlint|eslint)-disable|@ts-(?:ignore|nocheck)/;

/** Everything wrong with the imports below root, one sentence each. */
export function checkImports(root: string, borders: readonly Border[]): string[] {
  const rootManifest = JSON.parse(readText(root, 'package.json')) as Manifest;
  return borders.flatMap((border) => {
    const text = readText(root, `${border.folder}/package.json`);
    const manifest = text === '' ? {} : (JSON.parse(text) as Manifest);
    return listFiles(root, border.folder)
      .filter((path) => sourceFile.test(path))
      .flatMap((path) => {
        const source = readText(root, path);
        const exists = (relative: string): boolean => existsSync(join(root, relative));
        const context = { path, border, borders, manifest, rootManifest, exists };
        const problems = findImports(source).flatMap((found) => checkImport(found, context));
        if (disabling.test(source))
          problems.push('switches a rule off in the file: change the code, or the rule for all.');
        return problems.map((problem) => `${path} ${problem}`);
      });
  });
}

/** The imports of a source text, static and dynamic. */
export function findImports(source: string): FoundImport[] {
  const statics = [...source.matchAll(statement)].filter(([text]) => isImport(text));
  return [
    ...statics.map(([, type, specifier = '']) => ({ specifier, typeOnly: type !== undefined })),
    ...[...source.matchAll(dynamic)].map(([, specifier = '']) => ({ specifier, typeOnly: false })),
  ];
}

/** An export with a string that is not a source, such as `export const name = 'x'`, is none. */
function isImport(text: string): boolean {
  return /\bfrom\s*['"]/.test(text) || /^import\s*['"]/.test(text);
}

export interface ImportContext {
  /** The importing file, relative to the root. */
  readonly path: string;
  readonly border: Border;
  readonly borders: readonly Border[];
  readonly manifest: Manifest;
  readonly rootManifest: Manifest;
  readonly exists: (path: string) => boolean;
}

/** What is wrong with one import; empty if nothing. */
export function checkImport({ specifier, typeOnly }: FoundImport, context: ImportContext): string[] {
  const { path, border, borders, exists } = context;
  if (specifier.startsWith('.')) return checkRelative(specifier, path, border, exists);
  const forTools = isTestFile(path) || path.includes('/testing/') || !path.startsWith(`${border.folder}/src/`);
  if (isNodeModule(specifier)) {
    const usesNode = border.runtime === 'node' || border.runtime === 'leaf' || forTools;
    return usesNode ? [] : [`imports ${specifier}, but ${border.folder} does not run in Node.`];
  }
  const name = packageName(specifier);
  if (name === border.name) return [`imports its own package by name: use a relative path.`];
  if (borders.some((other) => other.name === name) && !border.mayImport.includes(name)) {
    return [`imports ${name}, which scripts/borders.ts does not allow for ${border.folder}.`];
  }
  if (nativePackages.includes(name) && !border.touchesSystem) {
    return [`imports ${name}: only packages/host calls native libraries.`];
  }
  const allowed = declaredFor(context, forTools || typeOnly || border.runtime === 'leaf');
  return allowed.has(name) ? [] : [`imports ${name}, which ${border.folder}/package.json does not declare.`];
}

function checkRelative(specifier: string, path: string, border: Border, exists: (path: string) => boolean): string[] {
  const target = posix.join(posix.dirname(path), specifier.replace(/\?.*$/, ''));
  if (!target.startsWith(`${border.folder}/`)) {
    return [`imports ${specifier}, outside its package: import the package by its name.`];
  }
  return exists(target) ? [] : [`imports ${specifier}, which does not exist.`];
}

/** Declared packages; code that is not shipped may use those for development too. */
function declaredFor({ manifest, rootManifest }: ImportContext, withDevelopment: boolean): Set<string> {
  const names = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies });
  if (withDevelopment) names.push(...Object.keys({ ...manifest.devDependencies, ...rootManifest.devDependencies }));
  return new Set(names);
}

function packageName(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
