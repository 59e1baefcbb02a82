import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { BuildWish } from '@nearhand/agent-builder';
import { testWish, writeTestBuild } from '@nearhand/agent-builder/testing';
import { ManualClock, silentLogger } from '@nearhand/base';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ProgramShelf } from './program-shelf.ts';

const patience = { timeout: 20_000 };
const { target: _target, ...wish } = testWish('linux-x64');
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shelf-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function setUp(build: (folder: string, wish: BuildWish) => Promise<void>) {
  const clock = new ManualClock();
  const shelf = new ProgramShelf({
    clock,
    logger: silentLogger,
    folder,
    wish,
    build,
    targets: ['win32-x64', 'linux-x64'],
  });
  return { clock, shelf };
}

const finish = (path: string, { target }: BuildWish) => writeTestBuild(join(path, target), target, Buffer.from(target));

it('BLD46: builds one at a time what is missing, and finds it again after a restart', async () => {
  let running = 0;
  const built: string[] = [];
  const build = async (path: string, one: BuildWish): Promise<void> => {
    expect(running++).toBe(0);
    await finish(path, one);
    built.push(one.target);
    running--;
  };
  const { shelf } = setUp(build);
  expect([shelf.state('win32-x64'), shelf.ready('linux-x64')]).toEqual([null, null]);
  shelf.start();
  expect(shelf.state('win32-x64')?.kind).toBe('building');
  expect([shelf.state('linux-x64'), shelf.state('darwin-x64')]).toEqual([{ kind: 'waiting' }, null]);
  await vi.waitUntil(() => shelf.ready('linux-x64') !== null, patience);
  const again = setUp(() => Promise.reject(new Error('nothing to build'))).shelf;
  again.start();
  await vi.waitUntil(() => again.ready('linux-x64') !== null, patience);
  expect([built, again.state('win32-x64')?.kind]).toEqual([['win32-x64', 'linux-x64'], 'ready']);
});

it('BLD46: a build that failed says why, is tried again later or at once when asked, and keeps no other from being built', async () => {
  let attempts = 0;
  const { clock, shelf } = setUp(async (path, one) => {
    if (one.target === 'win32-x64' && ++attempts < 3) throw new Error('The package registry cannot be reached.');
    await finish(path, one);
  });
  shelf.start();
  await vi.waitUntil(() => shelf.ready('linux-x64') !== null && attempts === 1, patience);
  const failed = { kind: 'failed', reason: 'The package registry cannot be reached.', tryAgainAt: expect.any(String) };
  await vi.waitUntil(() => shelf.state('win32-x64')?.kind === 'failed', patience);
  expect(shelf.state('win32-x64')).toEqual(failed);
  await vi.waitUntil(() => {
    clock.advance(60_000);
    return attempts === 2;
  }, patience);
  await vi.waitUntil(() => shelf.state('win32-x64')?.kind === 'failed', patience);
  shelf.buildAgain('win32-x64');
  await vi.waitUntil(() => shelf.ready('win32-x64') !== null, patience);
  expect(attempts).toBe(3);
});

it('BLD49: a finished program is built again when asked, once at a time, and offered until the new one is whole', async () => {
  const builds: string[] = [];
  let seen: unknown;
  const { shelf } = setUp(async (path, { target }) => {
    builds.push(target);
    seen = shelf.state('linux-x64');
    if (builds.length > 3) throw new Error('The certificate is no longer valid.');
    await writeTestBuild(join(path, target), target, Buffer.from(`${target}, ${builds.length}`));
  });
  const cutOff = join(folder, `${'a'.repeat(64)}.again`);
  mkdirSync(cutOff);
  shelf.start();
  await vi.waitUntil(() => !existsSync(cutOff), patience);
  const first = shelf.state('linux-x64');
  const program = () => readFileSync(join(shelf.ready('linux-x64')?.folder ?? '', 'Nearhand'), 'utf8');
  expect([first?.kind, program()]).toEqual(['ready', 'linux-x64, 2']);

  shelf.buildAgain('linux-x64');
  shelf.buildAgain('linux-x64');
  shelf.buildAgain('darwin-x64');
  await vi.waitUntil(() => program() === 'linux-x64, 3', patience);
  expect(seen).toEqual({ ...first, renewal: { kind: 'building' } });
  const second = shelf.state('linux-x64');
  expect(second).toMatchObject({ kind: 'ready', renewal: null });

  shelf.buildAgain('linux-x64');
  const renewal = { kind: 'failed', reason: 'The certificate is no longer valid.' };
  await vi.waitUntil(() => isDeepStrictEqual(shelf.state('linux-x64'), { ...second, renewal }), patience);
  expect([builds, program()]).toEqual([['win32-x64', 'linux-x64', 'linux-x64', 'linux-x64'], 'linux-x64, 3']);
});

it('BLD46: outdated builds go, oldest first; what the host put beside them stays', async () => {
  const own = ['linux-x64', 'notes.txt', 'A'.repeat(64), `${'a'.repeat(64)}.old`];
  const outdated = Array.from({ length: 11 }, (_, index) => index.toString(16).padStart(64, '0'));
  for (const [index, name] of [...outdated, ...own].entries()) {
    mkdirSync(join(folder, name, 'content'), { recursive: true });
    utimesSync(join(folder, name), index, index);
  }
  const { shelf } = setUp(finish);
  shelf.start();
  await vi.waitUntil(() => !existsSync(join(folder, outdated[2] ?? '')), patience);
  const left = readdirSync(folder);
  const current = (['win32-x64', 'linux-x64'] as const).map((target) =>
    basename(dirname(shelf.ready(target)?.folder ?? '')),
  );
  expect(left.toSorted()).toEqual([...outdated.slice(3), ...own, ...current].toSorted());
});

it('BLD46: a build that was cut off is not offered', async () => {
  const { shelf } = setUp(async (path, one) => {
    await finish(path, one);
    if (one.target === 'win32-x64') rmSync(join(path, one.target, 'program.zst-blocks'));
  });
  shelf.start();
  await vi.waitUntil(() => shelf.ready('linux-x64') !== null, patience);
  expect([shelf.ready('win32-x64'), shelf.state('win32-x64')?.kind]).toEqual([null, 'failed']);
  expect(readdirSync(folder).every((name) => existsSync(join(folder, name)))).toBe(true);
});
