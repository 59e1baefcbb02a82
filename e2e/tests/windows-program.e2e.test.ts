// The program for Windows as the builder makes it, under Wine, from a copy that Wine can run.

import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sharedBuild } from '@nearhand/agent-builder/testing';
import { copyForWine, startWine, type Wine, windowsPath } from '@nearhand/host/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';

let wine: Wine;
let program: string;

beforeAll(async () => {
  const [build, started] = await Promise.all([sharedBuild('win32-x64'), startWine()]);
  wine = started;
  program = join(wine.folder, 'Nearhand-408080316k.exe');
  copyForWine(build.program, program);
}, 300_000);
afterAll(() => wine?.dispose());

it('BLD51: it starts, loads its native part from a private folder, and removes it after the end', async () => {
  const run = wine.start(windowsPath(program), '--version');
  await once(run.process, 'exit');
  expect(run.output().trim()).toBe('0.1.0');
  const users = join(wine.folder, 'prefix', 'drive_c', 'users');
  const temporary = readdirSync(users).flatMap((user) => [join(user, 'Temp'), join(user, 'AppData', 'Local', 'Temp')]);
  const places = temporary.map((place) => join(users, place)).filter((place) => existsSync(place));
  expect(places.length).toBeGreaterThan(0);
  const unpacked = () => places.flatMap((place) => readdirSync(place)).filter((name) => /^nearhand-\d/.test(name));
  await expect.poll(unpacked, { timeout: 30_000 }).toEqual([]);
}, 120_000);
