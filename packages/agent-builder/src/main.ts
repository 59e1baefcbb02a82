// npm run agents: builds what it is asked to, one after the other. A server runs it too, for what it offers to download.

import { join } from 'node:path';
import { AppError, messageOf } from '@nearhand/base';
import packageManifest from '../package.json' with { type: 'json' };
import { type BuildOrder, helpText, parseBuildCommand } from './command-line.ts';
import { buildInto } from './finish-build.ts';

const { stdout, stderr } = process;

async function main(): Promise<number> {
  const command = parseBuildCommand(process.argv.slice(2), packageManifest.version);
  if (command.kind === 'help') {
    stdout.write(helpText);
    return 0;
  }
  if (command.kind === 'problems') {
    for (const problem of command.problems) stderr.write(`${problem}\n`);
    stderr.write('Try --help.\n');
    return 2;
  }
  const stopping = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopping.abort());
  return build(command.order, stopping.signal);
}

async function build({ targets, folder, wish }: BuildOrder, signal: AbortSignal): Promise<number> {
  for (const target of targets) {
    const startedAt = performance.now();
    const { fileName, size, sha256 } = await buildInto(join(folder, target), { ...wish, target }, signal);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    stdout.write(`${join(folder, target, fileName)}  ${(size / 1e6).toFixed(1)} MB  ${seconds} s  sha256 ${sha256}\n`);
  }
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  const details = error instanceof AppError && Object.keys(error.details).length > 0 ? error.details : null;
  stderr.write(`${messageOf(error)}\n`);
  if (details !== null) stderr.write(`${JSON.stringify(details)}\n`);
  process.exitCode = 1;
}
