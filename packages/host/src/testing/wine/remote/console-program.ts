// Runs under Wine: starts a program of the desktop in a console of its own, and says what is on the screen afterwards.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { loadConsoleCalls } from './console-native.ts';

const [how, file = '', program = '', ...given] = process.argv.slice(2);
const words = [...process.execArgv, ...given];
const calls = loadConsoleCalls();

/** Its exit code. */
async function run(): Promise<unknown> {
  if (how !== 'redirected') return calls.run(program, [program, ...words].map((word) => `"${word}"`).join(' '));
  const output = openSync(file, 'w');
  try {
    return (await once(spawn(program, words, { stdio: ['ignore', output, 'ignore'], detached: true }), 'exit'))[0];
  } finally {
    closeSync(output);
  }
}

const screen = calls.openConsole();
if (how === 'alone') calls.closeConsole();
const exitCode = await run();
const rows = how === 'alone' ? [] : calls.rowsOf(screen);
process.stdout.write(JSON.stringify({ exitCode, rows }));
