// A computer that its settings want locked at the end of a session, with a real agent on a real display. XScreenSaver's
// command is a stand-in: the display has no screen saver.

import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startXvfb, type Xvfb } from '@nearhand/host/testing';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { TestAgent } from '../support/agent.ts';
import { openPortal, type Portal } from '../support/portal.ts';
import { waitForPicture } from '../support/viewer.ts';
import { eventually, shows } from '../support/waiting.ts';

const name = hostname();
const patienceMs = 30_000;
let portal: Portal;
let display: Xvfb;
let agent: TestAgent;
/** With the stand-in, and what it keeps: whether the screen is locked, and whether it does nothing. */
const folder = mkdtempSync(join(tmpdir(), 'locking-'));
const [locked, idle] = [join(folder, 'locked'), join(folder, 'idle')];
const standIn = `#!/bin/sh
case "$1" in
  -lock) [ -e '${idle}' ] || : > '${locked}' ;;
  -time) [ -e '${locked}' ] && echo 'XScreenSaver 6.06: screen locked since now' || echo 'screen non-blanked since now' ;;
esac
`;

beforeAll(async () => {
  writeFileSync(join(folder, 'xscreensaver-command'), standIn);
  chmodSync(join(folder, 'xscreensaver-command'), 0o755);
  portal = await openPortal();
});
afterAll(async () => {
  await agent?.stop();
  display?.dispose();
  await portal?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function enrol(): Promise<void> {
  const { page, server } = portal;
  display = await startXvfb({ widthPx: 640, heightPx: 480 });
  await page.goto(`${server.url}/computers`);
  await page.getByRole('button', { name: 'Add a computer' }).click();
  await page.getByText('Many computers').click();
  await page.getByLabel('Name').fill('Room 4');
  await page.getByRole('button', { name: 'Make the token' }).click();
  const token = await page.getByText(/^([0-9a-z]{5}-){4}[0-9a-z]{5}$/).innerText();
  agent = await TestAgent.start({
    server: server.url,
    args: ['--enrol', token],
    display: display.displayName,
    environment: { PATH: `${folder}:${process.env['PATH'] ?? ''}` },
  });
  await agent.process.line(/This computer is enrolled as/);
}

async function connect(): Promise<Page> {
  const { page } = portal;
  const [viewer] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('link', { name: `Connect to ${name}` }).click(),
  ]);
  await waitForPicture(viewer);
  return viewer;
}

describe('leaving a computer', () => {
  it('CPO17, ULK6: it is locked once the last viewer has left, which the next one is told', async () => {
    await enrol();
    const { page, server } = portal;
    await page.goto(`${server.url}/computers`);
    await page.getByRole('button', { name: `More for ${name}` }).click();
    await page.getByRole('menuitem', { name: 'Settings…' }).click();
    await page.getByLabel('At the end of a session').selectOption('Lock the computer');
    await page.getByRole('switch', { name: 'Unlock the screen when a session begins' }).check();
    await page.getByLabel('Password of the account', { exact: true }).fill('of nobody');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    const viewer = await connect();
    await viewer.getByRole('button', { name: 'Leave' }).click();
    await eventually('the lock', () => existsSync(locked), Boolean, patienceMs);
    const next = await connect();
    await shows(next.getByText('The computer is locked'), patienceMs);
    // There is no logind here. The agent could read what the page sealed: it would say so otherwise.
    await shows(next.getByText('found no way to unlock its screen by itself'), patienceMs);
    rmSync(locked);
    await next.getByText('The computer is locked').waitFor({ state: 'hidden', timeout: patienceMs });
    await next.getByRole('button', { name: 'About this connection' }).click();
    await shows(next.getByText(/ GB of .* GB$/), patienceMs);
    writeFileSync(idle, '');
    await next.keyboard.press('Escape');
    await next.getByRole('button', { name: 'Leave' }).click();
    await shows(page.getByText('Could not be locked after the last session'), patienceMs);
    // Each end is waited for on purpose, by the agent too.
  }, 240_000);
});
