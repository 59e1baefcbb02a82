// A session outlives what carries it: a cut network, a killed agent, a killed server, a killed database. One session goes
// through all of it, typing on the way into a program on the customer's display.

import { type Terminal, openTerminal } from '@nearhand/host/testing';
import { connectSchema, connectedSchema, createdRequestSchema, requestListSchema } from '@nearhand/protocol';
import type { Page, Response as PageResponse } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestAgent } from '../support/agent.ts';
import { CuttableNetwork, freePort } from '../support/cuttable-network.ts';
import { descendantRunning, descendantsOf, isAlive } from '../support/process-tree.ts';
import { TestServer } from '../support/server.ts';
import { SupportScene } from '../support/support-session.ts';
import { pictureOf, remoteScreen } from '../support/viewer.ts';
import { eventually, shows } from '../support/waiting.ts';

const customerName = 'Ravi Menon';
const resumeLimitMs = 3_000;

let networks: { readonly viewer: CuttableNetwork; readonly agent: CuttableNetwork };
let scene: SupportScene;
let viewer: Page;
let terminal: Terminal;
let agent: TestAgent;
let code: string;
let cookie: string;
/** What the viewer asked the server for: the session to come back to, if any, and the session it got. */
const asked: Promise<[back: unknown, got: string]>[] = [];

