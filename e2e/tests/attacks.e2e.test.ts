// Attacks that need the whole chain: names full of markup, stolen tickets, eyes on the network and in the database, hands
// on the agent's own window, another agent in the place of the first. Around one session.

import { randomBytes } from 'node:crypto';
import { type TestWindow, type Typist, openTestWindow, openTypist } from '@nearhand/host/testing';
import { type Connected, connectedSchema } from '@nearhand/protocol';
import type { Locator, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestAgent } from '../support/agent.ts';
import { useStolen } from '../support/attacker.ts';
import { CuttableNetwork, freePort } from '../support/cuttable-network.ts';
import { filesContaining } from '../support/file-search.ts';
import { openForeignSite } from '../support/foreign-site.ts';
import { TestServer } from '../support/server.ts';
import { SupportScene } from '../support/support-session.ts';
import { type Invited, createRequest, join } from '../support/technician.ts';
import { pageOrigin, placeOf, remoteScreen, waitForPicture, waitForPictureThat } from '../support/viewer.ts';
import { eventually, shows } from '../support/waiting.ts';

const technician = `Eve <img src=x onerror="pwned=1"> $& {{x}}`;
const organisation = `<script>pwned=1</script> & "Sons"`;
const customerName = `'"><svg onload=pwned=1> $t(action.cancel) {{name}}`;
const comments = '<a href="javascript:pwned=1">free</a>\n</textarea><script>pwned=1</script>';
const hostname = '<img src=x onerror=pwned=1>\u202Egpj.exe';
const shownHostname = '<img src=x onerror=pwned=1> gpj.exe';
const renameMachine = `import os from 'node:os'; import { syncBuiltinESMExports } from 'node:module';
  os.hostname = () => ${JSON.stringify(hostname)}; syncBuiltinESMExports();`;

const consentWidthPx = 560;

let scene: SupportScene;
let networks: { readonly viewer: CuttableNetwork; readonly agent: CuttableNetwork };
let target: TestWindow;
let customerHands: Typist;
let agent: TestAgent;
let invited: Invited;
let viewer: Page;
const offers: Connected[] = [];
const problems: string[] = [];

