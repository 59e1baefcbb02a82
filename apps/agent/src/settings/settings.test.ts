import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { policySchema } from '../enrolled/enrolment.ts';
import { LocalRules } from '../enrolled/local-rules.ts';
import { ServerPolicy } from '../enrolled/server-policy.ts';
import { LocalPermissions } from '../permissions/local-permissions.ts';
import { SettingsStore } from './settings.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agent-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the settings of a computer', () => {
  it('SET1: are kept in a private file and read at the next start', () => {
    new SettingsStore(folder).change({ language: 'fr', ask: true, askSeconds: 30, proxy: 'none' });
    expect(new SettingsStore(folder).settings).toEqual({
      language: 'fr',
      ask: true,
      askSeconds: 30,
      withheld: [],
      proxy: 'none',
      proxyAddress: null,
    });
    expect(statSync(join(folder, 'settings.json')).mode & 0o777).toBe(0o600);
  });

  it.each(['', '{', '[]', '{"ask": "no"}', '{"withheld": ["everything"]}', '{"ask": false, "more": 1}'])(
    'SET1: where the file is damaged (%s), everything is asked',
    (text) => {
      writeFileSync(join(folder, 'settings.json'), text);
      expect(new SettingsStore(folder).settings).toMatchObject({ ask: true, withheld: [] });
    },
  );

  it('SET1: what is no setting is refused and nothing is written', () => {
    const store = new SettingsStore(folder);
    store.change({ ask: true });
    const before = readFileSync(join(folder, 'settings.json'), 'utf8');
    // @ts-expect-error what a broken window might say
    expect(() => store.change({ askSeconds: 1e9 })).toThrow('No such setting');
    expect([readFileSync(join(folder, 'settings.json'), 'utf8'), store.settings.askSeconds]).toEqual([before, 60]);
  });
});

describe('policy and settings together', () => {
  const setUp = (policy: unknown) => {
    const settings = new SettingsStore(folder);
    const server = new ServerPolicy(folder);
    const local = new LocalPermissions();
    let busy = false;
    const rules = new LocalRules({ policy: policySchema.parse(policy), settings, server, local, isBusy: () => busy });
    rules.apply();
    return { settings, server, local, rules, setBusy: (value: boolean) => (busy = value) };
  };

  it('SET2: a setting cuts and never widens', () => {
    const { settings, local, rules } = setUp({ permissions: ['view'] });
    expect(local.allowed).toEqual(['view']);
    settings.change({ withheld: ['control'] });
    settings.change({ withheld: [] });
    expect(local.allowed).toEqual(['view']);
    settings.change({ withheld: ['view'] });
    expect([local.allowed, rules.permissions]).toEqual([[], []]);
  });

  it('SET2: a policy that asks cannot be switched off', () => {
    const { settings, local, rules } = setUp({ consent: 'ask', askSeconds: 7 });
    settings.change({ ask: false });
    expect([rules.asks, local.allowed, rules.askSeconds]).toEqual([true, [], 7]);
    settings.change({ ask: true, askSeconds: 600 });
    expect(rules.askSeconds).toBe(600);
  });

  it('CPO5: what the server told cuts beside them, and widens neither', () => {
    const { settings, server, local, rules } = setUp({ permissions: ['view', 'control'] });
    const told = {
      disabled: false,
      permissions: ['view' as const, 'control' as const],
      ask: false,
      askSeconds: 30,
      atEnd: 'leave' as const,
    };
    settings.change({ withheld: ['control'] });
    server.tell(told);
    expect(local.allowed).toEqual(['view']);
    settings.change({ withheld: [] });
    server.tell({ ...told, permissions: ['view'] });
    expect([local.allowed, rules.asks]).toEqual([['view'], false]);
    server.tell({ ...told, ask: true });
    expect([local.allowed, rules.asks, rules.askSeconds]).toEqual([[], true, 30]);
    settings.change({ ask: false });
    expect(rules.asks).toBe(true);
    server.tell({ ...told, disabled: true });
    expect([local.allowed, rules.permissions]).toEqual([[], []]);
    // Kept for a start without the server.
    expect(new ServerPolicy(folder).policy).toEqual({ ...told, disabled: true });
  });

  it('SET3: while somebody is connected permissions are only lowered; afterwards the settings count again', () => {
    const { settings, local, rules, setBusy } = setUp({});
    setBusy(true);
    settings.change({ withheld: ['control'] });
    expect(local.allowed).toEqual(['view', 'clipboard']);
    settings.change({ withheld: [] });
    settings.change({ ask: true });
    expect(local.allowed).toEqual(['view', 'clipboard']);
    setBusy(false);
    rules.apply();
    expect(local.allowed).toEqual([]);
    settings.change({ ask: false });
    expect(local.allowed).toEqual(['view', 'control', 'clipboard']);
  });
});
