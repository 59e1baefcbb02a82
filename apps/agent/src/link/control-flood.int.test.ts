// A viewer that was let in and turns on the program: as many wishes as its path takes.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LyingServer } from '../testing/lying-server.ts';
import { TestAgent } from '../testing/test-agent.ts';
import type { TestPage } from '../testing/test-page.ts';
import type { TestViewer } from '../testing/test-viewer.ts';

const until = <T>(look: () => T) => vi.waitUntil(look, { timeout: 8000, interval: 10 });

let server: LyingServer;
let agent: TestAgent;
let page: TestPage;
const viewers: TestViewer[] = [];

beforeEach(async () => {
  server = new LyingServer();
  await server.listen();
  agent = await TestAgent.start({ origin: server.origin, args: ['--code', '408080316'] });
  page = await agent.page();
  await until(() => page.kind === 'asking');
  await page.answer({ type: 'allow', permissions: ['view', 'control'] });
});
afterEach(async () => {
  for (const viewer of viewers.splice(0)) viewer.dispose();
  page.close();
  await agent.stop();
  agent.removeData();
  await server.close();
});

async function active(): Promise<TestViewer> {
  const viewer = await server.connect();
  viewers.push(viewer);
  await viewer.active();
  await until(() => viewer.toldOf('session.welcome').length > 0);
  return viewer;
}

function logLines(): number {
  const names = readdirSync(agent.dataFolder, { recursive: true, encoding: 'utf8' });
  const log = names.find((name) => name.endsWith('agent.log')) ?? '';
  return readFileSync(join(agent.dataFolder, log), 'utf8').split('\n').length;
}

describe('a flood of wishes', () => {
  it.each([
    { type: 'display.select', displayId: 'none' },
    { type: 'screen.pause' },
    { type: 'chat.say', id: '0198c0de-0000-7000-8000-0000000000aa', text: 'again' },
  ])('AGT125: $type without end ends its viewer, and neither the others nor the log suffer', async (wish) => {
    const other = await active();
    const flooding = await active();
    const before = logLines();
    for (let sent = 0; sent < 5000; sent++) flooding.control(wish);
    await flooding.ended();
    expect([flooding.ending, other.state.kind]).toEqual(['malformed', 'active']);
    other.control({ type: 'chat.say', id: crypto.randomUUID(), text: 'still here' });
    await until(() => page.view?.chat?.lines.some(({ text }) => text === 'still here'));
    expect(logLines() - before).toBeLessThan(700);
    expect(await page.answer({ type: 'end' })).toBe(204);
    await other.ended();
  });
});
