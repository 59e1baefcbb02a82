// What the program costs the customer: from starting the built file to the request's waiting for consent, and its memory,
// on Linux with the page and with a window, and under Wine, there beside a Node that does nothing.

import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from '@nearhand/base';
import { sharedBuild } from '@nearhand/agent-builder/testing';
import { startProcess } from '@nearhand/e2e/support/process.ts';
import { SupportScene } from '@nearhand/e2e/support/support-session.ts';
import { createRequest } from '@nearhand/e2e/support/technician.ts';
import { copyForWine, startWine, type Wine, windowsNode } from '@nearhand/host/testing';
import { invitationProgressSchema } from '@nearhand/protocol';
import type { Bench, BenchResult, Figure } from './bench-result.ts';
import { ownMegabytes, residentMegabytes } from './process-usage.ts';

const rounds = 5;
const settleMs = 3000;
const pieceBytes = 64 * 1024;
/** A first start reads the file from the disk and, under Wine, starts Wine's own programs. */
const warmUps = 1;

/** One way of starting the program. */
interface Way {
  readonly name: string;
  readonly limitMs: number;
  readonly program: string;
  /** Where the customer has it. */
  fileFor(code: string, folder: string): string;
  /** Answers its process and how to end it. */
  start(file: string, code: string, folder: string): { readonly pid: number; stop(): Promise<void> };
}

async function measure(scene: SupportScene, way: Way): Promise<Figure[]> {
  const elapsed: number[] = [];
  const memory: number[] = [];
  const own: number[] = [];
  for (let round = -warmUps; round < rounds; round++) {
    const { link, code } = await createRequest(scene.portal, `${way.name} ${round}`);
    const folder = mkdtempSync(join(tmpdir(), 'nearhand-bench-'));
    const file = way.fileFor(code, folder);
    saveAsBrowsersDo(way.program, file);
    const startMs = performance.now();
    const program = way.start(file, code, folder);
    try {
      await waitUntilStarted(scene.server.url, link);
      const tookMs = performance.now() - startMs;
      await delay(settleMs);
      if (round >= 0) {
        elapsed.push(tookMs);
        memory.push(residentMegabytes(program.pid));
        own.push(ownMegabytes(program.pid));
      }
    } finally {
      await program.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return [
    { name: `${way.name}: start to waiting`, unit: 'ms', samples: elapsed, below: way.limitMs },
    { name: `${way.name}: memory while it waits`, unit: 'MB', samples: memory, below: 100 },
    { name: `${way.name}: of it not of files`, unit: 'MB', samples: own },
  ];
}

function onLinux(scene: SupportScene, program: string, window: 'page' | 'gtk'): Way {
  return {
    name: `Linux, ${window === 'gtk' ? 'GTK window' : 'page'}`,
    limitMs: 1500,
    program,
    fileFor: (_code, folder) => join(folder, 'Nearhand'),
    start(file, code, folder) {
      const words = ['--server', scene.server.url, '--no-browser', '--window', window, '--code', code];
      const env = { HOME: folder, TMPDIR: folder, PATH: '', DISPLAY: scene.customerDisplay.displayName };
      const run = startProcess(file, words, { env });
      return { pid: run.child.pid ?? 0, stop: () => run.stop() };
    },
  };
}

function underWine(scene: SupportScene, program: string, wine: Wine): Way {
  return {
    name: 'Windows under Wine, its own window',
    limitMs: 3000,
    program,
    fileFor: (code) => join(wine.folder, `Nearhand-${code}.exe`),
    start(file, code, folder) {
      const words = ['--server', scene.server.url, '--data', `Z:${folder.replaceAll('/', '\\')}`, '--code', code];
      const { process: child } = wine.start(file, ...words);
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      return {
        pid: child.pid ?? 0,
        async stop() {
          child.kill('SIGKILL');
          await ended;
          rmSync(file);
        },
      };
    },
  };
}

/** In small pieces: of what is written in large ones Linux has more in memory at a time. */
function saveAsBrowsersDo(program: string, file: string): void {
  const content = readFileSync(program);
  const saved = openSync(file, 'w', 0o755);
  for (let at = 0; at < content.length; at += pieceBytes) writeSync(saved, content.subarray(at, at + pieceBytes));
  closeSync(saved);
}

async function waitUntilStarted(url: string, link: string): Promise<void> {
  const body = JSON.stringify({ token: link.split('/').at(-1) });
  const headers = { 'content-type': 'application/json', origin: url };
  for (;;) {
    const answer = await fetch(`${url}/api/invitations/progress`, { method: 'POST', headers, body });
    if (invitationProgressSchema.parse(await answer.json()).stage === 'started') return;
    await delay(10);
  }
}

/** What of the memory there is Wine's and Node's own. */
async function memoryOfNode(wine: Wine): Promise<Figure> {
  const { program } = await windowsNode();
  const { process: child } = wine.start(program, '-e', 'setInterval(() => {}, 1e6)');
  await delay(2 * settleMs);
  const samples = [residentMegabytes(child.pid ?? 0)];
  child.kill('SIGKILL');
  return { name: 'Node alone under Wine: memory', unit: 'MB', samples };
}

/** Without Wine, a note. */
async function measureUnderWine(scene: SupportScene, program: string): Promise<BenchResult> {
  let wine: Wine;
  try {
    wine = await startWine();
  } catch (error) {
    return { notes: [`Not measured under Wine, which did not start: ${messageOf(error)}`] };
  }
  try {
    const forWine = join(wine.folder, 'Nearhand.exe');
    copyForWine(program, forWine);
    const figures = await measure(scene, underWine(scene, forWine, wine));
    return { figures: [...figures, await memoryOfNode(wine)] };
  } finally {
    wine.dispose();
  }
}

export const agentBench: Bench = {
  name: 'agent',
  title: 'The agent as one file',
  async run() {
    const [linux, windows] = [await sharedBuild('linux-x64'), await sharedBuild('win32-x64')];
    const scene = await SupportScene.open();
    try {
      const onPage = await measure(scene, onLinux(scene, linux.program, 'page'));
      const inWindow = await measure(scene, onLinux(scene, linux.program, 'gtk'));
      const { figures = [], notes = [] } = await measureUnderWine(scene, windows.program);
      return { figures: [...onPage, ...inWindow, ...figures], notes };
    } finally {
      await scene.close();
    }
  },
};
