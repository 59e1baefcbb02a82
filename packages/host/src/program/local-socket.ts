// Where programs of one user on one computer meet: a socket in a private folder, or on Windows a pipe, whose default
// rights let everybody read and only this user and administrators write.

import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { AppError } from '@nearhand/base';

/** sockaddr_un holds 104 bytes on macOS, 108 on Linux, one of them the end. */
const maxPathBytes = 103;

/** Whether its path is short enough. */
export function hasLocalSocket(folder: string, name: string): boolean {
  return process.platform === 'win32' || Buffer.byteLength(socketPath(folder, name)) <= maxPathBytes;
}

/** Throws AppError `bad_request` for a folder whose path is too long. */
export function localSocketAddress(folder: string, name: string): string {
  if (process.platform === 'win32') {
    const digest = createHash('sha256').update(resolve(folder).toLowerCase()).digest('hex').slice(0, 32);
    return String.raw`\\.\pipe\nearhand-${name}-${digest}`;
  }
  const path = socketPath(folder, name);
  if (!hasLocalSocket(folder, name)) {
    throw new AppError('bad_request', `The path of the data folder is too long: ${folder}. Choose a shorter one.`);
  }
  return path;
}

function socketPath(folder: string, name: string): string {
  return join(resolve(folder), `${name}.sock`);
}
