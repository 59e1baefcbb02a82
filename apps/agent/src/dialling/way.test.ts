import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@nearhand/base';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SettingsStore } from '../settings/settings.ts';
import type { ProxyOption } from './proxy.ts';
import { openWay } from './way.ts';

let folder = '';
let settings: SettingsStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agent-way-'));
  settings = new SettingsStore(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const patience = { timeout: 20_000 };
const system = { url: 'http://system.example:3128', bypass: '' };
const typed = 'http://typed.example:8080/';

function open(proxy: ProxyOption) {
  const machine = { environment: {}, systemProxy: async () => system };
  return openWay({ run: { origin: 'https://help.example.com', proxy }, settings, machine, logger: silentLogger });
}

describe('the way to the server', () => {
  it('SET3: follows what is chosen, for the next connection', async () => {
    const way = await open({ kind: 'automatic' });
    expect(way.proxy).toEqual(system);
    settings.change({ proxy: 'typed', proxyAddress: typed });
    await vi.waitUntil(() => way.proxy?.url === typed, patience);
    settings.change({ proxy: 'none' });
    settings.change({ proxy: 'automatic' });
    settings.change({ proxy: 'none' });
    await vi.waitUntil(() => way.proxy === null, patience);
    settings.change({ proxy: 'typed' });
    await vi.waitUntil(() => way.proxy?.url === typed, patience);
    expect((await open({ kind: 'automatic' })).proxy?.url).toBe(typed);
  });

  it('SET3: what was laid down at the start stays', async () => {
    const given = await open({ kind: 'address', url: 'http://given.example:1/' });
    const direct = await open({ kind: 'none' });
    settings.change({ proxy: 'typed', proxyAddress: typed });
    await Promise.resolve();
    expect([given.proxy?.url, direct.proxy]).toEqual(['http://given.example:1/', null]);
  });

  it('SET1: what is no address of a proxy is not stored', () => {
    for (const wrong of ['', 'typed.example:8080', 'socks://typed.example', `http://${'x'.repeat(400)}/`]) {
      expect(() => settings.change({ proxyAddress: wrong })).toThrow('No such setting');
    }
    expect(settings.settings.proxyAddress).toBeNull();
  });
});
