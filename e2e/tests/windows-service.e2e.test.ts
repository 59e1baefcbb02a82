// The built program for Windows as that of a computer, under Wine. Installed, the service manager starts it, its worker is
// at the desktop, and uninstalling leaves nothing; not installed, whoever sits there answers in its window.

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedBuild } from '@nearhand/agent-builder/testing';
import {
  copyForWine,
  openTypist,
  startWineDesktop,
  type Typist,
  windowsPath,
  type Wine,
  type WineDesktop,
  type WineProcess,
} from '@nearhand/host/testing';
import { programName } from '@nearhand/protocol';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Portal, openPortal } from '../support/portal.ts';
import { opened } from '../support/technician.ts';
import { waitForPicture } from '../support/viewer.ts';
import { eventually, shows } from '../support/waiting.ts';
import { pressInWindow, wineStartMs } from '../support/wine-window.ts';

let portal: Portal;
let desktop: WineDesktop;
let wine: Wine;
let programFiles: string;

beforeAll(async () => {
  const [build, started, page] = await Promise.all([
    sharedBuild('win32-x64'),
    startWineDesktop({ widthPx: 1280, heightPx: 800 }),
    openPortal('--demo', 'off'),
  ]);
  [desktop, wine, portal] = [started, started.wine, page];
  copyForWine(build.program, join(wine.folder, 'agent.exe'));
  programFiles = join(wine.folder, 'prefix/drive_c/Program Files/Nearhand');
}, 300_000);
afterAll(async () => {
  await portal?.close();
  desktop?.dispose();
});

/** Exit code and what it said. */
function agent(...words: string[]): Promise<[number, string]> {
  return run(windowsPath(join(wine.folder, 'agent.exe')), ...words);
}

async function run(file: string, ...words: string[]): Promise<[number, string]> {
  const { process, output } = wine.start(file, ...words);
  const [exitCode] = await once(process, 'exit');
  return [exitCode, output()];
}

/** What somebody puts in the place of the native part is not loaded at the next start, but replaced. */
async function changedPartIsReplaced(): Promise<void> {
  const folder = join(programFiles, 'agent', 'native');
  const [hash = '', ...others] = readdirSync(folder);
  const part = join(folder, hash, 'koffi.node');
  const genuine = readFileSync(part);
  expect([createHash('sha256').update(genuine).digest('hex'), others]).toEqual([hash, []]);
  rmSync(part);
  writeFileSync(part, Buffer.alloc(genuine.length, 'no library'));
  const installed = String.raw`C:\Program Files\Nearhand\agent\nearhand-agent.exe`;
  expect(await run(installed, 'status')).toEqual([0, expect.stringContaining('Server: connected')]);
  expect(readFileSync(part).equals(genuine)).toBe(true);
}

describe('installed on Windows', () => {
  it('INS1, INS4, INS10, INS15 and BLD3: runs as a service, shows the desktop, loads no changed part, and is gone without a trace', async () => {
    const { server, page } = portal;
    const token = (await server.admin(['enrolment-token'])).trim();
    expect(await agent('install', '--server', server.url, '--enrol', token)).toEqual([
      0,
      expect.stringContaining(String.raw`installed as C:\Program Files\Nearhand\agent\nearhand-agent.exe`),
    ]);
    await page.getByRole('link', { name: 'Computers' }).first().click();
    const connect = page.getByRole('link', { name: /^Connect to / });
    await connect.waitFor({ timeout: 120_000 });
    expect(await agent('status')).toEqual([0, expect.stringContaining('Server: connected; viewers: 0')]);
    const viewer = await opened(page, connect);
    await waitForPicture(viewer);
    // Wine shows nobody what belongs to a service.
    await eventually(
      'its window is there',
      () => readFileSync(join(programFiles, 'agent-data', 'agent.log'), 'utf8'),
      (log) => log.includes('"kind":"home"'),
      60_000,
    );
    await changedPartIsReplaced();
    expect(await agent('install', '--server', server.url)).toEqual([0, expect.stringContaining('installed as')]);
    expect(await agent('uninstall')).toEqual([0, expect.stringContaining('nothing of it is left')]);
    expect(existsSync(programFiles)).toBe(false);
    expect(await agent('status')).toEqual([1, expect.stringContaining('No agent is installed')]);
    await connect.waitFor({ state: 'detached' });
  }, 300_000);
});

describe('run on Windows by whoever sits there', () => {
  let hands: Typist;
  let program: WineProcess;
  afterAll(() => hands?.dispose());

  const connect = (): Locator => portal.page.getByRole('link', { name: /^Connect to / });

  /** This build knows no server. */
  async function start(file: string): Promise<void> {
    program = wine.start(windowsPath(file), '--server', portal.server.url, '--language', 'en');
    await connect().waitFor({ timeout: wineStartMs });
    const texts = () => desktop.link.call('nearhandControls').map(({ text }) => text);
    const saysWhose = (seen: readonly string[]) => seen.some((text) => text.startsWith('This computer is linked to '));
    await eventually('whose it is', texts, saysWhose, wineStartMs);
  }

  const press = (label: string, count?: number) =>
    pressInWindow(desktop, hands, { label, count, output: program.output });

  it('ENR10: a token in its name makes it a computer, which asks where that is set, and is the same after a restart', async () => {
    const { server, page } = portal;
    hands = openTypist(wine.xvfb.displayName);
    await page.goto(`${server.url}/computers`);
    const token = (await server.admin(['enrolment-token'])).trim();
    const file = join(wine.folder, `${programName('Nearhand', { kind: 'enrolment', token })}.exe`);
    renameSync(join(wine.folder, 'agent.exe'), file);
    await start(file);
    const viewer = await opened(page, connect());
    await waitForPicture(viewer);
    await viewer.close();
    const rows = page.getByRole('list', { name: 'Computers' }).getByRole('listitem');
    const row = rows.filter({ has: connect() });
    await row.getByRole('button', { name: /^More for / }).click();
    await page.getByRole('menuitem', { name: 'Settings…' }).click();
    await page.getByRole('switch', { name: 'Ask at each connection' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });

    const ended = once(program.process, 'exit');
    program.process.kill('SIGKILL');
    await ended;
    await connect().waitFor({ state: 'detached', timeout: wineStartMs });
    const listed = await rows.count();
    await start(file);
    expect(await rows.count()).toBe(listed);

    const asking = await opened(page, connect());
    await press('Allow');
    await waitForPicture(asking);
    // In the window, which may be behind that of the computer, and in the bar.
    await press('End session', 2);
    await shows(asking.getByRole('heading', { name: 'The session has ended' }), wineStartMs);
  }, 300_000);
});
