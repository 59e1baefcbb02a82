// Where the database's files are. Normally in the data folder; where the database's own system user cannot enter that
// (a server started by root from root's home), in a folder under /var/lib that the data folder remembers.

import { randomUUID } from 'node:crypto';
import { chmod, chown, mkdir, mkdtemp, readFile, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { ProcessIdentity } from './run-program.ts';
import { canEnter } from './system-user.ts';

export interface ClusterLocation {
  /** PostgreSQL's data directory; may not exist yet. */
  readonly cluster: string;
  /** Where the Unix socket should be. */
  readonly sockets: string;
  /** Where copies of PostgreSQL's programs go if they are needed. */
  readonly copies: string;
  /** Not in the data folder. */
  readonly outside: boolean;
}

const pointerSchema = z.object({ folder: z.string() });
export const elsewhere = '/var/lib/nearhand';
/** sun_path holds 107 bytes and a zero. */
const maxSocketPathBytes = 107;
const socketName = '/.s.PGSQL.5432';

export async function locateCluster(dataFolder: string, identity: ProcessIdentity | null): Promise<ClusterLocation> {
  const home = await findHome(dataFolder, identity);
  return {
    cluster: join(home, 'postgres'),
    sockets: join(home, 'sockets'),
    copies: identity === null ? home : elsewhere,
    outside: home !== (await realpath(dataFolder)),
  };
}

/** For the database's user alone. Gives back another folder where the path would be too long for a socket. */
export async function makeSocketFolder(preferred: string, identity: ProcessIdentity | null): Promise<string> {
  const fits = Buffer.byteLength(preferred + socketName) <= maxSocketPathBytes;
  // A random name that nobody can take beforehand.
  const folder = fits ? preferred : await mkdtemp(join(tmpdir(), 'nearhand-'));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  if (identity !== null) await chown(folder, identity.uid, identity.gid);
  return folder;
}

/** The folder that holds the cluster, without creating anything: null before the first start. */
export async function findExistingHome(dataFolder: string): Promise<string | null> {
  const pointer = await readFile(join(dataFolder, 'database.json'), 'utf8').catch(() => null);
  if (pointer !== null) return pointerSchema.parse(JSON.parse(pointer)).folder;
  return realpath(dataFolder).catch(() => null);
}

async function findHome(dataFolder: string, identity: ProcessIdentity | null): Promise<string> {
  const pointerFile = join(dataFolder, 'database.json');
  const pointer = await readFile(pointerFile, 'utf8').catch(() => null);
  if (pointer !== null) return pointerSchema.parse(JSON.parse(pointer)).folder;
  const real = await realpath(dataFolder);
  // Passing through is all the database's user may do here: the keys are in a folder of their own.
  if (identity !== null) await chmod(real, 0o711);
  if (await canEnter(real, identity)) return real;
  const folder = join(elsewhere, randomUUID());
  await mkdir(folder, { recursive: true });
  for (const path of [elsewhere, folder]) await chmod(path, 0o711);
  await writeFile(pointerFile, `${JSON.stringify({ folder })}\n`, { mode: 0o600, flush: true });
  return folder;
}
