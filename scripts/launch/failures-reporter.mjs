// A reporter for vitest that keeps what failed in a few lines each, to be told again at the very end of a long run:
// tests, and parts whose preparation failed so that their tests were left out.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Names the file they are written to. */
export const failuresVariable = 'NEARHAND_TEST_FAILURES';
export const failuresReporter = fileURLToPath(import.meta.url);

const messageLines = 12;

/** @typedef {{ message: string, stack?: string, stacks?: readonly { file: string, line: number }[] }} Fault */

export default class FailuresReporter {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly Fault[]} unhandled
   */
  onTestRunEnd(modules, unhandled) {
    const path = process.env[failuresVariable];
    if (path === undefined) return;
    const failures = modules.flatMap((module) => [
      ...told(relative('', module.moduleId), module.errors()),
      ...[...module.children.allSuites()].flatMap((suite) => told(suite.fullName, suite.errors(), module.moduleId)),
      ...[...module.children.allTests('failed')].flatMap((test) =>
        told(test.fullName, test.result().errors ?? [], module.moduleId),
      ),
    ]);
    failures.push(...told('Outside of every test', unhandled));
    if (failures.length > 0) writeFileSync(path, failures.join('\n'));
  }
}

/**
 * @param {string} name
 * @param {readonly Fault[]} faults
 * @param {string} [file]
 */
function told(name, faults, file) {
  return faults.map(({ message, stacks = [] }) => {
    const lines = message.split('\n').slice(0, messageLines);
    const places = stacks.map((at) => `at ${relative('', at.file)}:${at.line}`).slice(0, 3);
    return [
      `FAILED ${name}${file === undefined ? '' : ` (${relative('', file)})`}`,
      ...[...lines, ...places].map((line) => `    ${line}`),
    ].join('\n');
  });
}
