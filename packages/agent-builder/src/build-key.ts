// One hash over everything that goes into a build: the same key means the same program, so that a finished one can be found
// again and an outdated one is not.

import { createHash, type Hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { filesBelow } from './bundle/files-below.ts';
import type { BuildWish } from './finish-build.ts';
import { projectFolder } from './project-folder.ts';

const sources = [
  'apps/agent',
  ...['base', 'protocol', 'session', 'screen', 'host', 'agent-builder'].map((name) => `packages/${name}`),
];
const unneeded = /\.test\.ts$|\/testing\//;

/** `sources`: what hashSources says; it is the same for every wish. */
export function buildKey(wish: BuildWish, sources = hashSources()): string {
  const hash = createHash('sha256').update(sources);
  add(hash, 'icon', wish.icon ?? new Uint8Array());
  if (wish.signing !== null) add(hash, 'certificate', readFileSync(wish.signing.certificateFile));
  const { icon: _icon, ...rest } = wish;
  add(hash, 'wish', new TextEncoder().encode(JSON.stringify({ ...rest, node: process.version })));
  return hash.digest('hex');
}

export function isBuildKey(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name);
}

/** Reads some hundred small files. */
export function hashSources(): string {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const path of filesBelow(join(projectFolder, source, 'src'))) {
      const name = relative(projectFolder, path).split(sep).join('/');
      if (!unneeded.test(name)) add(hash, name, readFileSync(path));
    }
  }
  add(hash, 'package-lock.json', readFileSync(join(projectFolder, 'package-lock.json')));
  return hash.digest('hex');
}

function add(hash: Hash, name: string, content: Uint8Array): void {
  hash.update(`${name} ${content.length}\n`).update(content);
}
