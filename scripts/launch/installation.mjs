// Are the dependencies that package-lock.json asks for the ones in node_modules? Answered in milliseconds from the record
// that npm keeps of what it installed, so it also holds when somebody ran npm by hand. And the installation itself.
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError, projectFolder } from './project.mjs';
import { runCommand } from './run-command.mjs';

/** @returns {boolean} whether node_modules holds everything in the lock, at its version */
export function isInstalled(root = projectFolder) {
  const wanted = readPackages(join(root, 'package-lock.json'));
  const present = readPackages(join(root, 'node_modules', '.package-lock.json'));
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes('node_modules/')) return true;
    const found = present[path];
    if (!found) return entry.optional === true || entry.devOptional === true;
    if (entry.link) return found.link === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

/**
 * @typedef {{ version?: string, integrity?: string, link?: boolean, optional?: boolean, devOptional?: boolean }} Entry
 * @param {string} path
 * @returns {Record<string, Entry> | undefined}
 */
function readPackages(path) {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch (error) {
    // A record cut short by a crash counts as none: installing again repairs it.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Installs from the lock if anything in it is missing. Throws PlainError if that cannot work. */
export async function ensureInstalled(root = projectFolder) {
  if (isInstalled(root)) return;
  ensureWritable(root, 'install its dependencies');
  console.log('Installing what Nearhand needs (once, about half a minute) …');
  const startedAt = Date.now();
  const exitCode = await runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], root);
  if (exitCode !== 0 || !isInstalled(root)) {
    throw new PlainError('Installing the dependencies failed; what npm said is above. Is the network reachable?');
  }
  console.log(`Installed in ${((Date.now() - startedAt) / 1000).toFixed(0)} s.`);
}

/**
 * Throws PlainError if a folder cannot be written.
 * @param {string} root
 * @param {string} purpose what it is to be written for, after "must"
 */
export function ensureWritable(root, purpose) {
  try {
    accessSync(root, constants.W_OK);
  } catch {
    throw new PlainError(
      `Nearhand must ${purpose}, but may not write in ${root}. Please run it as the owner of that folder, or copy it to a folder of your own.`,
    );
  }
}

/**
 * Runs npm the way this process was itself started by it, else the one on the path.
 * @param {readonly string[]} args
 */
export function runNpm(args, root = projectFolder) {
  const npm = process.env['npm_execpath'];
  const node = process.env['npm_node_execpath'] ?? process.execPath;
  if (npm && /npm-cli\.[cm]?js$/.test(npm) && existsSync(npm) && existsSync(node))
    return runCommand(node, [npm, ...args], { cwd: root });
  return runCommand('npm', args, { cwd: root, shell: process.platform === 'win32' });
}
