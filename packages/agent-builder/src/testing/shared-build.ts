// Built agents for tests. A build takes seconds, so tests share one for the same sources, from one run to the next, in a
// cache of this user that may be deleted at any time; outdated ones are removed.

import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { AgentBuild, AgentTarget } from '@nearhand/protocol';
import { buildKey } from '../build-key.ts';
import { type BuildWish, buildInto, finishInto, readFinishedBuild } from '../finish-build.ts';
import type { FinishedBuild } from '../finished-build.ts';

const kept = 6;

export interface SharedBuild {
  /** Holds the program and its compressed pieces. */
  readonly folder: string;
  readonly program: string;
}

export function testWish(target: AgentTarget, build: AgentBuild | null = null): BuildWish {
  const compression = { zstd: 1, gzip: 1 };
  return { target, build, name: 'Nearhand', version: '0.1.0', icon: null, signing: null, compression };
}

/** Without a server inside, the program takes it from its command line. */
export async function sharedBuild(target: AgentTarget, build: AgentBuild | null = null): Promise<SharedBuild> {
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'nearhand-tests', 'agents');
  mkdirSync(cache, { recursive: true });
  const wish = testWish(target, build);
  const folder = join(cache, `${target}-${buildKey(wish).slice(0, 32)}`);
  const finished = readFinishedBuild(folder) ?? (await buildBeside(folder, wish));
  utimesSync(folder, new Date(), new Date());
  removeOld(cache);
  return { folder, program: join(folder, finished.fileName) };
}

async function buildBeside(folder: string, wish: BuildWish): Promise<FinishedBuild> {
  const draft = `${folder}.${randomUUID()}`;
  try {
    const finished = await buildInto(draft, wish, new AbortController().signal);
    takePlace(draft, folder);
    return finished;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** When another run was faster, its build is as good, and in use perhaps. */
function takePlace(draft: string, folder: string): void {
  try {
    renameSync(draft, folder);
  } catch {
    if (readFinishedBuild(folder) !== null) return;
    rmSync(folder, { recursive: true, force: true });
    renameSync(draft, folder);
  }
}

/** As if these bytes had been built. */
export async function writeTestBuild(folder: string, target: AgentTarget, program: Uint8Array): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true });
  await finishInto(folder, testWish(target), program, new AbortController().signal);
}

/** Those that were not used for longest; other runs build and remove beside this one. */
function removeOld(cache: string): void {
  const folders = readdirSync(cache)
    .map((name) => join(cache, name))
    .map((path) => ({ path, usedMs: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .toSorted((one, other) => other.usedMs - one.usedMs);
  for (const { path } of folders.slice(kept)) rmSync(path, { recursive: true, force: true });
}
