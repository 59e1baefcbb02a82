// Where programs of one user on one computer meet: a socket in a private folder, or on Windows a pipe, whose default
// rights let everybody read and only this user and administrators write. Pipes lie in no folder: whoever is first has the
// name.

import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { AppError } from '@nearhand/base';

/** sockaddr_un holds 104 bytes on macOS, 108 on Linux, one of them the end. */
const maxPathBytes = 103;

/** Its path is short enough, or there are pipes. */
export function hasLocalSocket(folder: string, name: string): boolean {
  return process.platform === 'win32' || Buffer.byteLength(socketPath(folder, name)) <= maxPathBytes;
}

/** null: this system has pipes. Throws AppError `bad_request` for a folder whose path is too long. */
export function localSocketAddress(folder: string, name: string): string | null {
  if (process.platform === 'win32') return null;
  const path = socketPath(folder, name);
  if (!hasLocalSocket(folder, name)) {
    throw new AppError('bad_request', `The path of the data folder is too long: ${folder}. Choose a shorter one.`);
  }
  return path;
}

/** One that nobody can know before somebody listens there. */
export function newPipeAddress(name: string): string {
  return String.raw`\\.\pipe\nearhand-${name}-${randomUUID()}`;
}

function socketPath(folder: string, name: string): string {
  return join(resolve(folder), `${name}.sock`);
}
