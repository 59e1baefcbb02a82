// The agent's program: command line in, exit code out. What happens in between is composed elsewhere.

// First: it says what keeps the others from being loaded.
import { sayLoadFailure } from './command-line/load-failure.ts';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { AppError, systemClock } from '@nearhand/base';
import {
  answerServiceManager,
  desktopOfMachine,
  drawsAsPerson,
  giveBackMemory,
  isServiceInstalled,
  openAutostart,
  openOutput,
  serviceHasSystemRights,
  startWindows,
  openOutside,
  openServiceManager,
  ownProgram,
  programPath,
  runWindowProcess,
  systemProxy,
  temporaryFolders,
} from '@nearhand/host';
import { helpText, parseCommandLine, type RunOptions } from './command-line/options.ts';
import { readBuild } from './command-line/read-build.ts';
import { parseSubcommand } from './command-line/subcommands.ts';
import { compose } from './compose.ts';
import { doctor } from './diagnosis/doctor.ts';
import { version } from './compose-core.ts';
import { demoDesktopInfo } from './demo/demo-desktop-info.ts';
import { type CommandSurroundings, installCommand, statusCommand, uninstallCommand } from './installation/commands.ts';
import { exitCodes, type Machine, type Program } from './machine.ts';
import { startService } from './supervisor/service-program.ts';
import { startWork } from './supervisor/work-program.ts';
import { workerEnvironment } from './supervisor/worker-process.ts';

const { stdin, env } = process;
const { stdout, stderr } = openOutput();
/** By then the window is drawn and the server has answered; what was needed for that is over. */
const startedMs = 2000;
const writeError = (line: string): void => void stderr.write(line);
const commandSurroundings: CommandSurroundings = {
  program: ownProgram(),
  version,
  service: (scope) => openServiceManager(scope, env),
  clock: systemClock,
  patienceMs: 20_000,
  say: (line) => void stdout.write(`${line}\n`),
};

async function main(): Promise<number> {
  const words = process.argv.slice(2);
  const started = { path: programPath(), build: readBuild(), readFile: (path: string) => readFileSync(path, 'utf8') };
  const command = parseSubcommand(words, started) ?? parseCommandLine(words, started);
  switch (command.kind) {
    case 'help':
      return print(helpText);
    case 'version':
      return print(`${version}\n`);
    case 'problems':
      for (const problem of command.problems) stderr.write(`${problem}\n`);
      stderr.write('Try --help.\n');
      return exitCodes.commandLine;
    case 'install':
      return installCommand(commandSurroundings, command.scope, command.options);
    case 'uninstall':
      return uninstallCommand(commandSurroundings, command.scope);
    case 'status':
      return statusCommand(commandSurroundings, command.scope);
    case 'doctor':
      return doctor(command.options, machineFor(command.options.run));
    case 'service':
      return runService(command.dataFolder);
    case 'work':
      return runToItsEnd(
        await startWork({ dataFolder: command.dataFolder, machine: machineFor(null), writeError }),
        false,
      );
    case 'window':
      await runWindowProcess();
      return exitCodes.done;
    default:
      return runToItsEnd(
        await compose({ run: command.options, machine: machineFor(command.options), writeError }),
        command.options.mode.kind === 'demo',
      );
  }
}

async function runService(dataFolder: string): Promise<number> {
  const line = await answerServiceManager();
  const program = await startService({ dataFolder, program: ownProgram(), machine: machineFor(null) });
  let wasAsked = false;
  line?.onStop.on(() => {
    wasAsked = true;
    program.stop();
  });
  const exitCode = await runToItsEnd(program, false);
  if (wasAsked) line?.ended();
  return exitCode;
}

/** `run` null: the environment alone says which desktop. */
function machineFor(run: RunOptions | null): Machine {
  const environment = { ...env };
  // Children have no business with them.
  for (const name of ['NEARHAND_DEMO_SECRET', ...Object.values(workerEnvironment)]) delete env[name];
  const isDemo = run?.mode.kind === 'demo';
  return {
    environment,
    terminal: { input: stdin, output: stdout, interactive: stdin.isTTY },
    desktop: isDemo ? demoDesktopInfo : desktopOfMachine(environment, run?.display ?? null),
    // Whoever starts it by hand sits there; a service says no options.
    rights: run === null && serviceHasSystemRights() ? 'system' : 'person',
    mayShowUnasked: run !== null || drawsAsPerson(environment),
    clock: systemClock,
    startWindows: (logger) => startWindows(environment, run?.display ?? null, logger),
    openOutside,
    startAgain,
    isInstalled: () => isServiceInstalled(environment),
    program: programPath(),
    temporaryFolders: temporaryFolders(),
    autostart: ({ id, title, words }) => {
      const { file, words: own } = ownProgram();
      return openAutostart({ id, title, file, words: [...own, ...words] }, environment);
    },
    systemProxy,
  };
}

function startAgain(words: readonly string[]): void {
  const { file, words: own } = ownProgram();
  const given = process.argv.slice(2);
  const kept = given.filter((word, at) => !/^--code(?:=|$)/.test(word) && given[at - 1] !== '--code');
  const child = spawn(file, [...own, ...kept, ...words], { stdio: 'ignore', detached: true });
  child.on('error', (error) => writeError(`The program could not be started again: ${error.message}\n`));
  child.unref();
}

async function runToItsEnd(program: Program, endsWithInput: boolean): Promise<number> {
  systemClock.setTimer(startedMs, giveBackMemory);
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
  if (endsWithInput) stdin.once('end', () => program.stop()).resume();
  return program.finished;
}

function print(text: string): number {
  stdout.write(text);
  return exitCodes.done;
}

process.off('uncaughtException', sayLoadFailure);
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
