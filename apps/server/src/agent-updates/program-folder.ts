// The built agents that this server may give out: every folder in `agents` of the data folder that holds a program and what
// its build says of it (`build.json`): those that the server made, and those that somebody put there.

import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { agentVersionSchema, type ProgramFile, programFileSchema } from '@nearhand/protocol';
import { z } from 'zod';

const buildSchema = programFileSchema.extend({ version: agentVersionSchema, fileName: z.string().min(1).max(255) });

export interface BuiltProgram extends ProgramFile {
  readonly version: string;
  readonly path: string;
  /** When it was built, in milliseconds since the epoch. */
  readonly builtMs: number;
}

export class ProgramFolder {
  readonly #folder: string;

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, 'agents');
  }

  /** Those that are whole: a build that is just being written is not. */
  async list(): Promise<BuiltProgram[]> {
    const outer = await foldersIn(this.#folder);
    const inner = await Promise.all(outer.map(foldersIn));
    const read = await Promise.all([...outer, ...inner.flat()].map(readBuild));
    return read.filter((program) => program !== null);
  }
}

async function foldersIn(folder: string): Promise<string[]> {
  // Without the folder there are none in it.
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
}

async function readBuild(folder: string): Promise<BuiltProgram | null> {
  try {
    const text = await readFile(join(folder, 'build.json'), 'utf8');
    const { fileName, ...build } = buildSchema.parse(JSON.parse(text));
    const path = join(folder, basename(fileName));
    const { size, mtimeMs } = await stat(path);
    return size === build.size ? { ...build, path, builtMs: mtimeMs } : null;
  } catch {
    // No build, or one by another version of this server: not to be given out.
    return null;
  }
}
