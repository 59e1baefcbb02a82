// A PostgreSQL that already runs on a cluster: left behind by a server that was killed, or another server's.

import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { AppError, type Logger } from '@nearhand/base';
import type { DatabaseTarget } from '../connect.ts';
import { type ClusterOptions, databaseName, databaseUser } from './cluster.ts';
import { findExistingHome } from './location.ts';
import { runProgram } from './run-program.ts';

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly sockets: string;
}

/** What postmaster.pid says; the process need not be alive. Null without that file. */
export async function readPostmaster(cluster: string): Promise<Postmaster | null> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => null);
  const lines = text?.split('\n') ?? [];
  const pid = Number.parseInt(lines[0] ?? '', 10);
  const port = Number.parseInt(lines[3] ?? '', 10);
  const sockets = lines[4]?.trim() ?? '';
  return Number.isSafeInteger(pid) && Number.isSafeInteger(port) && sockets !== '' ? { pid, port, sockets } : null;
}

/** Stops what is left of an earlier run, so that this server's own child can take over. */
export async function stopOrphan(options: ClusterOptions, logger: Logger): Promise<void> {
  const found = await readPostmaster(options.cluster);
  if (found === null) return;
  if (await answers(found)) {
    logger.warn('Stopping the database that an earlier run left behind', { pid: found.pid });
    await stopCluster(options);
    return;
  }
  const { exitCode, output } = await runProgram('ps', ['-p', String(found.pid), '-o', 'args=']);
  if (exitCode !== 0) return;
  if (output.includes(options.cluster)) await stopCluster(options);
  // The number belongs to another program by now; PostgreSQL would take that for itself and refuse to start.
  else await rm(join(options.cluster, 'postmaster.pid'), { force: true });
}

async function stopCluster({ cluster, programs, identity }: ClusterOptions): Promise<void> {
  const stop = (mode: string): ReturnType<typeof runProgram> =>
    runProgram(programs.pgCtl, ['stop', '-D', cluster, '-m', mode, '-w', '-t', '15'], { identity });
  const fast = await stop('fast');
  if (fast.exitCode === 0) return;
  const immediate = await stop('immediate');
  if (immediate.exitCode !== 0 && (await readPostmaster(cluster)) !== null) {
    throw new AppError(
      'unavailable',
      'The database of an earlier run does not stop. End its process and start again.',
      {
        details: { output: immediate.output },
      },
    );
  }
}

/** Also true while it is starting up or shutting down: any answer in its language counts. */
async function answers(postmaster: Postmaster): Promise<boolean> {
  const client = new pg.Client({
    host: postmaster.sockets,
    port: postmaster.port,
    user: databaseUser,
    database: 'postgres',
    connectionTimeoutMillis: 5000,
  });
  client.on('error', () => {
    // The end of a connection that only asked whether anybody is there.
  });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch (error) {
    return error instanceof pg.DatabaseError;
  }
}

/** How to reach the PostgreSQL that runs for a data folder; null when none answers. */
export async function findRunningTarget(dataFolder: string): Promise<DatabaseTarget | null> {
  const home = await findExistingHome(dataFolder);
  const found = home === null ? null : await readPostmaster(join(home, 'postgres'));
  if (found === null || !(await answers(found))) return null;
  return { host: found.sockets, port: found.port, user: databaseUser, database: databaseName };
}
