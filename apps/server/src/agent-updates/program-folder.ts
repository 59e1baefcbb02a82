// The built agents that this server may give out: every folder of `agents` in the data folder that holds a program and
// what its build says of it (`build.json`, as `npm run agents` writes it).

import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { agentVersionSchema, type ProgramFile, programFileSchema } from '@nearhand/protocol';
import { z } from 'zod';

const buildSchema = programFileSchema.extend({ version: agentVersionSchema, fileName: z.string().min(1).max(255) });

export interface BuiltProgram extends ProgramFile {
  readonly version: string;
  readonly path: string;
}

export class ProgramFolder {
  readonly #folder: string;

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, 'agents');
  }

  /** Those that are whole: a build that is just being written is not. */
  async list(): Promise<BuiltProgram[]> {
    // Without the folder there are none.
    const names = await readdir(this.#folder).catch((): string[] => []);
    const read = await Promise.all(names.map((name) => readBuild(join(this.#folder, name))));
    return read.filter((program) => program !== null);
  }
}

async function readBuild(folder: string): Promise<BuiltProgram | null> {
  try {
    const text = await readFile(join(folder, 'build.json'), 'utf8');
    const { fileName, ...build } = buildSchema.parse(JSON.parse(text));
    const path = join(folder, basename(fileName));
    return (await stat(path)).size === build.size ? { ...build, path } : null;
  } catch {
    // No build, or one by another version of this server: not to be given out.
    return null;
  }
}
