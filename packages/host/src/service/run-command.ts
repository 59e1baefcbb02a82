// One command of the system, with what it said. The only place where services start other programs.

import { execFile } from 'node:child_process';
import { AppError } from '@nearhand/base';

const patienceMs = 60_000;

/** Throws AppError `unavailable` with the command's own words. `input` is what it reads; nothing of it is in any error. */
export type RunCommand = (command: string, words: readonly string[], input?: string) => Promise<string>;

export const runCommand: RunCommand = (command, words, input) =>
  new Promise((resolve, reject) => {
    const child = execFile(command, words, { timeout: patienceMs, windowsHide: true }, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout);
      const said = stderr.trim() || error.message;
      reject(new AppError('unavailable', `${command} ${words.join(' ')}: ${said}`, { cause: error }));
    });
    if (input === undefined) return;
    // It may end without having read: what became of it is said above.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
