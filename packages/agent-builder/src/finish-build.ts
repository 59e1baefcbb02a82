// A built program on the disk, complete or not there: the program, its compressed pieces for downloads, and what is known
// of it.

import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { buildProgram, type ProgramWish } from './build-program.ts';
import { writeDeflateBlocks, writeZstdBlocks } from './download/compressed.ts';
import { type FinishedBuild, finishedBuildSchema } from './finished-build.ts';

export const zstdPiece = 'program.zst-blocks';
export const deflatePiece = 'program.deflate-blocks';
const record = 'build.json';

export interface BuildWish extends ProgramWish {
  /** Levels of zstd and gzip; null: no downloads are made of it. */
  readonly compression: { readonly zstd: number; readonly gzip: number } | null;
}

/** Builds into the folder, which appears when everything is in it; one that exists is replaced. */
export async function buildInto(folder: string, wish: BuildWish, signal: AbortSignal): Promise<FinishedBuild> {
  return finishInto(folder, wish, await buildProgram(wish, signal), signal);
}

/** The same for a program that is built already. */
export async function finishInto(
  folder: string,
  wish: BuildWish,
  program: Uint8Array,
  signal: AbortSignal,
): Promise<FinishedBuild> {
  const draft = join(dirname(folder), `.${randomUUID()}`);
  mkdirSync(draft, { recursive: true });
  try {
    const fileName = wish.target.startsWith('win32') ? `${fileStem(wish.name)}.exe` : fileStem(wish.name);
    const path = join(draft, fileName);
    writeFileSync(path, program, { mode: 0o755 });
    const finished: FinishedBuild = {
      target: wish.target,
      version: wish.version,
      fileName,
      size: program.length,
      sha256: createHash('sha256').update(program).digest('hex'),
      crc32: crc32(program),
      compressed: await compress(path, draft, wish.compression),
      isSigned: wish.signing !== null && wish.target.startsWith('win32'),
    };
    signal.throwIfAborted();
    writeFileSync(join(draft, record), `${JSON.stringify(finished, null, 2)}\n`);
    rmSync(folder, { recursive: true, force: true });
    renameSync(draft, folder);
    return finished;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

async function compress(
  path: string,
  folder: string,
  levels: BuildWish['compression'],
): Promise<FinishedBuild['compressed']> {
  if (levels === null) return null;
  const [zstd, deflate] = [join(folder, zstdPiece), join(folder, deflatePiece)];
  await writeZstdBlocks(path, zstd, levels.zstd);
  await writeDeflateBlocks(path, deflate, levels.gzip);
  return { zstdSize: statSync(zstd).size, gzipSize: statSync(deflate).size };
}

/** null: there is none, or what is there is not whole. */
export function readFinishedBuild(folder: string): FinishedBuild | null {
  const path = join(folder, record);
  if (!existsSync(path)) return null;
  const parsed = finishedBuildSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!parsed.success) return null;
  const { data } = parsed;
  const sizes: [string, number][] = [[data.fileName, data.size]];
  if (data.compressed) sizes.push([zstdPiece, data.compressed.zstdSize], [deflatePiece, data.compressed.gzipSize]);
  const isWhole = sizes.every(([name, size]) => statSync(join(folder, name), { throwIfNoEntry: false })?.size === size);
  return isWhole ? data : null;
}

/** No file on Windows may be called so, whatever follows the dot. */
const deviceNames = /^(?:con|prn|aux|nul|(?:com|lpt)[0-9])$/i;

/** A brand as the beginning of a file's name: letters and digits that every system and archive takes. */
export function fileStem(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (plain === '') return 'Nearhand';
  return deviceNames.test(plain) ? `Nearhand-${plain}` : plain;
}
