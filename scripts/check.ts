// npm run check: everything that can be said about a change without a database, a display or a browser. One line per
// step with its time; what a step prints is shown only if it failed.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { borders } from './borders.ts';
import { failuresReporter } from './launch/failures-reporter.mjs';
import { checkImports } from './import-check.ts';
import { checkManifests } from './manifest-check.ts';
import { checkSpec } from './spec-check.ts';
import { checkTree } from './tree-check.ts';

interface Outcome {
  readonly ok: boolean;
  readonly output: string;
}

interface Step {
  readonly name: string;
  readonly run: () => Promise<Outcome>;
}

const limitMs = 10 * 60_000;
const root = dirname(import.meta.dirname);
const report = process.argv.find((argument) => argument.startsWith('--report='))?.slice('--report='.length);

function tool(name: string, script: string, args: readonly string[]): Step {
  return { name, run: () => runTool(join(root, 'node_modules', script), args) };
}

function problems(name: string, find: () => string[]): Step {
  const run = async (): Promise<Outcome> => {
    const found = find();
    return { ok: found.length === 0, output: found.join('\n') };
  };
  return { name, run };
}

function runTool(script: string, args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    // A test caught in an endless loop cannot be stopped from within: without this it would hold everything up.
    const limit = setTimeout(() => {
      chunks.push(Buffer.from(`\nStopped: not done after ${limitMs / 60_000} minutes.\n`));
      child.kill('SIGTERM');
    }, limitMs);
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(limit);
      resolve({ ok: code === 0, output: Buffer.concat(chunks).toString() });
    });
  });
}

async function runStep(step: Step): Promise<boolean> {
  const startedAt = performance.now();
  const { ok, output } = await step.run();
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`${ok ? 'ok    ' : 'FAILED'} ${step.name.padEnd(46)} ${seconds} s\n`);
  if (!ok) process.stdout.write(`${output.trimEnd().replace(/^/gm, '    ')}\n`);
  return ok;
}

/** Two at a time: more only slow each other down on a small machine. */
async function runSteps(steps: readonly Step[]): Promise<boolean> {
  const queue = [...steps];
  let ok = true;
  const work = async (): Promise<void> => {
    for (let step = queue.shift(); step; step = queue.shift()) {
      if (!(await runStep(step))) ok = false;
    }
  };
  await Promise.all([work(), work()]);
  return ok;
}

/** Scripts of pages that are served as they stand: JavaScript, checked by their comments. */
const pageScripts = [
  'apps/server/src/public-pages/browser',
  'apps/agent/src/consent/page/assets',
  'apps/portal/src/service-worker',
];
const projects = [...borders.map(({ folder }) => folder), ...pageScripts, 'scripts', 'tsconfig.tests.json'];
const quick: Step[] = [
  tool('format', 'oxfmt/bin/oxfmt', ['--list-different', '.']),
  tool('lint', 'oxlint/bin/oxlint', ['--deny-warnings']),
  problems('borders', () => [...checkManifests(root, borders), ...checkImports(root, borders)]),
  problems('spec', () => checkSpec(root)),
  problems('tree', () => checkTree(root, borders)),
  ...projects.map((project) => tool(`types ${project}`, 'typescript/bin/tsc', ['-p', project])),
];
const reporters = report
  ? ['--reporter=dot', '--reporter=json', `--reporter=${failuresReporter}`, `--outputFile.json=${report}`]
  : ['--reporter=dot'];
const unit = tool('unit tests', 'vitest/vitest.mjs', ['run', '--project', 'unit', ...reporters]);

const quickOk = await runSteps(quick);
const unitOk = await runStep(unit);
if (!quickOk || !unitOk) process.exitCode = 1;
