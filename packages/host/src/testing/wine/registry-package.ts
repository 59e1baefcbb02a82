// A package of another system from the npm registry, in a cache of this user: npm installs only what fits the system it
// runs on. The version and its checksum are those of package-lock.json; the content is unpacked once and never changed.

import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const projectFolder = join(import.meta.dirname, '../../../../..');

/** What this user's tests keep from one run to the next; it may be deleted at any time. */
export function testCacheFolder(): string {
  const base = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  return join(base, 'nearhand-tests');
}

/** The package's folder. Needs npm, tar and, the first time, the registry. */
export async function registryPackage(name: string): Promise<string> {
  const { version, integrity } = lockedPackage(name);
  const digest = createHash('sha256').update(integrity).digest('hex').slice(0, 16);
  const folder = join(testCacheFolder(), `${name.replaceAll('/', '-')}-${version}-${digest}`);
  if (existsSync(folder)) return folder;
  const draft = `${folder}.${randomUUID()}`;
  mkdirSync(draft, { recursive: true });
  try {
    const { stdout } = await run('npm', ['pack', `${name}@${version}`, '--json', '--pack-destination', draft], {
      cwd: draft,
    });
    const archive = join(draft, archiveName(stdout));
    const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
    if (found !== integrity) throw new Error(`${name} has another checksum than package-lock.json says.`);
    await run('tar', ['-xzf', archive, '-C', draft]);
    takePlace(join(draft, 'package'), folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}

/** Moves a finished folder to where it is looked for; when another run was faster, its is as good. */
export function takePlace(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
    rmSync(from, { recursive: true, force: true });
  }
}

function lockedPackage(name: string): { readonly version: string; readonly integrity: string } {
  const lock = JSON.parse(readFileSync(join(projectFolder, 'package-lock.json'), 'utf8'));
  const entry = lock.packages[`node_modules/${name}`];
  if (entry === undefined) throw new Error(`${name} is not in package-lock.json.`);
  return entry;
}

function archiveName(output: string): string {
  const [packed] = JSON.parse(output);
  return String(packed.filename).replace(/^@/, '').replaceAll('/', '-');
}