beforeAll(async () => {
  const port = await freePort();
  networks = { viewer: await CuttableNetwork.open(port), agent: await CuttableNetwork.open(port) };
  scene = await SupportScene.open({
    server: await TestServer.start({ port, publicUrl: `http://localhost:${networks.viewer.port}` }),
    agentServerUrl: `http://localhost:${networks.agent.port}`,
    headedCustomerWidthPx: consentWidthPx,
    people: { technician, organisation },
    agentEnvironment: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(renameMachine)}` },
  });
  const { displayName } = scene.customerDisplay;
  target = await openTestWindow({ displayName, bounds: { x: 600, y: 80, width: 400, height: 500 } });
  customerHands = openTypist(displayName);
  for (const page of [scene.portal, scene.customer]) watch(page);
  await scene.portal.context().route('**/api/sessions', watchOffers);
});
afterAll(async () => {
  customerHands?.dispose();
  target?.dispose();
  await scene?.close();
  networks?.viewer.close();
  networks?.agent.close();
});

/** Notes scripts that ran where none should, and what the Content-Security-Policy had to stop. */
function watch(page: Page): void {
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) problems.push(message.text());
  });
}

/** What somebody between browser and server sees, or who reads over the technician's shoulder. */
async function watchOffers(route: Route): Promise<void> {
  const answer = await route.fetch();
  if (answer.ok()) offers.push(connectedSchema.parse(await answer.json()));
  await route.fulfill({ response: answer });
}

/** That text is there to be read, and nothing of it has become markup. */
async function readsAsText(page: Page, ...texts: readonly string[]): Promise<void> {
  for (const text of texts) await shows(page.getByText(text, { exact: false }));
  const markup = page.locator('img[src="x"], [onload], [onerror], a[href^="javascript"], dialog script, main script');
  expect(await markup.count()).toBe(0);
  expect(await page.evaluate(() => 'pwned' in globalThis)).toBe(false);
}

const row = () => scene.portal.getByRole('listitem').filter({ hasText: customerName });
const stateOf = (words: string) => viewer.getByRole('banner').getByText(words, { exact: true });

describe('names and texts from outside (attack 17)', () => {
  it('PUB1: are text in the portal', async () => {
    const { portal } = scene;
    invited = await createRequest(portal, customerName);
    await portal.getByRole('link', { name: customerName, exact: true }).click();
    await portal.getByRole('button', { name: 'Edit' }).click();
    await portal.getByRole('textbox', { name: 'Comments' }).fill(comments);
    await portal.getByRole('button', { name: 'Save' }).click();
    await portal.getByRole('dialog', { name: 'Edit request' }).waitFor({ state: 'hidden' });
    await readsAsText(portal, customerName, '</textarea><script>pwned=1</script>', technician, organisation);
    await portal.getByRole('button', { name: 'Invitation', exact: true }).click();
    await shows(portal.getByRole('dialog', { name: `Invite ${customerName}` }));
    await readsAsText(portal, customerName);
    await portal.goto(`${scene.server.url}/support`);
    await readsAsText(portal, customerName, comments.replace('\n', ' '));
  });

  it('PUB1: are text for the customer, before and while being asked', async () => {
    const { customer } = scene;
    await customer.goto(invited.link);
    await readsAsText(customer, technician, organisation);
    agent = await scene.startAgent(invited.code);
    await customer.goto(await agent.consentPage());
    await shows(customer.getByRole('button', { name: 'Allow' }));
    await readsAsText(customer, technician, organisation);
    expect(await customer.title()).toContain(technician);
    await customer.getByRole('button', { name: 'Allow' }).click();
  });

  it('PUB1: are text around a session', async () => {
    for (const network of [networks.viewer, networks.agent]) network.record();
    viewer = await join(scene.portal, customerName);
    watch(viewer);
    await waitForPicture(viewer);
    await shows(stateOf('Connected'));
    await expect.poll(() => viewer.title()).toContain(customerName);
    await viewer.getByRole('button', { name: 'About this connection' }).click();
    await readsAsText(viewer, customerName, technician, shownHostname);
    await viewer.keyboard.press('Escape');
    await readsAsText(scene.customer, technician, organisation);
    await scene.portal.bringToFront();
    await scene.portal.getByRole('link', { name: customerName, exact: true }).click();
    await readsAsText(scene.portal, shownHostname);
    await scene.portal.keyboard.press('Escape');
    await viewer.bringToFront();
  });

  it('ran nothing, and left the policy nothing to stop', () => {
    expect(problems).toEqual([]);
  });
});

describe('another site (attack 22)', () => {
  it('SRV13 and SRV19: cannot use, read or show what the member is signed in to', async () => {
    const { server, portal } = scene;
    const cookies = await portal.context().cookies(server.url);
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
    expect(await portal.evaluate(() => document.cookie)).toBe('');
    const forged = '{"customer":"Forged","comments":"';
    const site = await openForeignSite(
      `<form method="post" enctype="text/plain" action="${server.url}/api/requests">
        <input type="hidden" name='${forged}' value='"}'><button>A free telephone</button></form>
      <iframe src="${server.url}/support"></iframe>`,
    );
    const page = await portal.context().newPage();
    await page.goto(site.url);
    const framed = page.frames().find((frame) => frame !== page.mainFrame());
    expect(await framed?.locator('body').innerText()).not.toContain('Remote support');
    const socket = await page.evaluate(
      (url) =>
        new Promise<string>((resolve) => {
          const opened = new WebSocket(`${url.replace('http', 'ws')}/hub/member`);
          opened.addEventListener('open', () => resolve('open'));
          opened.addEventListener('close', () => resolve('closed'));
        }),
      server.url,
    );
    expect(socket).toBe('closed');
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.url().endsWith('/api/requests')),
      page.getByRole('button').click(),
    ]);
    expect(answer.request().headers()['content-type']).toBe('text/plain');
    const sent = await answer.request().headerValue('cookie');
    for (const { value } of cookies) expect(sent).toContain(value);
    expect(answer.status()).toBe(403);
    await page.close();
    site.close();
    expect(await portal.evaluate(() => fetch('/api/requests').then((list) => list.text()))).not.toContain('Forged');
  });
});

/** Clicks in the viewer where the customer's display has this place. */
async function clickRemote(x: number, y: number): Promise<void> {
  const place = await placeOf(viewer, x, y);
  await viewer.mouse.click(place.x, place.y);
}

const typedKeys = (seen: TestWindow['seen']) => seen.filter(({ what }) => what === 'key down').length;
const clicks = (seen: TestWindow['seen']) => seen.filter(({ what }) => what === 'button down').length;

describe('the agent’s own window (attack 9)', () => {
  let endButton: { x: number; y: number };

  beforeAll(async () => {
    const { customer } = scene;
    const origin = await pageOrigin(customer, customerHands, { x: 300, y: 400 });
    endButton = await centreOf(customer.getByRole('button', { name: 'End session' }), origin);
    await customer.evaluate(() => {
      const touched: string[] = [];
      Object.assign(globalThis, { touched });
      for (const type of ['pointerdown', 'pointermove', 'wheel', 'keydown', 'keypress', 'input']) {
        addEventListener(type, () => touched.push(type), { capture: true });
      }
    });
  });

  const touched = () =>
    scene.customer.evaluate(() => (globalThis as unknown as { touched: string[] }).touched.splice(0));

  it('AGT16: takes no clicks, and the technician is told why', async () => {
    customerHands.moveTo(900, 650);
    await touched();
    await clickRemote(endButton.x, endButton.y);
    await shows(viewer.getByText('The Nearhand window on the other side cannot be controlled from here.'));
    target.forget();
    await clickRemote(800, 300);
    await eventually(
      'a click beside it',
      () => target.seen,
      (seen) => clicks(seen) === 1,
    );
    expect(await touched()).toEqual([]);
    await shows(stateOf('Connected'));
  });

  it('AGT16: takes no keys while it has the focus', async () => {
    await touched();
    customerHands.click('left', 30, endButton.y);
    await eventually('the click of a real hand', touched, (types) => types.includes('pointerdown'));
    for (const key of ['Tab', 'Enter', ' ', 'a']) await viewer.keyboard.press(key);
    await viewer.keyboard.insertText('words');
    await shows(viewer.getByText('The Nearhand window on the other side cannot be controlled from here.'));
    target.forget();
    const beside = await placeOf(viewer, 810, 310);
    await viewer.mouse.move(beside.x, beside.y);
    await eventually(
      'the movement sent after the keys',
      () => target.seen,
      (seen) => seen.some(({ what }) => what === 'move'),
    );
    expect(typedKeys(target.seen)).toBe(0);
    target.focus();
    target.forget();
    await viewer.keyboard.press('b');
    await eventually(
      'a key elsewhere',
      () => target.seen,
      (seen) => typedKeys(seen) === 1,
    );
    expect((await touched()).filter((type) => type !== 'pointermove')).toEqual([]);
  });
});

async function centreOf(locator: Locator, origin: { x: number; y: number }): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error('The button cannot be seen');
  return { x: Math.round(origin.x + box.x + box.width / 2), y: Math.round(origin.y + box.y + box.height / 2) };
}

describe('eyes on the network and in the database (attack 21)', () => {
  it('SES7: find nothing of what is typed and shown', async () => {
    const secret = `Secret${randomBytes(12).toString('hex')}`;
    const noise = { x: 640, y: 120, width: 64, height: 4 };
    await viewer.bringToFront();
    target.forget();
    await viewer.keyboard.insertText(secret);
    await eventually(
      'the secret',
      () => target.seen,
      (seen) => typedKeys(seen) >= secret.length,
    );
    const row = paintNoise(noise);
    await waitForPictureThat(viewer, ({ rgba }) => rgba.subarray(0, row.length).equals(row), noise);
    const passed = Buffer.concat([networks.viewer.recorded(), networks.agent.recorded()]);
    const seen = (...what: readonly (string | Buffer)[]) => what.filter((one) => passed.includes(one));
    const open = ['handshake.open', 'relay.joined', '<svg onload=pwned=1>'];
    expect(seen(...open)).toEqual(open);
    expect(seen(secret, 'text.type', 'key.down', 'session.welcome', row.subarray(0, 32), bgr(row))).toEqual([]);
    expect(await filesContaining(scene.server.dataFolder, Buffer.from(invited.code))).not.toEqual([]);
    expect(await filesContaining(scene.server.dataFolder, Buffer.from(secret))).toEqual([]);
    expect(scene.server.process.output()).not.toContain(secret);
  });
});

/** Random colours, one a pixel, the same in each line; answers a line as the viewer has it. */
function paintNoise({ x, y, width, height }: { x: number; y: number; width: number; height: number }): Buffer {
  const row = Buffer.alloc(width * 4, 0xff);
  for (let at = 0; at < width; at++) {
    const colour = randomBytes(3);
    colour.copy(row, at * 4);
    target.paintRoot({ x: x + at, y, width: 1, height }, colour.readUIntBE(0, 3));
  }
  return row;
}

/** The same pixels without alpha, blue first: as an uncompressed picture might travel. */
function bgr(row: Buffer): Buffer {
  return Buffer.from(
    [...row].flatMap((_, at) => (at % 4 === 0 ? [row[at + 2] ?? 0, row[at + 1] ?? 0, row[at] ?? 0] : [])),
  );
}

describe('a stolen ticket (attack 3)', () => {
  it('SES1 and SES3: gets nobody into a session, and does not end it', async () => {
    const words = await viewer.locator('.connection-words').innerText();
    const attack = await useStolen(offers[0] as Connected, scene.server.port, 'pwned');
    await eventually(
      'the attacker at the relay',
      () => attack.states.map(({ kind }) => kind),
      (kinds) => kinds.includes('handshaking'),
    );
    attack.link.dispose();
    await shows(stateOf('Connected'));
    expect(await viewer.locator('.connection-words').innerText()).toBe(words);
    target.forget();
    await viewer.keyboard.insertText('mine');
    await eventually(
      'what was typed',
      () => target.seen,
      (seen) => typedKeys(seen) >= 4,
    );
    expect(typedKeys(target.seen)).toBe(4);
    expect(attack.states.map(({ kind }) => kind)).not.toContain('active');
    expect(attack.link.words).toBeNull();
  });

  it('SES1: is worth nothing before the technician used it either', async () => {
    await viewer.getByRole('button', { name: 'Leave' }).click();
    await shows(viewer.getByText('You left the session.'));
    await viewer.close();
    const held = Promise.withResolvers<Connected>();
    const goOn = Promise.withResolvers<void>();
    const hold = async (route: Route) => {
      const answer = await route.fetch();
      held.resolve(connectedSchema.parse(await answer.json()));
      await goOn.promise;
      await route.fulfill({ response: answer });
    };
    await scene.portal.context().route('**/api/sessions', hold, { times: 1 });
    viewer = await join(scene.portal, customerName);
    target.forget();
    const attack = await useStolen(await held.promise, scene.server.port, 'pwned');
    const last = await eventually(
      'a refusal',
      () => attack.link.state,
      ({ kind }) => kind === 'ended',
    );
    expect(last).toMatchObject({ reason: 'handshakeFailed', error: { code: 'handshake_failed' } });
    expect(attack.states.map(({ kind }) => kind)).not.toContain('active');
    goOn.resolve();
    await shows(viewer.getByRole('heading', { name: 'The session has ended' }));
    await viewer.getByRole('button', { name: 'Join again' }).click();
    await shows(stateOf('Connected'));
    expect(typedKeys(target.seen)).toBe(0);
  });
});

describe('another agent in the place of the first (attacks 21 and 24)', () => {
  it('HUB4: a second key for the code is refused, noted, and disturbs nobody', async () => {
    const stranger = await scene.startAgent(invited.code);
    const page = await scene.customer.context().newPage();
    await page.goto(await stranger.consentPage());
    await shows(page.getByText(/This code (does not work|was already used)/));
    await stranger.stop();
    await page.close();
    await scene.portal.bringToFront();
    await scene.portal.getByRole('link', { name: customerName, exact: true }).click();
    await shows(scene.portal.getByText('Another computer tried the invitation and was refused'));
    await scene.portal.keyboard.press('Escape');
    await viewer.bringToFront();
    await shows(stateOf('Connected'));
  });

  it('VWR8 and POR10: a changed key stops the connection before anything is shown, and says what it means', async () => {
    await viewer.getByRole('button', { name: 'Leave' }).click();
    await shows(viewer.getByText('You left the session.'));
    await viewer.evaluate(() => {
      const keys = JSON.parse(localStorage.getItem('nearhand.agentKeys') ?? '[]') as [string, string][];
      const changed = keys.map(([scope]) => [scope, `${'A'.repeat(42)}A`]);
      localStorage.setItem('nearhand.agentKeys', JSON.stringify(changed));
    });
    await viewer.reload();
    await shows(viewer.getByRole('heading', { name: 'Is this the same computer?' }));
    await shows(viewer.getByText('The connection was stopped before anything was shown or sent.'));
    expect(await remoteScreen(viewer).isVisible()).toBe(false);
    await shows(scene.customer.getByText('You allowed access. Nobody is connected yet'));
    await viewer.getByRole('button', { name: 'I have checked: trust the new key' }).click();
    await shows(stateOf('Connected'));
  });

  it('HUB5: a copied agent takes the place of the first, which says so and stays away', async () => {
    const copy = await scene.startAgent(invited.code, await agent.copyHome());
    const address = await copy.consentPage();
    await shows(scene.customer.getByText('The program was started a second time. Please use the other window.'));
    await agent.process.exited;
    await shows(viewer.getByText('The program on the other computer was closed.'));
    await scene.customer.goto(address);
    await shows(scene.customer.getByRole('button', { name: 'I changed my mind' }));
    await scene.customer.getByRole('button', { name: 'I changed my mind' }).click();
    await shows(scene.customer.getByText('The session is over'));
    await row().waitFor({ state: 'hidden' });
  });
});
