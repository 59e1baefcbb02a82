// Built agents for tests. A build takes seconds, so tests share one for the same sources, from one run to the next, in a
// cache of this user that may be deleted at any time; outdated ones are removed.

import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { AgentBuild, AgentTarget } from '@nearhand/protocol';
import { buildKey } from '../build-key.ts';
import { type BuildWish, buildInto, finishInto, readFinishedBuild } from '../finish-build.ts';

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
  const finished = readFinishedBuild(folder) ?? (await buildInto(folder, wish, new AbortController().signal));
  removeOld(cache);
  return { folder, program: join(folder, finished.fileName) };
}

/** As if these bytes had been built. */
export async function writeTestBuild(folder: string, target: AgentTarget, program: Uint8Array): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true });
  await finishInto(folder, testWish(target), program, new AbortController().signal);
}

function removeOld(cache: string): void {
  const folders = readdirSync(cache)
    .map((name) => ({ path: join(cache, name), madeMs: statSync(join(cache, name)).mtimeMs }))
    .toSorted((one, other) => other.madeMs - one.madeMs);
  for (const { path } of folders.slice(kept)) rmSync(path, { recursive: true, force: true });
}
