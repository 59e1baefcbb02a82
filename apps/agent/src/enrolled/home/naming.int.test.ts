// Naming a computer in its window, with the whole agent and a server that answers as it likes; the window is a drawn one.

import { type AgentServerMessage, type Ending, renameCapability } from '@nearhand/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AgentScene } from '../../testing/agent-scene.ts';
import { FakeWindows } from '../../testing/fake-windows.ts';
import { testToken } from '../../testing/installed-files.ts';
import { computerRole, type LyingServer } from '../../testing/lying-server.ts';

const until = <T>(look: () => T) => vi.waitUntil(look, { timeout: 20_000, interval: 10 });
const called = (name: string, atEnd: Ending = 'leave'): AgentServerMessage => ({
  type: 'computer.changed',
  name,
  policy: {
    disabled: false,
    permissions: ['view', 'control', 'clipboard'],
    ask: false,
    askSeconds: 60,
    atEnd,
  },
});

let scene: AgentScene;
let server: LyingServer;
let windows: FakeWindows;

beforeEach(async () => {
  scene = await AgentScene.open(computerRole);
  ({ server } = scene);
});
afterEach(() => scene.close());

async function start(capabilities: readonly string[]): Promise<void> {
  server.answer = () => {
    const welcome = server.welcome();
    return welcome.type === 'hub.welcome' ? { ...welcome, capabilities: [...capabilities] } : welcome;
  };
  windows = new FakeWindows();
  await scene.start({ args: ['--enrol', testToken, '--window', 'gtk'], windows: () => windows });
  await until(() => saying('desk-7'));
}

const saying = (text: string): boolean => JSON.stringify(windows.windows[0]?.shown.at(-1) ?? null).includes(text);
const asked = () => server.ofType('computer.rename').map(({ name }) => name);

function rename(name: string): void {
  windows.windows[0]?.onEvent.emit({ type: 'edited', id: 'name', text: name });
  windows.windows[0]?.onEvent.emit({ type: 'pressed', id: 'rename' });
}

describe('naming a computer in its window', () => {
  it('SET8: what the server took is its name, and what it did not take is said', async () => {
    await start([renameCapability]);
    await until(() => saying('Change the name'));
    rename('\u200eTill\u202c');
    await until(() => asked().length === 1);
    expect(saying('Changing the name')).toBe(true);
    server.say(called('Till'));
    await until(() => saying('The name was changed.') && saying('as “Till”'));
    rename('Office');
    await until(() => asked().length === 2);
    server.say(called('Till'));
    await until(() => saying('The name was not changed.'));
    expect(asked()).toEqual(['Till', 'Office']);
  });

  it('SET8: other news of the computer do not answer for its name', async () => {
    await start([renameCapability]);
    await until(() => saying('Change the name'));
    rename('Till');
    await until(() => asked().length === 1);
    server.say(called('desk-7', 'lock'));
    server.say(called('Reception', 'lock'));
    await until(() => saying('as “Reception”'));
    expect(saying('Changing the name')).toBe(true);
    server.say(called('Till', 'lock'));
    await until(() => saying('The name was changed.') && saying('as “Till”'));
  });

  it('SET8: a server that takes no names is not asked for it', async () => {
    await start([]);
    expect(saying('Change the name')).toBe(false);
    rename('Till');
    server.say(called('Office'));
    await until(() => saying('as “Office”'));
    expect(asked()).toEqual([]);
  });
});
