// The agent's sources as the files of a single executable: one module, one script per thread, and what the code reads
// beside itself. Every own module keeps its address in the source tree (see packages/host/src/program/embedded.ts).

import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, relative, sep } from 'node:path';
import { AppError } from '@nearhand/base';
import { type InputOptions, type OutputOptions, type Plugin, rolldown } from 'rolldown';
import { projectFolder } from '../project-folder.ts';
import { filesBelow } from './files-below.ts';

const main = 'apps/agent/src/main.ts';
/** Where workers and assets may lie. */
const sources = ['apps/agent/src', 'packages/host/src'];
const builtKoffi = join(projectFolder, 'packages/host/src/program/built-koffi.ts');
/** Speed-ups of `ws` in native code, looked for in folders around the program: not here. */
const unwanted = new Set(['bufferutil', 'utf-8-validate']);
const nodeModule = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]));

export interface AgentBundle {
  /** An ECMAScript module. */
  readonly main: string;
  /** By the name under which the program asks for them. */
  readonly assets: ReadonlyMap<string, Uint8Array>;
}

/** Throws AppError `build_failed`. */
export async function bundleAgent(): Promise<AgentBundle> {
  const assets = new Map<string, Uint8Array>();
  for (const file of sources.flatMap((folder) => filesBelow(join(projectFolder, folder)))) {
    const name = addressPath(file);
    // Those for tests load what only source has.
    if (name.includes('/testing/')) continue;
    if (name.endsWith('.worker.ts')) assets.set(name, new TextEncoder().encode(await bundle(file, 'cjs')));
    else if (name.includes('/assets/') && !/\.(?:ts|json)$/.test(name)) assets.set(name, readFileSync(file));
  }
  return { main: await bundle(join(projectFolder, main), 'esm'), assets };
}

/** Exported for tests, which bundle programs of their own. */
export async function bundle(file: string, format: 'esm' | 'cjs'): Promise<string> {
  const input: InputOptions = {
    input: file,
    cwd: projectFolder,
    platform: 'node',
    plugins: [ownAddresses(), noStrays()],
  };
  const output: OutputOptions = { format, codeSplitting: false, comments: false, minify: false };
  const build = await rolldown({ ...input, logLevel: 'silent' });
  try {
    const { output: chunks } = await build.generate(output);
    const [chunk] = chunks;
    if (chunks.length !== 1 || chunk === undefined)
      throw new AppError('build_failed', `${file} does not fit one file.`);
    return inLatin1(chunk.code);
  } finally {
    await build.close();
  }
}

/** A single character beyond would make the engine keep the whole text at two bytes each. */
function inLatin1(code: string): string {
  return code.replaceAll(/[^\0-\xff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** `/apps/agent/src/…`, whatever the machine that builds. */
export function addressPath(file: string): string {
  return `/${relative(projectFolder, file).split(sep).join('/')}`;
}

function ownAddresses(): Plugin {
  return {
    name: 'own-addresses',
    transform(code, id) {
      if (id.startsWith('\0') || id.includes('node_modules') || !code.includes('import.meta.url')) return null;
      return { code: code.replaceAll('import.meta.url', JSON.stringify(`embedded:${addressPath(id)}`)), map: null };
    },
  };
}

/** Whatever is not in the bundle must be of Node itself: the program must not look for modules around it. */
function noStrays(): Plugin {
  const koffi = '\0koffi';
  const missing = '\0missing';
  const ofNode = '\0of-node:';
  return {
    name: 'no-strays',
    resolveId: {
      order: 'pre',
      async handler(source, importer, options) {
        if (source === 'koffi') return koffi;
        if (unwanted.has(source)) return missing;
        // The bundler's own helpers come before everything else.
        if (nodeModule.has(source))
          return importer?.startsWith('\0') ? { id: source, external: true } : ofNode + source;
        const found = await this.resolve(source, importer, { ...options, skipSelf: true });
        if (found === null || found.external !== false) {
          throw new AppError('build_failed', `${importer ?? ''} needs ${source}, which is not there.`);
        }
        return found;
      },
    },
    load(id) {
      // An import of `node:http` reads all its exports, and one of them loads a second HTTP client into memory.
      if (id.startsWith(ofNode)) {
        return `module.exports = process.getBuiltinModule(${JSON.stringify(id.slice(ofNode.length))});`;
      }
      if (id === koffi) return `export { koffiOfBuild as default } from ${JSON.stringify(builtKoffi)};`;
      return id === missing ? "throw new Error('not part of this program');" : null;
    },
  };
}
