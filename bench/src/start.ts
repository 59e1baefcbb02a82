// How long an administrator waits for the server, and what it takes of the machine's memory.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '@nearhand/e2e/support/cuttable-network.ts';
import { descendantRunning, descendantsOf } from '@nearhand/e2e/support/process-tree.ts';
import { startProcess } from '@nearhand/e2e/support/process.ts';
import { projectFolder, TestServer } from '@nearhand/e2e/support/server.ts';
import { eventually } from '@nearhand/e2e/support/waiting.ts';
import type { Bench, Figure } from './bench-result.ts';
import { proportionalMegabytes, residentMegabytes } from './process-usage.ts';
import { repeat } from './samples.ts';

/** Until what starting needs is given back. */
const settleMs = 5000;

async function timeMs(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

async function measureStarts(): Promise<Figure[]> {
  const first = await repeat(3, async () => {
    const startMs = performance.now();
    const server = await TestServer.start();
    const elapsedMs = performance.now() - startMs;
    await server.stop();
    return elapsedMs;
  });
  const server = await TestServer.start();
  try {
    const later = await repeat(5, async () => {
      await server.process.stop();
      return timeMs(() => server.startAgain());
    });
    return [
      { name: 'first start, dependencies and portal present', unit: 'ms', samples: first },
      { name: 'later start', unit: 'ms', samples: later, below: 3000 },
      ...(await memoryOf(server)),
    ];
  } finally {
    await server.stop();
  }
}

async function memoryOf(server: TestServer): Promise<Figure[]> {
  const { pid: program } = descendantRunning(server.process.child.pid ?? 0, 'apps/server/src/main.ts');
  const agent = 'apps/agent/src/main.ts';
  const runs = ({ commandLine }: { commandLine: string }) => commandLine.includes(agent);
  await eventually(
    'the demo computer runs',
    () => descendantsOf(program),
    (all) => all.some(runs),
  );
  await delay(settleMs);
  const postgres = descendantsOf(program).filter(({ commandLine }) => commandLine.includes('postgres'));
  return [
    { name: 'memory of the server process', unit: 'MB', samples: [residentMegabytes(program)] },
    {
      name: "memory of the demo computer's process",
      unit: 'MB',
      samples: [residentMegabytes(descendantRunning(program, agent).pid)],
    },
    { name: 'memory of PostgreSQL', unit: 'MB', samples: [proportionalMegabytes(postgres.map(({ pid }) => pid))] },
  ];
}

/** As on a machine that has never seen the project: a fresh clone, an empty npm cache, the machine's own Node. */
async function measureFreshClone(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'nearhand-clone-'));
  const clone = join(folder, 'nearhand');
  const env = withoutThisProject(process.env);
  try {
    await run('git', ['clone', '--quiet', projectFolder, clone], folder, env);
    const install = ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--cache', join(folder, 'cache')];
    const installMs = await timeMs(() => run('npm', install, clone, env));
    const args = ['start', '--', '--port', String(await freePort()), '--data', join(folder, 'data')];
    const startMs = performance.now();
    const server = startProcess('npm', args, { cwd: clone, env });
    await server.line(/Nearhand is running at/);
    const firstMs = performance.now() - startMs;
    await server.stop();
    return [
      { name: 'npm ci in a fresh clone, empty cache', unit: 'ms', samples: [installMs] },
      { name: 'first start there, portal built', unit: 'ms', samples: [firstMs] },
      { name: 'npm ci and first start', unit: 'ms', samples: [installMs + firstMs], below: 90_000 },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function run(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
  const child = startProcess(command, args, { cwd, env });
  const code = await child.exited;
  if (code !== 0) throw new Error(`${command} ended with ${code}:\n${child.output()}`);
}

/** What `npm run` adds for this folder would lead the clone's commands back here. */
function withoutThisProject(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(
    ([name]) => !/^(?:npm_(?:package|lifecycle|config_local_prefix|command)|INIT_CWD)/.test(name),
  );
  const path = env['PATH']?.split(':').filter((folder) => !folder.endsWith('node_modules/.bin'));
  return { ...Object.fromEntries(kept), PATH: path?.join(':') };
}

export const startBench: Bench = {
  name: 'start',
  title: 'Starting the server, to the line "Nearhand is running"',
  async run({ full }) {
    const fresh = full ? await measureFreshClone() : [];
    const notes = full ? [] : ['Installation in a fresh clone is measured with --full (it downloads).'];
    return { figures: [...fresh, ...(await measureStarts())], notes };
  },
};
