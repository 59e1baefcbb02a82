// The program as a customer has it: built by the server, downloaded by a real browser from the invitation's page, unpacked,
// and run with nothing else at hand.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningProcess, startProcess } from '../support/process.ts';
import { TestServer } from '../support/server.ts';
import { SupportScene } from '../support/support-session.ts';
import { createRequest, waitForState } from '../support/technician.ts';
import { waitForPicture } from '../support/viewer.ts';

const customerName = 'Mia Berg';
const agentSays = /Open (http:\/\/127\.0\.0\.1:\d+\/\S+) in your browser/;

let scene: SupportScene;
let folder: string;
let program: RunningProcess | null = null;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nearhand-downloaded-'));
  const server = await TestServer.start({ args: ['--programs', 'linux-x64', '--program-level', '1', '--demo', 'off'] });
  scene = await SupportScene.open({ server });
});
afterAll(async () => {
  await program?.stop();
  await scene?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Loads the page again, as it asks for, until the server has built the program. */
async function builtProgram(page: Page) {
  const button = page.getByRole('link', { name: 'Download for Linux' });
  await expect
    .poll(
      async () => {
        await page.reload();
        return button.count();
      },
      { timeout: 110_000, interval: 1000 },
    )
    .toBe(1);
  return button;
}

/** Everything below a folder that this run left. */
function left(path: string): string[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' });
}

it('BLD50: downloaded by Chromium, unpacked and run, it lets the technician see the screen', async () => {
  const { link, code } = await createRequest(scene.portal, customerName);
  await scene.customer.goto(link);
  const button = await builtProgram(scene.customer);
  const [download] = await Promise.all([scene.customer.waitForEvent('download'), button.click()]);
  expect(download.suggestedFilename()).toMatch(new RegExp(`^Nearhand-${code}[a-z]\\.tar$`));
  const archive = join(folder, download.suggestedFilename());
  await download.saveAs(archive);
  await waitForState(scene.portal, customerName, 'Waiting for access');
  await scene.customer.getByText(/^[\d.]+ of [\d.]+ MB on their way to you$/).waitFor();

  execFileSync('tar', ['-xf', archive], { cwd: folder });
  const home = mkdtempSync(join(folder, 'home-'));
  const file = join(folder, basename(archive, '.tar'));
  // Neither Node nor the project's sources are there: the file is all it has.
  const environment = { PATH: '', HOME: home, TMPDIR: home, DISPLAY: scene.customerDisplay.displayName };
  program = startProcess(file, ['--no-browser', '--language', 'en'], { cwd: home, env: environment });
  const [, address = ''] = await program.line(agentSays);
  await scene.customer.goto(address);
  await scene.customer.getByRole('button', { name: 'Allow' }).click();
  await waitForState(scene.portal, customerName, 'Ready for you');
  const viewer = await scene.join(customerName);
  await waitForPicture(viewer);

  await scene.customer.getByRole('button', { name: 'End session' }).click();
  await program.exited;
  expect(left(home).toSorted()).toEqual(['.local', '.local/state']);
}, 240_000);
