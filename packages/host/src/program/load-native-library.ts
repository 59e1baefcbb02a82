// Loads a native library that lies inside the executable, in every thread of the program. Which folder it is unpacked
// to, and when it is removed again, depends on the system.

import { homedir, tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { getRawAsset } from 'node:sea';
import { getEnvironmentData, isMainThread, setEnvironmentData } from 'node:worker_threads';
import { hasRemoved, removeAfterEnd, removeLeftBehind } from './left-behind.ts';
import { temporaryFolders } from './temporary-folders.ts';
import { loadFromPrivateFolder, loadFromProgramFolder, loadWithoutFile, type UnpackOptions } from './unpack-library.ts';

/** `fileName` as the build named it, such as `koffi.node`. Returns what the library exports. */
export function loadNativeLibrary(fileName: string): unknown {
  const module: { exports: unknown } = { exports: {} };
  const load = (path: string): void => process.dlopen(module, path);
  const key = `${fileName} was unpacked to`;
  const known: unknown = getEnvironmentData(key);
  if (typeof known === 'string') load(known);
  else {
    if (!isMainThread) throw new Error(`${fileName} is loaded by the main thread first.`);
    // A second process of this program may have been started for nothing else.
    if (hasRemoved(process.argv.slice(2), tmpdir())) process.exit();
    removeLeftBehind(tmpdir());
    const library = new Uint8Array(getRawAsset(`native/${fileName}`));
    setEnvironmentData(key, unpack({ library, fileName, load }));
  }
  return module.exports;
}

/** Returns the path it was loaded from. */
function unpack(options: UnpackOptions): string {
  if (process.platform === 'linux') return loadWithoutFile(options, linuxFolders());
  const programFolder = installedIn();
  const installed = programFolder === null ? null : loadFromProgramFolder(options, programFolder);
  if (installed !== null) return installed;
  const { path, folder } = loadFromPrivateFolder(options, tmpdir());
  process.once('exit', () => removeAfterEnd(folder));
  return path;
}

/** Some may be mounted without the right to execute; the program's own was executed from. */
function linuxFolders(): string[] {
  return [...temporaryFolders(), homedir(), dirname(process.execPath)];
}

/** The program's folder where only administrators write to it; null: run from anywhere else. */
function installedIn(): string | null {
  const programs = process.platform === 'win32' ? process.env['ProgramFiles'] : '/Library';
  if (programs === undefined || programs === '') return null;
  const below = relative(programs, process.execPath);
  return below.startsWith('..') || below === process.execPath ? null : dirname(join(programs, below));
}
