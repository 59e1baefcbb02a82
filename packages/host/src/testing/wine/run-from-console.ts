// A module as a program of the desktop under Wine, started by a program with a console.

import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Wine, windowsPath } from './start-wine.ts';
import { windowsNode } from './windows-node.ts';

/** Subsystem in the optional header, after signature and file header. */
const [headerAt, subsystemAt, windowsProgram] = [0x3c, 4 + 20 + 68, 2];

/** `shell`: as one starts it. `redirected`: standard output to a file, standard error to nowhere. `alone`: no console. */
export type ConsoleStart = 'shell' | 'redirected' | 'alone';

export interface ConsoleRun {
  readonly exitCode: number;
  /** On the screen afterwards, 80 characters wide. */
  readonly rows: readonly string[];
  /** What was redirected. */
  readonly file: string;
}

export async function runFromConsole(
  wine: Wine,
  how: ConsoleStart,
  module: string,
  ...words: string[]
): Promise<ConsoleRun> {
  const [program, file] = [await desktopNode(wine.folder), join(wine.folder, 'redirected.txt')];
  writeFileSync(file, '');
  const own = join(import.meta.dirname, 'remote/console-program.ts');
  const run = wine.startNode(own, how, windowsPath(file), windowsPath(program), windowsPath(module), ...words);
  await once(run.process, 'exit');
  return { ...JSON.parse(run.output()), file: readFileSync(file, 'utf8') };
}

/** Node as the agent's program is. */
async function desktopNode(folder: string): Promise<string> {
  const file = join(folder, 'desktop-node.exe');
  if (existsSync(file)) return file;
  const bytes = readFileSync((await windowsNode()).program);
  bytes.writeUInt16LE(windowsProgram, bytes.readUInt32LE(headerAt) + subsystemAt);
  writeFileSync(file, bytes, { mode: 0o755 });
  return file;
}