beforeAll(async () => {
  const port = await freePort();
  networks = { viewer: await CuttableNetwork.open(port), agent: await CuttableNetwork.open(port) };
  scene = await SupportScene.open({
    server: await TestServer.start({ port, publicUrl: `http://localhost:${networks.viewer.port}` }),
    agentServerUrl: `http://localhost:${networks.agent.port}`,
  });
  terminal = await openTerminal(scene.customerDisplay);
  scene.portal.context().on('response', noteSession);
  ({ agent, code } = await scene.invite(customerName));
  viewer = await scene.join(customerName);
  cookie = (await viewer.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  await remoteScreen(viewer).click({ position: { x: 50, y: 50 } });
});
afterAll(async () => {
  terminal?.dispose();
  await scene?.close();
  networks?.viewer.close();
  networks?.agent.close();
});

function noteSession(answer: PageResponse): void {
  const request = answer.request();
  if (request.method() !== 'POST' || !answer.url().endsWith('/api/sessions') || !answer.ok()) return;
  const wish = connectSchema.parse(request.postDataJSON());
  asked.push(answer.json().then((body: unknown) => [wish.sessionId, connectedSchema.parse(body).sessionId]));
}

const stateOf = (words: string) => viewer.getByRole('banner').getByText(words, { exact: true });
const wordsOf = (page: Page) => page.locator('.connection-words').innerText();

async function types(text: string): Promise<void> {
  await viewer.keyboard.type(text);
  const received = await terminal.until(text);
  expect(received).toBe(text);
  terminal.forget();
}

async function hasPicture(): Promise<boolean> {
  const { rgba, width } = await pictureOf(viewer);
  return width === 1024 && rgba.some((value, at) => at % 4 !== 3 && value !== 0);
}

describe('a session', () => {
  it.each(['viewer', 'agent'] as const)(
    'VWR9, VWR13 and SES14: goes on within 3 s when the network of the %s is back, and keeps what is typed',
    async (side) => {
      await types('before ');
      const words = await wordsOf(viewer);
      const picture = await pictureOf(viewer);
      networks[side].cut('/relay');
      await shows(stateOf('Reconnecting…'));
      expect((await pictureOf(viewer)).rgba.equals(picture.rgba)).toBe(true);
      await expect(remoteScreen(viewer).isVisible()).resolves.toBe(true);
      await viewer.keyboard.type('during ');
      networks[side].mend();
      const mendedAt = Date.now();
      await shows(stateOf('Connected'));
      expect(Date.now() - mendedAt).toBeLessThan(resumeLimitMs);
      await viewer.keyboard.type('after');
      expect(await terminal.until('during after')).toBe('during after');
      terminal.forget();
      expect(await wordsOf(viewer)).toBe(words);
    },
  );

  it('AGT42: a killed agent is offline; started again it goes on without asking', async () => {
    const main = descendantRunning(agent.process.child.pid ?? 0, 'apps/agent/src/main.ts');
    process.kill(main.pid, 'SIGKILL');
    await agent.process.exited;
    await shows(stateOf('Offline'));
    const row = scene.portal.getByRole('listitem').filter({ hasText: customerName });
    await shows(row.filter({ hasText: 'Offline' }));
    agent = await scene.startAgent(code, agent.home);
    await agent.consentPage();
    await shows(stateOf('Connected'));
    await eventually('a picture', hasPicture, Boolean);
    await shows(scene.customer.getByText('is connected').first());
    expect(await scene.customer.getByRole('button', { name: 'Allow' }).count()).toBe(0);
    await types('again');
    const [[, session] = [], ...later] = await Promise.all(asked);
    expect(later).toEqual([[session, session]]);
  });

  it('SRV8: goes on after the server was killed and started again', async () => {
    const words = await wordsOf(viewer);
    await killServer();
    await shows(stateOf('Reconnecting…'));
    await scene.server.startAgain();
    await shows(stateOf('Connected'));
    await types('after the server');
    expect(await wordsOf(viewer)).toBe(words);
    expect(await Promise.all(asked)).toHaveLength(2);
  });

  it('SRV8 and SRV10: server and database killed in the middle of writes lose nothing acknowledged', async () => {
    const writing = keepWriting(4);
    await eventually(
      'thirty requests',
      () => writing.acknowledged.length,
      (count) => count >= 30,
      30_000,
    );
    const main = serverProcess();
    const database = descendantRunning(main.pid, 'postgres -D');
    process.kill(database.pid, 'SIGKILL');
    process.kill(main.pid, 'SIGKILL');
    await scene.server.process.exited;
    await writing.ended;
    await scene.server.startAgain();
    const kept = await allRequests();
    expect(writing.acknowledged.filter((id) => !kept.has(id))).toEqual([]);
    await shows(stateOf('Connected'));
    await types('after the database');
  });

  it('SRV4: SIGTERM ends the server with everything it started', async () => {
    const npm = scene.server.process;
    const programs = ['apps/server/src/main.ts', 'postgres -D', 'apps/agent/src/main.ts --demo'];
    const all = await eventually(
      'server, database and demo computer',
      () => descendantsOf(npm.child.pid ?? 0),
      (found) => programs.every((program) => found.some(({ commandLine }) => commandLine.includes(program))),
    );
    const startedAt = Date.now();
    await npm.stop('SIGTERM');
    await eventually(
      'an end of all',
      () => all.filter(isAlive),
      (left) => left.length === 0,
    );
    expect(Date.now() - startedAt).toBeLessThan(10_000);
  });
});

function serverProcess() {
  return descendantRunning(scene.server.process.child.pid ?? 0, 'apps/server/src/main.ts');
}

async function killServer(): Promise<void> {
  process.kill(serverProcess().pid, 'SIGKILL');
  await scene.server.process.exited;
}

function callServer(path: string, body?: unknown): Promise<Response> {
  const { url } = scene.server;
  return fetch(`http://localhost:${scene.server.port}${path}`, {
    headers: { cookie, origin: url, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
}

/** Creates requests until the server is gone, and keeps the id of each that was acknowledged. */
function keepWriting(writers: number) {
  const acknowledged: string[] = [];
  const write = async (): Promise<void> => {
    for (;;) {
      const answer = await callServer('/api/requests', { customer: 'Somebody else' }).catch(() => null);
      if (answer === null) return;
      const body: unknown = await answer.json().catch(() => null);
      if (answer.ok) acknowledged.push(createdRequestSchema.parse(body).request.id);
    }
  };
  return { acknowledged, ended: Promise.all(Array.from({ length: writers }, write)) };
}

async function allRequests(): Promise<Set<string>> {
  const ids = new Set<string>();
  for (let cursor: string | null = ''; cursor !== null;) {
    const answer = await callServer(
      `/api/requests?limit=200${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    const page: ReturnType<typeof requestListSchema.parse> = requestListSchema.parse(await answer.json());
    for (const { id } of page.requests) ids.add(id);
    cursor = page.next;
  }
  return ids;
}
