// Compares every package's manifest and tsconfig with the table of borders. What its code imports is import-check.ts's.
import { builtinModules } from 'node:module';
import type { Border } from './borders.ts';
import { nativePackages } from './borders.ts';
import { listFolders, readText } from './repository.ts';

export interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export interface TypesConfig {
  readonly compilerOptions?: { readonly lib?: readonly string[]; readonly types?: readonly string[] };
}

const exactVersion = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/;

/** Everything wrong with the manifests below root, one sentence each. */
export function checkManifests(root: string, borders: readonly Border[]): string[] {
  const problems = unlistedFolders(root, borders);
  problems.push(...unpinned('package.json', readJson<Manifest>(root, 'package.json')));
  for (const border of borders) {
    const manifest = readJson<Manifest>(root, `${border.folder}/package.json`);
    problems.push(...checkManifest(border, manifest, borders));
    problems.push(...checkTypes(border, readJson<TypesConfig>(root, `${border.folder}/tsconfig.json`)));
  }
  return problems;
}

function readJson<T extends object>(root: string, path: string): Partial<T> {
  const text = readText(root, path);
  return text === '' ? {} : (JSON.parse(text) as T);
}

function unlistedFolders(root: string, borders: readonly Border[]): string[] {
  const listed = new Set(borders.map((border) => border.folder));
  return ['packages', 'apps']
    .flatMap((parent) => listFolders(root, parent).map((name) => `${parent}/${name}`))
    .filter((folder) => !listed.has(folder))
    .map((folder) => `${folder} is not in scripts/borders.ts: add a row with its runtime and what it may import.`);
}

/** Problems of one manifest against its row of the table. */
export function checkManifest(border: Border, manifest: Manifest, borders: readonly Border[]): string[] {
  const file = `${border.folder}/package.json`;
  const problems = unpinned(file, manifest);
  if (manifest.name !== border.name) problems.push(`${file} is named ${manifest.name}, the table says ${border.name}.`);
  const workspace = new Set(borders.map(({ name }) => name));
  for (const name of declared(manifest)) {
    if (workspace.has(name)) {
      if (!border.mayImport.includes(name))
        problems.push(`${file} depends on ${name}, which the table does not allow.`);
    } else if (nativePackages.includes(name) && !border.touchesSystem) {
      problems.push(`${file} depends on ${name}: only packages/host calls native libraries.`);
    }
  }
  for (const name of Object.keys(manifest.dependencies ?? {})) {
    if (border.externals && !workspace.has(name) && !border.externals.includes(name)) {
      problems.push(`${file} depends on ${name}, which is not among its externals in scripts/borders.ts.`);
    }
  }
  return problems;
}

function declared(manifest: Manifest): string[] {
  return Object.keys({ ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies });
}

function unpinned(file: string, manifest: Manifest): string[] {
  const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
  return Object.entries(all)
    .filter(([, version]) => !exactVersion.test(version))
    .map(([name, version]) => `${file} asks for ${name} ${version}: pin one exact version.`);
}

/** The compiler must not offer a package what its runtime lacks. */
export function checkTypes(border: Border, config: TypesConfig): string[] {
  const file = `${border.folder}/tsconfig.json`;
  const { lib, types } = config.compilerOptions ?? {};
  const problems: string[] = [];
  const hasDom = lib?.some((name) => name.toLowerCase().startsWith('dom')) ?? true;
  const hasNode = types?.includes('node') ?? true;
  if ((border.runtime === 'neutral' || border.runtime === 'node') && hasDom) {
    problems.push(`${file} offers the DOM to a package of runtime ${border.runtime}: set lib without it.`);
  }
  if ((border.runtime === 'neutral' || border.runtime === 'dom') && hasNode) {
    problems.push(`${file} offers Node's types to a package of runtime ${border.runtime}: set types without it.`);
  }
  return problems;
}

/** True for names of Node's own modules, with or without the prefix. */
export function isNodeModule(specifier: string): boolean {
  return specifier.startsWith('node:') || builtinModules.includes(specifier);
}
