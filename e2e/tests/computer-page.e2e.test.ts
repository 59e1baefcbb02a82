// The page of a computer in a real browser, against a server that says whatever the test wants: what is typed there, and
// who notices what.

import { computerRole, LyingServer, testToken, type TestViewer } from '@nearhand/agent/testing';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TestAgent } from '../support/agent.ts';
import { launchBrowser } from '../support/browser.ts';
import { newProfile } from '../support/technician.ts';
import { eventually, shows } from '../support/waiting.ts';

let browser: Browser;
let server: LyingServer;
let agent: TestAgent;
let profile: BrowserContext;
let url: string;
let page: Page;
const viewers: TestViewer[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  server = new LyingServer();
  server.role = computerRole;
  await server.listen();
  server.answer = () =>
    ({ ...server.welcome(), capabilities: ['computer.rename'] }) as ReturnType<LyingServer['welcome']>;
  agent = await TestAgent.start({ server: server.origin, args: ['--enrol', testToken, '--window', 'page'] });
  [, url = ''] = await agent.process.line(/The page of this computer: (\S+)$/);
  await agent.process.line(/enrolled as "desk-7"/);
  profile = await newProfile(browser);
  page = await open();
});
afterEach(async () => {
  for (const viewer of viewers.splice(0)) viewer.dispose();
  await profile.close();
  await agent.stop();
  await server.close();
});

async function open(): Promise<Page> {
  const opened = await profile.newPage();
  await opened.goto(url);
  await shows(opened.getByRole('tab', { name: 'Access' }));
  return opened;
}

async function connect(): Promise<TestViewer> {
  const viewer = await server.connect();
  viewers.push(viewer);
  await viewer.active();
  await eventually(
    'the welcome',
    () => viewer.toldOf('session.welcome'),
    (told) => told.length > 0,
  );
  return viewer;
}

const write = (viewer: TestViewer, text: string): void =>
  viewer.control({ type: 'chat.say', id: crypto.randomUUID(), text });
const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.id ?? '');
const heard = (): Promise<string> => page.locator('#status').innerText();

describe('the page of a computer', () => {
  it('SET13: lines typed faster than they are taken arrive whole, in order, and once', async () => {
    const viewer = await connect();
    await page.getByRole('tab', { name: 'Chat' }).click();
    // Each answer of the agent takes its time.
    await page.route('**/answer', async (route) => {
      const response = await route.fetch();
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      await route.fulfill({ response });
    });
    await page.getByLabel('Your message').focus();
    for (const line of ['hello there', 'second line', 'third one here']) {
      await page.keyboard.type(line);
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
    }
    await page.keyboard.type('by hand');
    await page.getByRole('button', { name: 'Send' }).dblclick();
    const lines = () => viewer.toldOf('chat.said').map(({ line }) => line.text);
    await eventually('the last line', lines, (said) => said.includes('by hand'));
    await page.getByLabel('Your message').fill('still here');
    write(viewer, 'A message meanwhile');
    await shows(page.getByText('A message meanwhile'));
    expect(await page.getByLabel('Your message').inputValue()).toBe('still here');
    await page.unrouteAll({ behavior: 'wait' });
    expect(lines().slice(0, 4)).toEqual(['hello there', 'second line', 'third one here', 'by hand']);
    expect(
      lines()
        .slice(4)
        .filter((line) => line !== 'A message meanwhile'),
    ).toEqual([]);
  });

  it('SET13: whoever types keeps the field and the keyboard while somebody connects, writes, and the server goes away', async () => {
    await page.getByRole('tab', { name: 'Settings' }).click();
    const name = page.getByLabel('Name of this computer');
    await name.fill('');
    await page.keyboard.press('Enter');
    await shows(page.locator('#name[aria-invalid="true"]'));
    await page.keyboard.type('Reception');
    const viewer = await connect();
    await eventually('who is connected is read out', heard, (words) => words.includes('Ana Díaz is connected'));
    write(viewer, 'Is anybody there?');
    await shows(page.getByRole('tab', { name: 'Chat (1 new)' }));
    await page.keyboard.type(' desk');
    expect([await focused(), await name.inputValue()]).toEqual(['name', 'Reception desk']);
    await page.keyboard.press('Enter');
    await page.keyboard.type(' two');
    expect(await name.inputValue()).toBe('Reception desk two');
    await eventually(
      'the wish',
      () => server.ofType('computer.rename'),
      (wishes) => wishes.length === 1,
    );
    expect(server.ofType('computer.rename')[0]?.name).toBe('Reception desk');
    await shows(page.locator('#name[aria-invalid="false"]'));
    server.answer = () => ({ type: 'hub.refused', code: 'unavailable', nonce: server.agentKey, retryAfterMs: 500 });
    server.dropHub();
    await name.waitFor({ state: 'detached' });
    expect(await focused()).toBe('tab-settings');
    server.answer = () =>
      ({ ...server.welcome(), capabilities: ['computer.rename'] }) as ReturnType<LyingServer['welcome']>;
    await name.waitFor();
    expect(await name.inputValue()).toBe('Reception desk two');
    await page.getByRole('button', { name: 'End session' }).focus();
    await page.keyboard.press('Enter');
    await viewer.ended();
    expect(viewer.ending).toBe('customer');
    await eventually('that nobody is', heard, (words) => words.includes('Nobody is connected'));
    expect(await focused()).toBe('tab-settings');
  });

  it('SET13: what was not sent in one session does not wait for whoever connects next', async () => {
    const field = page.getByLabel('Your message');
    const viewer = await connect();
    await page.getByRole('tab', { name: 'Chat' }).click();
    await field.fill('for nobody else');
    await page.getByRole('tab', { name: 'Access' }).click();
    await page.getByRole('button', { name: 'End session' }).click();
    await viewer.ended();
    await shows(page.getByText('Nobody is connected to it now.'));
    await connect();
    await page.getByRole('tab', { name: 'Chat' }).click();
    await field.waitFor();
    expect(await field.inputValue()).toBe('');
  });

  it('SET13: what was ticked is not taken back by what was on its way', async () => {
    await page.getByRole('tab', { name: 'Access' }).click();
    const boxes = ['Share text that is copied', 'Ask me at each connection'].map((name) =>
      page.getByRole('checkbox', { name }),
    );
    const [share, ask] = boxes as [Locator, Locator];
    const goOn = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let asked = 0;
    await page.route('**/answer', async (route) => {
      await goOn[asked++]?.promise;
      await route.continue();
    });
    await share.click();
    await ask.click();
    const second = page.waitForRequest('**/answer');
    goOn[0]?.resolve();
    await second;
    expect([await share.isChecked(), await ask.isChecked()]).toEqual([false, true]);
    goOn[1]?.resolve();
    await shows(page.getByLabel('How long a question waits'));
    expect([await share.isChecked(), await ask.isChecked()]).toEqual([false, true]);
  });

  it('SET11: in the fourth tab everything still works, and the first says where it went', async () => {
    const viewer = await connect();
    const others = [];
    for (let count = 0; count < 6; count++) others.push(await open());
    await shows(page.getByRole('heading', { name: 'This page is open in another tab' }));
    await others.at(-1)?.getByRole('button', { name: 'End session' }).click();
    await viewer.ended();
    expect(viewer.ending).toBe('customer');
    await page.reload();
    await shows(page.getByText('Nobody is connected to it now.'));
  });
});
