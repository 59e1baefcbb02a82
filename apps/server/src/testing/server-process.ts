// The real program as a child process on a data folder, for tests of starting, stopping and dying.

import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';

const mainProgram = fileURLToPath(new URL('../main.ts', import.meta.url));
const adminProgram = fileURLToPath(new URL('../admin.ts', import.meta.url));

export interface ProgramOutput {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ServerProcess {
  readonly url: string;
  readonly port: number;
  readonly child: ChildProcess;
  /** What it printed so far. */
  output(): ProgramOutput;
  /** Resolves with what it printed in its life. */
  readonly exited: Promise<ProgramOutput>;
  signal(name: NodeJS.Signals): Promise<ProgramOutput>;
}

/** Resolves when the server says that it runs; rejects with its output if it ends instead. */
export async function startServerProcess(dataFolder: string, flags: readonly string[] = []): Promise<ServerProcess> {
  const port = await freePort();
  const { child, output, exited } = run(mainProgram, [
    '--data',
    dataFolder,
    '--port',
    String(port),
    '--log-level',
    'warn',
    '--programs',
    'off',
    ...flags,
  ]);
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', () => {
      if (output().stdout.includes('Nearhand is running at')) resolve();
    });
    void exited.then((end) => reject(new Error(`The server ended: ${end.stderr}`)));
  });
  return {
    url: `http://localhost:${port}`,
    port,
    child,
    output,
    exited,
    signal(name) {
      child.kill(name);
      return exited;
    },
  };
}

/** Runs a program that is expected to end by itself. */
export function runServerProcess(flags: readonly string[]): Promise<ProgramOutput> {
  return run(mainProgram, flags).exited;
}

export function runAdminProcess(flags: readonly string[], input = ''): Promise<ProgramOutput> {
  const { child, exited } = run(adminProgram, flags);
  child.stdin?.end(input);
  return exited;
}

/** Process id of the PostgreSQL that runs in a data folder. */
export async function postgresPid(dataFolder: string): Promise<number> {
  const text = await readFile(join(dataFolder, 'postgres', 'postmaster.pid'), 'utf8');
  return Number.parseInt(text, 10);
}

function run(program: string, flags: readonly string[]) {
  const child = spawn(process.execPath, [program, ...flags], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const output = (): ProgramOutput => ({ exitCode: child.exitCode, stdout, stderr });
  const exited = new Promise<ProgramOutput>((resolve) => child.once('close', () => resolve(output())));
  return { child, output, exited };
}
