// What an attended run does where its files have no room: at its start, and while it runs.

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@nearhand/base';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { loadFailureText, sayLoadFailure } from '../command-line/load-failure.ts';
import { texts } from '../consent/texts/texts.ts';
import { AgentScene, requestCode } from '../testing/agent-scene.ts';
import { FakeWindows } from '../testing/fake-windows.ts';

const until = <T>(look: () => T) => vi.waitUntil(look, { timeout: 20_000, interval: 10 });
let scene: AgentScene;
let base = '';
/** No folder can be made below it. */
let taken = '';

beforeEach(async () => {
  process.off('uncaughtException', sayLoadFailure);
  base = mkdtempSync(join(tmpdir(), 'agent-room-'));
  taken = join(base, 'a file');
  writeFileSync(taken, '');
  scene = await AgentScene.open();
});
afterEach(async () => {
  await scene.close();
  rmSync(base, { recursive: true });
});

it('AGT130: without room in the usual folder the run goes on in another, and leaves nothing there', async () => {
  const other = mkdtempSync(join(base, 'other-'));
  const page = await scene.allowed({ stateFolder: taken, temporaryFolders: [taken, other] });
  const viewer = await scene.active();
  expect(readdirSync(other)).toHaveLength(1);
  await page.answer({ type: 'end' });
  await until(() => page.kind === 'ended');
  page.close();
  viewer.dispose();
  expect([await scene.agent.finished, readdirSync(other), scene.agent.errors]).toEqual([0, [], []]);
});

it('AGT131: without room anywhere it says so in a window, in the language asked for, and ends with it', async () => {
  const windows = new FakeWindows();
  const args = ['--code', requestCode, '--language', 'fr', '--window', 'gtk'];
  const agent = await scene.start({ args, stateFolder: taken, temporaryFolders: [taken], windows: () => windows });
  const [window] = windows.windows;
  const content = JSON.stringify(window?.shown[0]);
  expect([content.includes(texts.fr.failed_noRoom), agent.exitCode, scene.server.welcomes]).toEqual([true, null, 0]);
  window?.onEvent.emit({ type: 'closed' });
  expect([await agent.finished, window?.isOpen]).toEqual([1, false]);
});

it('AGT131: and without windows in the terminal', async () => {
  const args = ['--code', requestCode, '--language', 'es'];
  const agent = await scene.start({ args, stateFolder: taken, temporaryFolders: [] });
  expect([await agent.finished, agent.errors]).toEqual([1, [`${texts.es.failed_noRoom}\n`]]);
});

it('AGT131: a part that cannot be loaded is told in the language of the system, other faults as they are', () => {
  const loading = new AppError('unavailable', 'A part of this program could not be loaded from any private folder.');
  expect(loadFailureText(loading, { LANG: 'fr_FR.UTF-8' })).toBe(texts.fr.failed_noRoom);
  expect(loadFailureText(new AppError('internal', 'Scan this computer.'), {})).toBe('Scan this computer.');
  expect(loadFailureText(new Error('a bug'), {})).toContain('no-room.int.test');
});

it('AGT132: a session goes on where nothing can be written any more, and what was taken back stays so', async () => {
  const dataFolder = join(base, 'data');
  const page = await scene.allowed({ dataFolder });
  const viewer = await scene.active();
  rmSync(dataFolder, { recursive: true });
  expect(await page.answer({ type: 'withdraw', permission: 'control' })).toBe(204);
  await until(() => !page.view?.allowed.includes('control'));
  expect([viewer.state.kind, page.kind]).toEqual(['active', 'active']);
  await page.answer({ type: 'end' });
  await until(() => page.kind === 'ended');
  page.close();
  viewer.dispose();
  expect(await scene.agent.finished).toBe(0);
});
