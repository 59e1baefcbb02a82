// The built program for Windows, installed under Wine: the service manager starts it, its worker is at the desktop, and
// uninstalling leaves nothing.

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedBuild } from '@nearhand/agent-builder/testing';
import { type Wine, copyForWine, startWine, windowsPath } from '@nearhand/host/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Portal, openPortal } from '../support/portal.ts';
import { opened } from '../support/technician.ts';
import { waitForPicture } from '../support/viewer.ts';
import { eventually } from '../support/waiting.ts';

let portal: Portal;
let wine: Wine;
let programFiles: string;

beforeAll(async () => {
  const [build, started, page] = await Promise.all([
    sharedBuild('win32-x64'),
    startWine({ widthPx: 800, heightPx: 600 }),
    openPortal('--demo', 'off'),
  ]);
  [wine, portal] = [started, page];
  copyForWine(build.program, join(wine.folder, 'agent.exe'));
  programFiles = join(wine.folder, 'prefix/drive_c/Program Files/Nearhand');
}, 300_000);
afterAll(async () => {
  await portal?.close();
  wine?.dispose();
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
  it('INS1, INS4, INS10 and BLD3: runs as a service, shows the desktop, loads no changed part, and is gone without a trace', async () => {
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
    await eventually(
      'nothing is left',
      () => (existsSync(programFiles) ? readdirSync(programFiles) : []),
      (left) => left.length === 0,
    );
    expect(await agent('status')).toEqual([1, expect.stringContaining('No agent is installed')]);
    await connect.waitFor({ state: 'detached' });
  }, 300_000);
});
