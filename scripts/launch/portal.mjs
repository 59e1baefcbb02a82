// Builds the portal when its sources differ from those of the last build. Compared by content, since a checkout gives
// old files new times; reading a few hundred small files takes some tens of milliseconds.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { ensureWritable, runNpm } from './installation.mjs';
import { PlainError, projectFolder } from './project.mjs';

const sources = [
  'apps/portal',
  'packages/base',
  'packages/protocol',
  'packages/session',
  'packages/screen',
  'packages/viewer',
  'package-lock.json',
  'tsconfig.base.json',
];
const output = 'apps/portal/dist';
const stampFile = 'apps/portal/dist/.sources';
const skippedFolders = new Set(['node_modules', 'dist', 'coverage']);
const isTest = /\.test\.tsx?$/;

/** @returns {string} one hash over everything that goes into the portal */
export function hashSources(root = projectFolder) {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const path of filesBelow(join(root, source))) {
      const content = readFileSync(path);
      hash.update(`${relative(root, path).split(sep).join('/')} ${content.length}\n`).update(content);
    }
  }
  return hash.digest('hex');
}

/**
 * @param {string} path of a file or folder
 * @returns {string[]}
 */
function filesBelow(path) {
  if (!existsSync(path)) return [];
  const entries = readEntries(path);
  if (!entries) return [path];
  return entries
    .filter((entry) => (entry.isDirectory() ? !skippedFolders.has(entry.name) : !isTest.test(entry.name)))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)]));
}

/** @param {string} path */
function readEntries(path) {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** @returns {boolean} whether the built portal is the one that its sources make */
export function isBuilt(root = projectFolder) {
  const stamp = join(root, stampFile);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hashSources(root);
}

/** Builds the portal if it is not the one its sources make. Throws PlainError if that cannot work. */
export async function ensureBuilt(root = projectFolder) {
  const hash = hashSources(root);
  const stamp = join(root, stampFile);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  ensureWritable(join(root, 'apps/portal'), 'build its pages');
  console.log('Building the portal …');
  const startedAt = Date.now();
  const exitCode = await runNpm(
    ['run', 'build', '--workspace', '@nearhand/portal', '--silent', '--', '--logLevel', 'warn'],
    root,
  );
  if (exitCode !== 0) throw new PlainError('Building the portal failed; the reason is above.');
  if (!existsSync(join(root, output))) throw new PlainError(`Building the portal left nothing in ${output}.`);
  writeFileSync(stamp, hash);
  console.log(`Built in ${((Date.now() - startedAt) / 1000).toFixed(1)} s.`);
}
