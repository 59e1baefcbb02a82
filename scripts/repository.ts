// Reads the repository's files for the checks: which there are, what they hold. Knows nothing of what is checked.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const skippedFolders = new Set(['node_modules', 'dist', 'generated', 'coverage']);

/** Paths of all files below a folder, relative to the root, with forward slashes, sorted; empty if there is no folder. */
export function listFiles(root: string, folder: string): string[] {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  const entries = readdirSync(path, { withFileTypes: true }).toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const below = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return skippedFolders.has(entry.name) ? [] : listFiles(root, below);
    return entry.isFile() ? [below] : [];
  });
}

/** Names of the folders directly below a folder; empty if it does not exist. */
export function listFolders(root: string, folder: string): string[] {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !skippedFolders.has(entry.name))
    .map((entry) => entry.name)
    .toSorted();
}

/** The text of a file, empty if it does not exist. */
export function readText(root: string, path: string): string {
  const full = join(root, path);
  return existsSync(full) ? readFileSync(full, 'utf8') : '';
}

export function isTestFile(path: string): boolean {
  // A contract is a suite that test files run against each backend.
  return /(\.test\.tsx?|-contract\.ts)$/.test(path);
}
