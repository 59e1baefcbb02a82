// The files of a PostgreSQL cluster: made once, whole or not at all, and checked for their version.

import { chown, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '@nearhand/base';
import type { PostgresPrograms } from './binaries.ts';
import { type ProcessIdentity, runProgram } from './run-program.ts';

/** The superuser's name inside the database. Only who may enter the socket's folder can connect at all. */
export const databaseUser = 'nearhand';
export const databaseName = 'nearhand';
const majorVersion = '18';

export interface ClusterOptions {
  readonly cluster: string;
  readonly programs: PostgresPrograms;
  readonly identity: ProcessIdentity | null;
}

/** Throws AppError `unavailable` for files of another major version, `internal` when they cannot be made. */
export async function ensureCluster(options: ClusterOptions): Promise<void> {
  const { cluster, programs, identity } = options;
  const version = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => null);
  if (version !== null) {
    if (version.trim() === majorVersion) return;
    throw new AppError(
      'unavailable',
      `The database files in ${cluster} were written by PostgreSQL ${version.trim()}; this server has version ${majorVersion}. Start the version of Nearhand that wrote them, or restore a backup.`,
    );
  }
  if ((await stat(cluster).catch(() => null)) !== null) {
    throw new AppError(
      'internal',
      `${cluster} exists but holds no database. Move it away, or restore a backup into it.`,
    );
  }
  const temporary = `${cluster}.new`;
  await rm(temporary, { recursive: true, force: true });
  await mkdir(dirname(temporary), { recursive: true });
  await mkdir(temporary, { mode: 0o700 });
  if (identity !== null) await chown(temporary, identity.uid, identity.gid);
  const result = await runProgram(
    programs.initdb,
    [
      `--pgdata=${temporary}`,
      `--username=${databaseUser}`,
      '--auth=trust',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--locale=C.UTF-8',
      '--no-instructions',
    ],
    { identity },
  );
  if (result.exitCode !== 0) {
    throw new AppError('internal', `The database could not be created: ${lastLine(result.output)}`, {
      details: { output: result.output },
    });
  }
  await rename(temporary, cluster);
}

function lastLine(text: string): string {
  return text.slice(text.lastIndexOf('\n') + 1);
}
