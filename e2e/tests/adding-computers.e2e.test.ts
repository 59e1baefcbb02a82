// A computer becomes one of the organisation: by signing in at it, and with a token made in the portal.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestAgent } from '../support/agent.ts';
import { launchBrowser } from '../support/browser.ts';
import { TestServer } from '../support/server.ts';
import { account, newProfile, organisationName, setUp } from '../support/technician.ts';
import { shows } from '../support/waiting.ts';

let server: TestServer;
let browser: Browser;
let portal: Page;
const agents: TestAgent[] = [];

beforeAll(async () => {
  server = await TestServer.start();
  browser = await launchBrowser();
  portal = await (await newProfile(browser)).newPage();
  await setUp(portal, await server.setupLink());
});
afterAll(async () => {
  for (const agent of agents) await agent.stop();
  await browser?.close();
  await server?.stop();
});

async function start(...args: string[]): Promise<TestAgent> {
  const agent = await TestAgent.start({ server: server.url, args });
  agents.push(agent);
  return agent;
}

/** Where the agent sends its person, and the code it shows. */
async function asks(agent: TestAgent): Promise<{ address: string; code: string }> {
  const [, address = ''] = await agent.process.line(/open (http\S+)$/);
  const [, code = ''] = await agent.process.line(/compare the code: (\S+)$/);
  return { address, code };
}

describe('adding computers', () => {
  it('by signing in: what asks is shown, the code is compared, and it is online', async () => {
    const agent = await start('--sign-in');
    const { address, code } = await asks(agent);
    // Whoever sits there is not signed in yet.
    const there = await (await newProfile(browser)).newPage();
    await there.goto(address);
    await there.getByLabel('E-mail address').fill(account.email);
    await there.getByRole('textbox', { name: 'Password' }).fill(account.password);
    await there.getByRole('button', { name: 'Sign in' }).click();
    await shows(there.getByRole('heading', { name: `Add this computer to ${organisationName}?` }));
    await shows(there.getByText(code, { exact: true }));
    await shows(there.getByText('Your own network'));
    await there.getByRole('button', { name: 'Add computer' }).click();
    await shows(there.getByRole('heading', { name: 'is added' }));
    await agent.process.line(new RegExp(`Added to ${organisationName} by `));
    await agent.process.line(/This computer is enrolled as/);
    await there.getByRole('link', { name: 'To the computers' }).click();
    await shows(there.getByRole('list', { name: 'Computers' }).getByText('Online'));
    await there.goBack();
    await there.reload();
    await shows(there.getByRole('heading', { name: 'This code is not valid any more' }));
  });

  it('SET11: on its own page, where there are no windows: added, named, told what may be done, and quit', async () => {
    const agent = await start('--sign-in', '--window', 'page');
    const [, url = ''] = await agent.process.line(/The page of this computer: (\S+)$/);
    const page = await (await newProfile(browser)).newPage();
    await page.goto(url);
    const code = await page.locator('.words b').innerText();
    await portal.goto(`${server.url}/add-computer#${code}`);
    await portal.getByRole('button', { name: 'Add computer' }).click();
    await shows(page.getByText('Nobody is connected to it now.'));
    // By keyboard alone, from tab to tab.
    await page.getByRole('tab', { name: 'Computer' }).focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'Tab']) await page.keyboard.press(key);
    await page.keyboard.press('Control+A');
    await page.keyboard.type('Reception');
    await page.keyboard.press('Enter');
    await shows(page.getByText('The name was changed.'));
    await portal.goto(`${server.url}/computers`);
    await shows(portal.getByRole('list', { name: 'Computers' }).getByText('Reception'));
    await page.getByRole('tab', { name: 'Access' }).click();
    await page.getByRole('checkbox', { name: 'Share text that is copied' }).uncheck();
    await page.getByRole('checkbox', { name: 'Ask me at each connection' }).check();
    await shows(page.getByLabel('How long a question waits'));
    await page.reload();
    await page.getByRole('tab', { name: 'Access' }).click();
    expect(await page.getByRole('checkbox', { name: 'Share text that is copied' }).isChecked()).toBe(false);
    await page.getByRole('tab', { name: 'Settings' }).click();
    await page.getByLabel('Language').selectOption({ label: 'Français' });
    await shows(page.getByRole('tab', { name: 'Accès' }));
    await page.getByRole('tab', { name: 'Ordinateur' }).click();
    await page.getByRole('button', { name: 'Quitter' }).click();
    await shows(page.getByRole('heading', { name: 'Le programme ne fonctionne plus' }));
    expect(await agent.process.exited).toBe(0);
  });

  it('denied, the program says so and ends', async () => {
    const agent = await start('--sign-in');
    const { code } = await asks(agent);
    await portal.goto(`${server.url}/add-computer`);
    await portal.getByLabel('Code on the computer’s screen').fill(code.toLowerCase().replace('-', ' '));
    await portal.getByRole('button', { name: 'Continue' }).click();
    await portal.getByRole('button', { name: 'Do not add' }).click();
    await shows(portal.getByRole('heading', { name: 'Nothing was added' }));
    await agent.process.line(/was denied/);
    expect(await agent.process.exited).toBe(3);
  });

  it('with a token from the portal, typed in groups, until it is revoked', async () => {
    await portal.goto(`${server.url}/computers`);
    await portal.getByRole('button', { name: 'Add a computer' }).click();
    await portal.getByText('Many computers').click();
    await portal.getByLabel('Name').fill('Room 4');
    await portal.getByRole('button', { name: 'Make the token' }).click();
    const grouped = await portal.getByText(/^([0-9a-z]{5}-){4}[0-9a-z]{5}$/).innerText();
    const agent = await start('--enrol', grouped.toUpperCase());
    await agent.process.line(/This computer is enrolled as/);
    await portal.getByRole('button', { name: 'Revoke Room 4' }).click();
    await portal.getByRole('button', { name: 'Really revoke: Room 4' }).click();
    await shows(portal.getByText('Room 4 is gone.'));
    const late = await start('--enrol', grouped);
    await late.process.line(/wrong, used up or expired/);
  });
});
