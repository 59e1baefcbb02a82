// Fetches the file of an update beside the program: goes on where an interrupted download ended, and gives out nothing
// whose size and hash are not those of the manifest.

import { createHash } from 'node:crypto';
import { chmodSync, createReadStream, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '@nearhand/base';
import { removeReplaced, removeUnlessInUse } from '@nearhand/host';
import { type ProgramFile, updatePaths } from '@nearhand/protocol';
import type { ServerAccess } from '../dialling/server-agent.ts';
import { requestServer } from '../dialling/server-request.ts';

export interface DownloadPlan {
  readonly access: ServerAccess;
  readonly file: ProgramFile;
  /** The installed program; what is fetched lies beside it. */
  readonly program: string;
  readonly signal: AbortSignal;
}

/** Where a checked update waits. */
export function updateFile(program: string): string {
  return `${program}.update`;
}

/** Resolves with the checked, executable file. Throws AppError `unavailable`: later it may work; what came is kept. */
export async function downloadProgram({ access, file, program, signal }: DownloadPlan): Promise<string> {
  const done = updateFile(program);
  if (sizeOf(done) === file.size && (await hashOf(done, signal)) === file.sha256) return done;
  const part = partFile(program, file.sha256);
  removeOtherParts(program, part);
  if (sizeOf(part) > file.size) rmSync(part);
  const from = sizeOf(part);
  if (from < file.size) await fetchInto(part, from, { access, file, program, signal });
  if (sizeOf(part) !== file.size || (await hashOf(part, signal)) !== file.sha256) {
    rmSync(part, { force: true });
    throw new AppError('unavailable', 'The downloaded program is not the one that was signed');
  }
  chmodSync(part, 0o755);
  renameSync(part, done);
  return done;
}

/** Everything that a download may have left and that does not run. */
export function removeDownloads(program: string): void {
  removeUnlessInUse(updateFile(program));
  removeOtherParts(program, '');
}

/** Earlier programs that do not run any more, also the copy that earlier versions kept. */
export function removeEarlier(program: string): void {
  removeReplaced(program);
  removeUnlessInUse(`${program}.previous`);
}

async function fetchInto(part: string, from: number, { access, file, signal }: DownloadPlan): Promise<void> {
  const headers = from > 0 ? { range: `bytes=${from}-`, 'if-range': `"${file.sha256}"` } : {};
  const answer = await requestServer(access, { path: updatePaths.file(file.sha256), headers, signal });
  const isRest = answer.statusCode === 206 && answer.headers['content-range']?.startsWith(`bytes ${from}-`) === true;
  if (answer.statusCode !== 200 && !isRest) {
    answer.destroy();
    throw new AppError('unavailable', `The server answered ${answer.statusCode} instead of a program`);
  }
  // Each piece is on the disk before the next is taken: what came before an interruption is not lost.
  const output = await open(part, isRest ? 'a' : 'w', 0o600);
  try {
    let left = file.size - (isRest ? from : 0);
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      left -= chunk.length;
      // What is longer than was signed must not fill the disk.
      if (left < 0) throw new AppError('unavailable', 'The program is longer than was signed');
      await output.writeFile(chunk);
    }
  } catch (cause) {
    if (!signal.aborted && cause instanceof AppError) throw cause;
    throw new AppError('unavailable', 'The download was interrupted', { cause });
  } finally {
    answer.destroy();
    await output.close();
  }
}

function partFile(program: string, sha256: string): string {
  return `${program}.part-${sha256.slice(0, 16)}`;
}

function removeOtherParts(program: string, kept: string): void {
  const prefix = `${basename(program)}.part-`;
  const folder = dirname(program);
  for (const name of readdirSync(folder)) {
    if (name.startsWith(prefix) && join(folder, name) !== kept) rmSync(join(folder, name), { force: true });
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

async function hashOf(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash, { signal });
  return hash.digest('hex');
}
