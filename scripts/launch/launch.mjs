// What npm start, npm run admin and npm run agent have in common: check Node, install, prepare, then run a program of the
// project with the project's own Node. The programs themselves know nothing of this.
import { join } from 'node:path';
import { ensureInstalled } from './installation.mjs';
import { ensureNodeStarts } from './node-library.mjs';
import { nodeTooOld, PlainError, projectFolder, projectNode } from './project.mjs';
import { runCommand } from './run-command.mjs';

/**
 * Sets the exit code of this process; prints one plain sentence where a person can put something right.
 * @param {string} program path of a TypeScript file from the project's folder
 * @param {{ prepare?: () => Promise<void> }} [options]
 */
export async function launch(program, { prepare } = {}) {
  await withPlainErrors(async () => {
    await ensureInstalled();
    await ensureNodeStarts();
    await prepare?.();
    return runCommand(projectNode(), [join(projectFolder, program), ...process.argv.slice(2)]);
  });
}

/**
 * Runs a task whose result is an exit code, and turns what people can put right into a sentence and exit code 1.
 * @param {() => Promise<number>} task
 */
export async function withPlainErrors(task) {
  try {
    const reason = nodeTooOld(process.versions.node);
    if (reason) throw new PlainError(reason);
    process.exitCode = await task();
  } catch (error) {
    if (!(error instanceof PlainError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
