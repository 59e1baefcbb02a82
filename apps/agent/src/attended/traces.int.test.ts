// What a whole attended session leaves behind: nothing on the disk, and no secret in its log while it runs.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AgentScene, requestCode } from '../testing/agent-scene.ts';
import type { TestAgent } from '../testing/test-agent.ts';
import type { TestPage } from '../testing/test-page.ts';

const until = <T>(look: () => T) => vi.waitUntil(look, { timeout: 20_000, interval: 10 });
const typed = 'correct horse Gruße';

let scene: AgentScene;
let home = '';
let dataFolder = '';

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'agent-home-'));
  dataFolder = join(home, '.local/state/nearhand');
  mkdirSync(join(home, '.local/state'), { recursive: true });
  writeFileSync(join(home, 'saved by the person.txt'), 'theirs');
  scene = await AgentScene.open();
});
afterEach(async () => {
  await scene.close();
  rmSync(home, { recursive: true });
});

/** Every file and folder with what is in it. */
function everythingIn(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
  const contentOf = (path: string) => (statSync(path).isFile() ? readFileSync(path, 'latin1') : '');
  return Object.fromEntries(names.map((name) => [name, contentOf(join(folder, name))]));
}

const options = () => ({ args: ['--code', requestCode, '--verbose'], dataFolder });
const start = (): Promise<TestAgent> => scene.start(options());
const allowed = (): Promise<TestPage> => scene.allowed(options());

describe('a program that is started once more for its request', () => {
  it('AGT127: shows the page again, ends, and disturbs nobody', async () => {
    const before = everythingIn(home);
    const page = await allowed();
    const viewer = await scene.active();
    const first = scene.agent;
    const second = await start();
    expect([await second.finished, second.printed]).toEqual([0, expect.stringContaining('running already')]);
    expect(first.printed.match(/Open http\S+ in your browser/g)).toHaveLength(2);
    expect([viewer.state.kind, scene.server.welcomes]).toEqual(['active', 1]);
    await page.answer({ type: 'end' });
    await until(() => page.kind === 'ended');
    page.close();
    await first.finished;
    viewer.dispose();
    expect(everythingIn(home)).toEqual(before);
  });

  it('AGT127: started twice at once, one of them runs', async () => {
    const started = await Promise.allSettled([start(), start()]);
    const running = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const alive = running.filter(({ printed }) => !printed.includes('running already'));
    expect(alive).toHaveLength(1);
    await until(() => scene.server.welcomes === 1);
    expect(readdirSync(join(dataFolder, 'requests'))).toHaveLength(1);
  });
});

describe('an attended session', () => {
  it('AGT95: leaves nothing behind once it is over, though it was interrupted in between', async () => {
    const before = everythingIn(home);
    await allowed();
    const first = await scene.active();
    await scene.agent.stop();
    first.dispose();
    // Stopped, it can come back: the key and what was allowed are still there.
    expect(Object.keys(everythingIn(home)).some((name) => name.endsWith('identity.pem'))).toBe(true);
    await start();
    const page = await scene.page();
    await until(() => page.kind === 'waiting');
    const second = await scene.active();
    await page.answer({ type: 'end' });
    await until(() => page.kind === 'ended');
    page.close();
    second.dispose();
    await scene.agent.finished;
    expect(everythingIn(home)).toEqual(before);
  });

  it('AGT95: leaves nothing behind when it ends before a request was accepted', async () => {
    const before = everythingIn(home);
    const { server } = scene;
    server.answer = () => ({ type: 'hub.refused', code: 'code_invalid', nonce: server.agentKey });
    await start();
    const page = await scene.page();
    await until(() => page.kind === 'codeNeeded');
    expect(Object.keys(everythingIn(home)).some((name) => name.endsWith('identity.pem'))).toBe(true);
    await scene.agent.stop();
    page.close();
    expect(everythingIn(home)).toEqual(before);
  });

  it('AGT96: its log tells what happened, and neither code, key, token nor what was typed', async () => {
    await allowed();
    const viewer = await scene.active();
    viewer.input({ type: 'text.type', text: typed });
    viewer.input({ type: 'pointer.move', x: 10, y: 10 });
    await until(() => scene.agent.desktop.injected.some(({ type }) => type === 'pointer.move'));
    const files = everythingIn(home);
    const contentOf = (end: string) => Object.entries(files).find(([name]) => name.endsWith(end))?.[1] ?? '';
    const log = contentOf('agent.log');
    expect(log).toContain('connected to the server');
    const key = contentOf('identity.pem').split('\n').slice(1, -2).join('');
    expect(key.length).toBeGreaterThan(40);
    const page = new URL(scene.agent.pageUrl ?? '').pathname.slice(1);
    const tokens = ['agent', 'viewer'].map((side) => `${viewer.ticket.linkId}.${side}`);
    for (const secret of [requestCode, '408 080 316', typed, 'horse', key, page, ...tokens]) {
      expect([secret, log.includes(secret)]).toEqual([secret, false]);
    }
  });
});
