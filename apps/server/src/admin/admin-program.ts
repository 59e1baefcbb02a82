// The administrator's program: one command on the data of a server, running or not.

import { readFileSync } from 'node:fs';
import { AppError, systemClock } from '@nearhand/base';
import { type CommandDefinition, UsageError, helpFor, parseCommand } from './command-line.ts';
import { commandDefinitions, commands } from './commands.ts';
import { withContext } from './open-context.ts';
import { createPinoLogger } from '../logging/pino-logger.ts';
import { readVersion } from '../version.ts';

async function readPassword(): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin) {
    text += String(chunk);
    if (text.length > 10_000) break;
  }
  return text.replace(/\r?\n[^]*$/, '');
}

async function run(): Promise<void> {
  const parsed = parseCommand(commandDefinitions, {
    commandLine: process.argv.slice(2),
    environment: process.env,
    currentFolder: process.cwd(),
    readFile: (path) => readFileSync(path, 'utf8'),
  });
  if (parsed === null) {
    process.stdout.write(helpFor(commandDefinitions));
    return;
  }
  const password = parsed.values['password-stdin'] === true ? await readPassword() : '';
  const logger = createPinoLogger({ level: 'warn' });
  const definition: CommandDefinition = commandDefinitions[parsed.name];
  const mayBegin = definition.begins === true;
  const options = { config: parsed.config, version: readVersion(), clock: systemClock, logger, mayBegin };
  const output = await withContext(options, (context) =>
    commands[parsed.name](context, { values: parsed.values, password }),
  );
  process.stdout.write(`${output}\n`);
}

try {
  await run();
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
