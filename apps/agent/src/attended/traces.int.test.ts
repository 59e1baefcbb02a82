// What a whole attended session leaves behind: nothing on the disk, and no secret in its log while it runs.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LyingServer } from '../testing/lying-server.ts';
import { TestAgent } from '../testing/test-agent.ts';

const until = <T>(look: () => T) => vi.waitUntil(look, { timeout: 8000, interval: 10 });
const code = '408080316';
const typed = 'correct horse Gruße';

let server: LyingServer;
let agent: TestAgent;
let home = '';

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'agent-home-'));
  mkdirSync(join(home, '.local/state'), { recursive: true });
  writeFileSync(join(home, 'saved by the person.txt'), 'theirs');
  server = new LyingServer();
  await server.listen();
});
afterEach(async () => {
  await agent.stop();
  await server.close();
  rmSync(home, { recursive: true });
});

/** Every file and folder with what is in it. */
function everythingIn(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
  const contentOf = (path: string) => (statSync(path).isFile() ? readFileSync(path, 'latin1') : '');
  return Object.fromEntries(names.map((name) => [name, contentOf(join(folder, name))]));
}

async function start(): Promise<void> {
  const dataFolder = join(home, '.local/state/nearhand');
  agent = await TestAgent.start({ origin: server.origin, args: ['--code', code, '--verbose'], dataFolder });
}

async function allow(): Promise<void> {
  const page = await agent.page();
  await until(() => page.kind === 'asking');
  await page.answer({ type: 'allow', permissions: ['view', 'control'] });
  await until(() => server.ofType('consent.answered').length > 0);
}

describe('a program that is started once more for its request', () => {
  it('AGT127: shows the page again, ends, and disturbs nobody', async () => {
    const before = everythingIn(home);
    await start();
    await allow();
    const viewer = await server.connect();
    await viewer.active();
    const first = agent;
    const page = await first.page();
    await start();
    expect([await agent.finished, agent.printed]).toEqual([0, expect.stringContaining('running already')]);
    expect(first.printed.match(/Open http\S+ in your browser/g)).toHaveLength(2);
    expect([viewer.state.kind, server.welcomes]).toEqual(['active', 1]);
    await page.answer({ type: 'end' });
    await until(() => page.kind === 'ended');
    page.close();
    await first.finished;
    viewer.dispose();
    expect(everythingIn(home)).toEqual(before);
  });

  it('AGT127: started twice at once, one of them runs', async () => {
    const dataFolder = join(home, '.local/state/nearhand');
    const begin = () => TestAgent.start({ origin: server.origin, args: ['--code', code], dataFolder });
    const started = await Promise.allSettled([begin(), begin()]);
    const running = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const alive = running.filter(({ printed }) => !printed.includes('running already'));
    expect(alive).toHaveLength(1);
    [agent] = alive as [TestAgent];
    await until(() => server.welcomes === 1);
    expect(readdirSync(join(dataFolder, 'requests'))).toHaveLength(1);
  });
});

describe('an attended session', () => {
  it('AGT95: leaves nothing behind once it is over, though it was interrupted in between', async () => {
    const before = everythingIn(home);
    await start();
    await allow();
    const first = await server.connect();
    await first.active();
    await agent.stop();
    first.dispose();
    // Stopped, it can come back: the key and what was allowed are still there.
    expect(Object.keys(everythingIn(home)).some((name) => name.endsWith('identity.pem'))).toBe(true);
    await start();
    const page = await agent.page();
    await until(() => page.kind === 'waiting');
    const second = await server.connect();
    await second.active();
    await page.answer({ type: 'end' });
    await until(() => page.kind === 'ended');
    page.close();
    second.dispose();
    await agent.finished;
    expect(everythingIn(home)).toEqual(before);
  });

  it('AGT95: leaves nothing behind when it ends before a request was accepted', async () => {
    const before = everythingIn(home);
    server.answer = () => ({ type: 'hub.refused', code: 'code_invalid', nonce: server.agentKey });
    await start();
    const page = await agent.page();
    await until(() => page.kind === 'codeNeeded');
    expect(Object.keys(everythingIn(home)).some((name) => name.endsWith('identity.pem'))).toBe(true);
    await agent.stop();
    page.close();
    expect(everythingIn(home)).toEqual(before);
  });

  it('AGT96: its log tells what happened, and neither code, key, token nor what was typed', async () => {
    await start();
    await allow();
    const viewer = await server.connect();
    await viewer.active();
    viewer.input({ type: 'text.type', text: typed });
    viewer.input({ type: 'pointer.move', x: 10, y: 10 });
    await until(() => agent.desktop.injected.some(({ type }) => type === 'pointer.move'));
    const files = everythingIn(home);
    const contentOf = (end: string) => Object.entries(files).find(([name]) => name.endsWith(end))?.[1] ?? '';
    const log = contentOf('agent.log');
    expect(log).toContain('connected to the server');
    const key = contentOf('identity.pem').split('\n').slice(1, -2).join('');
    expect(key.length).toBeGreaterThan(40);
    const page = new URL(agent.pageUrl ?? '').pathname.slice(1);
    const { linkId } = viewer.ticket;
    for (const secret of [code, '408 080 316', typed, 'horse', key, page, `${linkId}.agent`, `${linkId}.viewer`]) {
      expect([secret, log.includes(secret)]).toEqual([secret, false]);
    }
    viewer.dispose();
  });
});
