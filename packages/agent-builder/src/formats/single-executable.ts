// Node's own tool for single executables, run with the Node that runs this program: it must be of the same version as the
// one that the agent goes into.

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@nearhand/base';
import type { AgentBundle } from '../bundle/bundle-agent.ts';

/** What Node looks at to know whether it is a single executable; set while the agent is put inside. */
const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2:';
const outputLimit = 4_000;

/** The agent as what goes into an executable. */
export function makeBlob(bundle: AgentBundle, signal: AbortSignal): Promise<Uint8Array> {
  return withTool(bundle, async (folder, configuration) => {
    const output = join(folder, 'blob');
    await runNode('--experimental-sea-config', folder, { ...configuration, output }, signal);
    return readFileSync(output);
  });
}

/** The executable with the agent inside. */
export function injectAgent(node: Uint8Array, bundle: AgentBundle, signal: AbortSignal): Promise<Uint8Array> {
  return withTool(bundle, async (folder, configuration) => {
    const [executable, output] = [join(folder, 'node'), join(folder, 'program')];
    writeFileSync(executable, node);
    await runNode('--build-sea', folder, { ...configuration, executable, output }, signal);
    return readFileSync(output);
  });
}

/** For what was injected by other means. Changes the bytes it is given. */
export function markAsSingleExecutable(program: Uint8Array): Uint8Array {
  const bytes = Buffer.from(program.buffer, program.byteOffset, program.byteLength);
  const at = bytes.indexOf(`${fuse}0`, 0, 'latin1');
  if (at === -1) throw new AppError('build_failed', 'This Node cannot become a single executable.');
  bytes[at + fuse.length] = '1'.charCodeAt(0);
  return program;
}

type Configuration = Readonly<Record<string, unknown>>;

async function withTool(
  bundle: AgentBundle,
  work: (folder: string, configuration: Configuration) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'nearhand-build-'));
  try {
    const main = join(folder, 'main.mjs');
    writeFileSync(main, bundle.main);
    const assets: Record<string, string> = {};
    let count = 0;
    for (const name of [...bundle.assets.keys()].toSorted()) {
      const path = join(folder, `asset-${count++}`);
      writeFileSync(path, bundle.assets.get(name) ?? new Uint8Array());
      assets[name] = path;
    }
    return await work(folder, {
      main: 'main.mjs',
      mainFormat: 'module',
      disableExperimentalSEAWarning: true,
      useCodeCache: false,
      // For new objects the engine would take 16 MB before it looks what can go; sessions make few that stay. Once started,
      // the program asks for a collection itself (packages/host/src/program/give-back.ts).
      execArgv: ['--max-semi-space-size=1', '--expose-gc'],
      // What the environment says to Node in general is not meant for a program on somebody's desktop.
      execArgvExtension: 'none',
      assets,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runNode(flag: string, folder: string, configuration: Configuration, signal: AbortSignal): Promise<void> {
  const file = join(folder, 'configuration.json');
  writeFileSync(file, JSON.stringify(configuration));
  const child = spawn(process.execPath, [flag, file], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], signal });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(0, outputLimit);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0)
    throw new AppError('build_failed', 'Node could not put the agent into its executable.', { details: { output } });
}
