// Runs one program to its end with this one's input and output, and passes on the signals that ask for an end.
import { spawn } from 'node:child_process';

/** @type {Readonly<Record<string, number>>} */
const exitCodeOfSignal = { SIGHUP: 129, SIGINT: 130, SIGKILL: 137, SIGTERM: 143 };

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} the exit code, 128 + the signal's number if one ended it
 */
export function runCommand(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    /** @param {NodeJS.Signals} signal */
    const forward = (signal) => child.kill(signal);
    // In a terminal Ctrl-C reaches the whole process group already; a second one means "at once" to programs like apt.
    /** @param {NodeJS.Signals} signal */
    const onInterrupt = (signal) => process.stdin.isTTY || forward(signal);
    process.on('SIGTERM', forward);
    process.on('SIGHUP', forward);
    process.on('SIGINT', onInterrupt);
    const release = () => {
      process.off('SIGTERM', forward);
      process.off('SIGHUP', forward);
      process.off('SIGINT', onInterrupt);
    };
    child.once('error', (error) => {
      release();
      reject(error);
    });
    child.once('exit', (code, signal) => {
      release();
      resolve(code ?? exitCodeOfSignal[signal ?? ''] ?? 1);
    });
  });
}
