// One server per data folder. The lock is a Unix socket that somebody listens on: it is gone with its process however
// that ends, and whoever finds it taken learns from it who has it.

import { mkdtemp, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { type Server, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@nearhand/base';
import { z } from 'zod';

const holderSchema = z.object({ pid: z.number().int(), what: z.string() });
export type LockHolder = z.infer<typeof holderSchema>;

const pointerSchema = z.object({ socket: z.string() });
const maxSocketPathBytes = 107;
const answerTimeoutMs = 2000;

export interface DataFolderLock {
  release(): Promise<void>;
}

/** Throws AppError `conflict` naming the holder. A lock left behind by a killed process is taken over. */
export async function lockDataFolder(folder: string, what: string): Promise<DataFolderLock> {
  const real = await realpath(folder);
  const holder = await findLockHolder(real);
  if (holder !== null) {
    throw new AppError('conflict', `${folder} is in use by ${holder.what} (process ${holder.pid}). Stop it first.`, {
      details: { holder },
    });
  }
  const socket = await chooseSocket(real);
  await rm(socket, { force: true });
  const server = createServer((connection) => {
    connection.on('error', () => {
      // Whoever asked has gone; the answer is of no use to anybody else.
    });
    connection.end(JSON.stringify({ pid: process.pid, what } satisfies LockHolder));
  });
  await listen(server, socket);
  const pointer = pointerFile(real);
  await writeFile(`${pointer}.new`, `${JSON.stringify({ socket })}\n`, { mode: 0o600 });
  await rename(`${pointer}.new`, pointer);
  return {
    release: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Null when nobody holds the lock. */
export async function findLockHolder(folder: string): Promise<LockHolder | null> {
  const text = await readFile(pointerFile(folder), 'utf8').catch(() => null);
  if (text === null) return null;
  const pointer = pointerSchema.safeParse(parseJson(text));
  return pointer.success ? ask(pointer.data.socket) : null;
}

function pointerFile(folder: string): string {
  return join(folder, 'lock.json');
}

async function chooseSocket(folder: string): Promise<string> {
  const socket = join(folder, 'lock.sock');
  if (Buffer.byteLength(socket) <= maxSocketPathBytes) return socket;
  return join(await mkdtemp(join(tmpdir(), 'nearhand-lock-')), 'lock.sock');
}

function listen(server: Server, socket: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(socket, () => {
      server.unref();
      resolve();
    });
  });
}

/** Whoever accepts holds the lock, even if it is too busy to say who it is. */
function ask(socket: string): Promise<LockHolder | null> {
  return new Promise((resolve) => {
    const connection = connect(socket);
    let text = '';
    let connected = false;
    const finish = (): void => {
      connection.destroy();
      const holder = holderSchema.safeParse(parseJson(text));
      if (holder.success) resolve(holder.data);
      else resolve(connected ? { pid: 0, what: 'another program' } : null);
    };
    connection.setTimeout(answerTimeoutMs, finish);
    connection.on('connect', () => (connected = true));
    connection.on('data', (chunk: Buffer) => (text += chunk.toString()));
    connection.on('error', finish);
    connection.on('end', finish);
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Half an answer counts as none.
    return null;
  }
}
