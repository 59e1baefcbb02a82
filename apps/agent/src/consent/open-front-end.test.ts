import { PassThrough } from 'node:stream';
import { type LogFields, silentLogger, systemClock } from '@nearhand/base';
import { expect, it } from 'vitest';
import { parseCommandLine } from '../command-line/options.ts';
import { memoryValue } from '../identity/stored-value.ts';
import type { Machine } from '../machine.ts';
import { FakeWindows } from '../testing/fake-windows.ts';
import { frontEndKinds, mayShowPage, openFrontEnd } from './open-front-end.ts';

const runWith = (...args: readonly string[]) => {
  const parsed = parseCommandLine(['--server', 'http://localhost:1', ...args], {
    path: 'agent',
    build: null,
    readFile: () => '',
  });
  if (parsed.kind !== 'run') throw new Error(JSON.stringify(parsed));
  return parsed.options;
};

function machineWith(limit: Machine['desktop']['limit'], interactive: boolean): Machine {
  return {
    environment: {},
    mayShowUnasked: true,
    terminal: { input: new PassThrough(), output: new PassThrough(), interactive },
    desktop: {
      info: { system: 'linux', systemName: '', computerName: '', userName: '' },
      seat: null,
      createLoadMeter: null,
      limit,
      open() {
        throw new Error('Not here');
      },
    },
    rights: 'person',
    clock: systemClock,
    startWindows: () => null,
    systemProxy: () => Promise.resolve(null),
    openOutside() {},
    startAgain() {},
    isInstalled: () => false,
    program: '/opt/main.ts',
    temporaryFolders: [],
    autostart: () => null,
  };
}

it.each([
  [['--window', 'gtk'], 'none', false, ['window', 'page', 'terminal']],
  [['--window', 'page'], 'none', true, ['page', 'terminal']],
  [['--window', 'terminal'], 'none', false, ['terminal']],
  [['--text'], 'none', false, ['terminal']],
  [['--no-browser'], 'none', false, ['page', 'terminal']],
  [[], 'none', true, ['window', 'page', 'terminal']],
  [[], 'wayland', false, ['window', 'page', 'terminal']],
  [[], 'noDesktop', true, ['terminal']],
  [[], 'noDesktop', false, ['page', 'terminal']],
] as const)('AGT74: %j on %s tries in order', (args, limit, interactive, kinds) => {
  expect(frontEndKinds(runWith(...args), machineWith(limit, interactive))).toEqual(kinds);
});

it.each([
  [[], 'none', 'person', true],
  [['--window', 'page', '--no-browser'], 'none', 'person', true],
  [['--no-browser'], 'none', 'person', false],
  [['--text'], 'none', 'person', false],
  [[], 'noDesktop', 'person', false],
  [['--window', 'page'], 'noDesktop', 'person', true],
  [['--window', 'page'], 'none', 'system', false],
] as const)('SET11: %j on %s with the rights of a %s: a page for its window %s', (args, limit, rights, isShown) => {
  expect(mayShowPage(runWith(...args), { ...machineWith(limit, true), rights })).toBe(isShown);
});

it('INS10: a service of the whole computer opens no browser, which would have its rights', () => {
  const machine = { ...machineWith('none', false), rights: 'system' } as const;
  for (const args of [[], ['--window', 'page']]) expect(frontEndKinds(runWith(...args), machine)).not.toContain('page');
});

it('AGT74: a window that cannot be opened gives way to the page, and the log says so', async () => {
  const said: [string, LogFields | undefined][] = [];
  const windows = new FakeWindows();
  windows.open = () => Promise.reject(new Error('no display'));
  const frontEnd = await openFrontEnd({
    run: runWith(),
    machine: machineWith('none', false),
    windows,
    place: memoryValue(),
    locale: 'en',
    account: { kind: 'none' },
    logger: { ...silentLogger, warn: (message, fields) => void said.push([message, fields]) },
  });
  expect(said).toEqual([['a front end cannot be opened', { kind: 'window', reason: 'no display' }]]);
  expect(frontEnd.alwaysVisible).toBe(false);
  frontEnd.dispose();
});
