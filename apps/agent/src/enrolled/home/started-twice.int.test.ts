// The program of a computer, started once more while it runs.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AgentScene, requestCode } from '../../testing/agent-scene.ts';
import { FakeWindows } from '../../testing/fake-windows.ts';
import { testToken } from '../../testing/installed-files.ts';
import { computerRole, type LyingServer } from '../../testing/lying-server.ts';
import type { TestAgent } from '../../testing/test-agent.ts';

/** Its agent is one for requests: other answers are for the first one. */
const wrongCode = (): ReturnType<LyingServer['answer']> => ({
  type: 'hub.refused',
  code: 'code_invalid',
  nonce: server.agentKey,
});
const until = <T>(look: () => T) => vi.waitUntil(look, { timeout: 30_000, interval: 20 });

let scene: AgentScene;
let server: LyingServer;
let system: FakeWindows;
let running: TestAgent;

beforeEach(async () => {
  scene = await AgentScene.open(computerRole);
  ({ server } = scene);
  system = new FakeWindows();
  running = await start({ args: ['--tray'], windows: system });
  await until(() => system.trays.length === 1 && running.printed.includes('enrolled as'));
});
afterEach(() => scene.close());

interface Start {
  readonly dataFolder?: string;
  readonly args?: readonly string[];
  readonly windows?: FakeWindows | null;
  readonly origin?: string;
}

function start({ args = [], windows = null, ...options }: Start = {}): Promise<TestAgent> {
  const kind = windows === null ? 'terminal' : 'gtk';
  const words = ['--enrol', testToken, '--window', kind, ...args];
  return scene.start({ ...options, args: words, windows: () => windows });
}

/** Once more, beside it. */
const again = (more: Start = {}): Promise<TestAgent> => start({ dataFolder: running.dataFolder, ...more });
const isSeen = (): boolean | undefined => system.windows[0]?.isSeen;

describe('a computer whose program is started once more', () => {
  it('TRY5: its hidden window comes to the front, and the second one ends', async () => {
    system.trays[0]?.place(true);
    expect(isSeen()).toBe(false);
    const second = await again();
    expect(await second.finished).toBe(0);
    expect(second.printed).toContain('running already');
    expect(isSeen()).toBe(true);
    system.windows[0]?.onEvent.emit({ type: 'closed' });
    await until(() => isSeen() === false);
    await (
      await again()
    ).finished;
    expect(isSeen()).toBe(true);
  });

  it('TRY5: what the desktop starts, and what is for another server, leaves it alone', async () => {
    system.trays[0]?.place(true);
    const code = { code: 'conflict' };
    await expect(again({ args: ['--tray'] })).rejects.toMatchObject(code);
    await expect(again({ origin: 'http://127.0.0.1:9' })).rejects.toMatchObject(code);
    expect(isSeen()).toBe(false);
  });

  it('SET7: a program for requests says whose the computer is, and shows the window of its agent', async () => {
    system.trays[0]?.place(true);
    server.answer = wrongCode;
    const front = new FakeWindows();
    const started: (readonly string[])[] = [];
    const { dataFolder } = running;
    const helped = await scene.start({
      args: ['--code', requestCode, '--window', 'gtk'],
      dataFolder,
      windows: () => front,
      startAgain: (words) => started.push(words),
    });
    const shown = () => JSON.stringify(front.windows.at(-1)?.shown.at(-1));
    await until(() => shown().includes('Show its window'));
    expect(shown()).toContain('as “desk-7”');
    front.windows.at(-1)?.onEvent.emit({ type: 'pressed', id: 'computer' });
    expect(await helped.finished).toBe(0);
    expect(started).toEqual([['--computer']]);
    // What was started finds the one that runs.
    const again = await scene.start({ args: ['--computer'], dataFolder });
    expect(await again.finished).toBe(0);
    expect(isSeen()).toBe(true);
  });

  it('SET7: where a service has the computer, adding it once more is not offered', async () => {
    server.answer = wrongCode;
    const front = new FakeWindows();
    await scene.start({
      args: ['--code', requestCode, '--window', 'gtk'],
      windows: () => front,
      hasService: true,
    });
    const shown = () => JSON.stringify(front.windows.at(-1)?.shown.at(-1));
    await until(() => shown().includes('"continue"'));
    expect(shown()).toContain('is installed on this computer');
    expect(shown()).not.toContain('"computer"');
  });

  it('TRY5: where it has no window, the second one says that it runs', async () => {
    const without = await start();
    await until(() => without.printed.includes('enrolled as'));
    await expect(start({ dataFolder: without.dataFolder })).rejects.toMatchObject({ code: 'conflict' });
  });
});
