// npm test: everything that has to hold before a change goes in, on a machine that has Node and nothing else.
// `npm test -- unit` (or integration, e2e, check) runs one part; further arguments are vitest's, such as a file's name.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureTestPackages } from './launch/debian-packages.mjs';
import { failuresReporter, failuresVariable } from './launch/failures-reporter.mjs';
import { ensureInstalled } from './launch/installation.mjs';
import { withPlainErrors } from './launch/launch.mjs';
import { ensureNodeStarts } from './launch/node-library.mjs';
import { ensureBuilt } from './launch/portal.mjs';
import { PlainError, projectFolder, projectNode } from './launch/project.mjs';
import { runCommand } from './launch/run-command.mjs';
import { plainLine, readReport, sumTotals } from './launch/test-report.mjs';

const parts = ['check', 'integration', 'e2e'];

await withPlainErrors(async () => {
  const { chosen, rest } = readArguments(process.argv.slice(2));
  await ensureInstalled();
  await ensureNodeStarts();
  if (chosen.includes('integration') || chosen.includes('e2e')) await ensureTestPackages();
  const reportFolder = mkdtempSync(join(tmpdir(), 'nearhand-test-'));
  try {
    return await runParts(chosen, rest, reportFolder);
  } finally {
    rmSync(reportFolder, { recursive: true, force: true });
  }
});

/**
 * The first word may name a part; without it a filter is tried on all tests, and without either everything runs.
 * @param {readonly string[]} args
 */
function readArguments(args) {
  const [first, ...others] = args;
  if (first === undefined) return { chosen: parts, rest: [] };
  if (first === 'unit' || parts.includes(first)) return { chosen: [first], rest: others };
  return { chosen: ['unit', 'integration', 'e2e'], rest: args };
}

/**
 * @param {readonly string[]} chosen
 * @param {readonly string[]} rest
 * @param {string} reportFolder
 */
async function runParts(chosen, rest, reportFolder) {
  const failed = [];
  const totals = [];
  const summary = [];
  const toldAgain = [];
  for (const part of chosen) {
    const startedAt = Date.now();
    const report = join(reportFolder, `${part}.json`);
    const failures = join(reportFolder, `${part}.txt`);
    const exitCode = await runPart(part, rest, { report, failures });
    if (exitCode !== 0) failed.push(part);
    if (existsSync(failures)) toldAgain.push(readFileSync(failures, 'utf8'));
    const total = readReport(report);
    // What fails without a test having failed (a formatting mistake, a broken build) is one failure of its own.
    if (exitCode !== 0 && total.failed === 0) total.failed = 1;
    totals.push(total);
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    summary.push(`${exitCode === 0 ? 'ok    ' : 'FAILED'} ${part.padEnd(12)} ${seconds} s`);
  }
  for (const failures of toldAgain) console.log(`\n${failures}`);
  console.log(`\n${summary.join('\n')}\n`);
  console.log(plainLine(sumTotals(totals)));
  return failed.length === 0 ? 0 : 1;
}

/**
 * @param {string} part
 * @param {readonly string[]} rest
 * @param {{ readonly report: string, readonly failures: string }} files
 */
async function runPart(part, rest, { report, failures }) {
  console.log(`\n=== ${part} ===`);
  const node = projectNode();
  const options = { cwd: projectFolder, env: { ...process.env, [failuresVariable]: failures } };
  if (part === 'check') return runCommand(node, ['scripts/check.ts', `--report=${report}`], options);
  if (part === 'e2e' && !(await portalBuilds())) return 1;
  const reporters = [
    '--reporter=default',
    '--reporter=json',
    `--reporter=${failuresReporter}`,
    `--outputFile.json=${report}`,
  ];
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', part, ...reporters, ...rest];
  return runCommand(node, args, options);
}

/** A portal that does not build fails the end-to-end tests, and the counts of the others are still told. */
async function portalBuilds() {
  try {
    await ensureBuilt();
    return true;
  } catch (error) {
    if (!(error instanceof PlainError)) throw error;
    console.error(error.message);
    return false;
  }
}
