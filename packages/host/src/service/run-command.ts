// One command of the system, with what it said. The only place where services start other programs.

import { execFile } from 'node:child_process';
import { AppError } from '@nearhand/base';

const patienceMs = 60_000;

/** Throws AppError `unavailable` with the command's own words. */
export type RunCommand = (command: string, words: readonly string[]) => Promise<string>;

export const runCommand: RunCommand = (command, words) =>
  new Promise((resolve, reject) => {
    execFile(command, words, { timeout: patienceMs, windowsHide: true }, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout);
      const said = stderr.trim() || error.message;
      reject(new AppError('unavailable', `${command} ${words.join(' ')}: ${said}`, { cause: error }));
    });
  });
