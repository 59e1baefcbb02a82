// The program of a computer, started once more while it runs.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { enrolmentTokenBytes, enrolmentTokenOf } from '@nearhand/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeWindows } from '../../testing/fake-windows.ts';
import { computerId, LyingServer } from '../../testing/lying-server.ts';
import { TestAgent } from '../../testing/test-agent.ts';

const until = <T>(look: () => T) => vi.waitUntil(look, { timeout: 30_000, interval: 20 });
const token = enrolmentTokenOf(new Uint8Array(enrolmentTokenBytes).fill(90));

let server: LyingServer;
let system: FakeWindows;
let running: TestAgent;

beforeAll(async () => {
  server = new LyingServer();
  await server.listen();
  server.role = { kind: 'computer', computerId, name: 'desk-7' };
});
afterAll(() => server.close());
beforeEach(async () => {
  system = new FakeWindows();
  const dataFolder = mkdtempSync(join(tmpdir(), 'agent-twice-'));
  running = await start({ dataFolder, args: ['--tray'], windows: system });
  await until(() => system.trays.length === 1 && running.printed.includes('enrolled as'));
});
afterEach(async () => {
  await running.stop();
  running.removeData();
});

interface Start {
  readonly dataFolder: string;
  readonly args?: readonly string[];
  readonly windows?: FakeWindows | null;
  readonly origin?: string;
}

function start({ dataFolder, args = [], windows = null, origin = server.origin }: Start): Promise<TestAgent> {
  const kind = windows === null ? 'terminal' : 'gtk';
  const words = ['--enrol', token, '--window', kind, ...args];
  return TestAgent.start({ origin, args: words, dataFolder, windows: () => windows });
}

/** Once more, beside it. */
const again = (more: Partial<Start> = {}): Promise<TestAgent> => start({ dataFolder: running.dataFolder, ...more });
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

  it('TRY5: where it has no window, the second one says that it runs', async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'agent-twice-'));
    const without = await start({ dataFolder });
    await until(() => without.printed.includes('enrolled as'));
    await expect(start({ dataFolder })).rejects.toMatchObject({ code: 'conflict' });
    await without.stop();
    without.removeData();
  });
});
