// Registry packages of the systems that the agent is built for: at the versions and with the checksums of the project's
// package-lock.json, taken from node_modules where npm installed them for this machine, else fetched by npm, whose
// configuration says from where.

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError, type Disposable } from '@nearhand/base';
import { z } from 'zod';
import { projectFolder } from '../project-folder.ts';

const lockSchema = z.object({
  packages: z.record(z.string(), z.object({ version: z.string().optional(), integrity: z.string().optional() })),
});
const manifestSchema = z.object({ version: z.string() });
const outputLimit = 4_000;

export interface LockedPackages extends Disposable {
  /** Folder of the package. */
  folderOf(name: string): string;
}

interface Locked {
  readonly name: string;
  readonly version: string;
  readonly integrity: string;
}

/** Disposing removes what was fetched. Throws AppError `build_failed` with a sentence for the host. */
export async function openLockedPackages(names: readonly string[], signal: AbortSignal): Promise<LockedPackages> {
  const wanted = names.map(lockedPackage);
  if (wanted.every(isInstalled)) {
    return { folderOf: (name) => join(projectFolder, 'node_modules', name), dispose() {} };
  }
  const folder = mkdtempSync(join(tmpdir(), 'nearhand-parts-'));
  const dispose = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    await fetchInto(folder, wanted, signal);
  } catch (error) {
    dispose();
    throw error;
  }
  return { folderOf: (name) => join(folder, 'node_modules', name), dispose };
}

/** Version and checksum of a package, for what a build depends on. */
export function lockedPackage(name: string): Locked {
  const lock = lockSchema.parse(JSON.parse(readFileSync(join(projectFolder, 'package-lock.json'), 'utf8')));
  const { version, integrity } = lock.packages[`node_modules/${name}`] ?? {};
  if (version === undefined || integrity === undefined) {
    throw new AppError('build_failed', `package-lock.json has no checksum of ${name}.`);
  }
  return { name, version, integrity };
}

function isInstalled({ name, version }: Locked): boolean {
  const manifest = join(projectFolder, 'node_modules', name, 'package.json');
  return existsSync(manifest) && manifestSchema.parse(JSON.parse(readFileSync(manifest, 'utf8'))).version === version;
}

/** npm itself compares the checksums when it installs by a lock. */
async function fetchInto(folder: string, wanted: readonly Locked[], signal: AbortSignal): Promise<void> {
  const root = {
    name: 'parts',
    version: '1.0.0',
    private: true,
    dependencies: Object.fromEntries(wanted.map(({ name, version }) => [name, version])),
  };
  const locked = wanted.map(({ name, version, integrity }) => [`node_modules/${name}`, { version, integrity }]);
  const lock = { ...root, lockfileVersion: 3, requires: true, packages: { '': root, ...Object.fromEntries(locked) } };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify(root));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
  // --force: they are for another system than this one.
  const words = [
    'ci',
    '--force',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    '--loglevel=error',
  ];
  const { code, output } = await runNpm([...words, '--fetch-retries=1'], folder, signal);
  if (code === 0) return;
  signal.throwIfAborted();
  throw new AppError('build_failed', sentenceFor(output), { details: { npm: output } });
}

function sentenceFor(output: string): string {
  if (output.includes('EINTEGRITY')) {
    return 'What the package registry sent has another checksum than package-lock.json says. Nothing of it was used.';
  }
  if (/ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|ENOTCACHED/.test(output)) {
    return 'The package registry cannot be reached. Connect this server to the internet or point npm to a registry in your network.';
  }
  return `npm could not fetch the parts of the program: ${output.split('\n')[0] ?? ''}`;
}

/** The npm that started this program, else the one on the path. */
function runNpm(
  args: readonly string[],
  folder: string,
  signal: AbortSignal,
): Promise<{ readonly code: number | null; readonly output: string }> {
  const { npm_execpath: script, npm_node_execpath: node, ...environment } = process.env;
  const own = script !== undefined && /npm-cli\.[cm]?js$/.test(script) && node !== undefined;
  const options = { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] as ['ignore', 'ignore', 'pipe'], signal };
  const child = own
    ? spawn(node, [script, ...args], { ...options, env: environment })
    : // A shell finds npm.cmd too; nothing here is from outside.
      spawn(['npm', ...args].join(' '), { ...options, env: environment, shell: true });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(0, outputLimit);
  });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, output: error.message }));
    child.once('close', (code) => resolve({ code, output }));
  });
}
