// PostgreSQL refuses to run as root. A server started as root gives it a system user of its own.

import { stat } from 'node:fs/promises';
import { AppError } from '@nearhand/base';
import { type ProcessIdentity, runProgram } from './run-program.ts';

const userName = 'nearhand-postgres';

/** Null: this process is not root, PostgreSQL runs as the same user. Throws AppError `internal` when no user can be made. */
export async function findIdentity(): Promise<ProcessIdentity | null> {
  if (process.getuid?.() !== 0) return null;
  const existing = await lookUp();
  if (existing !== null) return existing;
  const made = [
    await runProgram('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--home-dir',
      '/nonexistent',
      '--shell',
      '/usr/sbin/nologin',
      userName,
    ]),
  ];
  // Small systems have only BusyBox's adduser.
  if (made[0]?.exitCode !== 0) made.push(await runProgram('adduser', ['-S', '-D', '-H', userName]));
  const identity = await lookUp();
  if (identity !== null) return identity;
  throw new AppError(
    'internal',
    `The server runs as root, and its database must not. Make a system user named ${userName}, or start the server as an ordinary user, or set DATABASE_URL.`,
    { details: { output: made.map((result) => result.output).join('\n') } },
  );
}

async function lookUp(): Promise<ProcessIdentity | null> {
  const uid = await runProgram('id', ['-u', userName]);
  const gid = await runProgram('id', ['-g', userName]);
  if (uid.exitCode !== 0 || gid.exitCode !== 0) return null;
  return { uid: Number.parseInt(uid.output, 10), gid: Number.parseInt(gid.output, 10) };
}

/**
 * Whose files these are, where that is another ordinary user than expected: made under another account, or by a machine
 * on which the system user got another number. PostgreSQL insists on running as their owner.
 */
export async function ownerOf(cluster: string, expected: ProcessIdentity | null): Promise<ProcessIdentity | null> {
  if (expected === null) return null;
  const found = await stat(cluster).catch(() => null);
  return found === null || found.uid === 0 ? expected : { uid: found.uid, gid: found.gid };
}

/** Whether that user can enter the folder (every folder above must let it pass). */
export async function canEnter(folder: string, identity: ProcessIdentity | null): Promise<boolean> {
  if (identity === null) return true;
  const result = await runProgram('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], { identity });
  return result.exitCode === 0;
}
