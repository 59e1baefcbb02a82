// The agent's program: command line in, exit code out. What happens in between is composed elsewhere.

import { readFileSync } from 'node:fs';
import { AppError, systemClock } from '@nearhand/base';
import { systemProxy } from '@nearhand/host';
import { helpText, parseCommandLine } from './command-line/options.ts';
import { compose } from './compose.ts';
import { version } from './compose-core.ts';
import { openBrowser } from './consent/page/open-browser.ts';
import { demoDesktopInfo, desktopOfMachine } from './desktop/desktop-access.ts';
import { exitCodes, type Machine } from './machine.ts';

const { stdin, stdout, stderr, env } = process;

async function main(): Promise<number> {
  const commandLine = parseCommandLine(process.argv.slice(2), process.argv[1] ?? '', (path) =>
    readFileSync(path, 'utf8'),
  );
  if (commandLine.kind === 'help') return print(helpText);
  if (commandLine.kind === 'version') return print(`${version}\n`);
  if (commandLine.kind === 'problems') {
    for (const problem of commandLine.problems) stderr.write(`${problem}\n`);
    stderr.write('Try --help.\n');
    return exitCodes.commandLine;
  }
  const run = commandLine.options;
  const environment = { ...env };
  // Children have no business with it.
  delete env['NEARHAND_DEMO_SECRET'];
  const machine: Machine = {
    environment,
    terminal: { input: stdin, output: stdout, interactive: stdin.isTTY },
    desktop: run.mode.kind === 'demo' ? demoDesktopInfo : desktopOfMachine(environment, run.display),
    clock: systemClock,
    openBrowser,
    systemProxy,
  };
  const program = await compose({ run, machine, writeError: (line) => void stderr.write(line) });
  let isStopping = false;
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // Told to the whole group and passed on by npm, it comes twice; the viewers are still to hear of it.
      if (isStopping) return;
      isStopping = true;
      program.stop();
    });
  }
  // The demo agent ends with the server that started it, even one that was killed: its input is a pipe from there.
  if (run.mode.kind === 'demo') stdin.once('end', () => program.stop()).resume();
  return program.finished;
}

function print(text: string): number {
  stdout.write(text);
  return exitCodes.done;
}

/** Whoever reads our output may be gone; that is no reason to end a session. */
stdout.on('error', () => {});
stderr.on('error', () => {});
try {
  process.exitCode = await main();
} catch (error) {
  stderr.write(`${error instanceof AppError ? error.message : String(error)}\n`);
  process.exitCode =
    error instanceof AppError && error.code === 'bad_request' ? exitCodes.commandLine : exitCodes.failed;
}
// Nothing is left to do: what is still open (standard input, a kept-alive socket) must not keep the program running.
process.exit();
