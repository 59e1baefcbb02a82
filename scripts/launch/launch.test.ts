import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { notInstalled } from './debian-packages.mjs';
import { isInstalled } from './installation.mjs';
import { faultOf } from './node-library.mjs';
import { hashSources, isBuilt } from './portal.mjs';
import { nodeTooOld } from './project.mjs';
import { runCommand } from './run-command.mjs';
import { plainLine, sumTotals, totalsOf } from './test-report.mjs';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nearhand-launch-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

describe('the Node that starts the project', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0', '26.10.0'])('may be %s', (version) => {
    expect(nodeTooOld(version)).toBeUndefined();
  });
  it.each(['20.18.3', '18.20.0', '8.0.0'])('may not be %s, and says which will do', (version) => {
    expect(nodeTooOld(version)).toContain(`20.19 or newer to install itself; this is ${version}`);
  });
});

describe('the Node that runs the project', () => {
  it('is tried, and what the system says is told', () => {
    const said = 'node: error while loading shared libraries: libatomic.so.1: cannot open shared object file';
    write('node', `#!/bin/sh\necho '${said}' >&2\nexit 127\n`);
    chmodSync(join(root, 'node'), 0o755);
    expect(faultOf(join(root, 'node'))).toBe(said);
    expect(faultOf(join(root, 'none'))).toContain('ENOENT');
    expect(faultOf(process.execPath)).toBeUndefined();
  });
});

describe('the installation', () => {
  const entry = { version: '1.0.0', integrity: 'abc' };
  const wanted = {
    '': { name: 'project' },
    'packages/a': { version: '0.1.0' },
    'node_modules/@x/a': { resolved: 'packages/a', link: true },
    'node_modules/one': entry,
    'node_modules/other-system': { ...entry, optional: true },
  };
  const { '': _root, 'packages/a': _a, 'node_modules/other-system': _other, ...present } = wanted;
  const check = (installed: object | string | undefined): boolean => {
    write('package-lock.json', JSON.stringify({ packages: wanted }));
    if (installed !== undefined) {
      const record = typeof installed === 'string' ? installed : JSON.stringify({ packages: installed });
      write('node_modules/.package-lock.json', record);
    }
    return isInstalled(root);
  };

  it('is complete with everything in the lock but what is for other systems', () => {
    expect(check(present)).toBe(true);
  });
  it.each([
    ['there is none', undefined],
    ['its record is cut short', '{"packages": {'],
    ['a package is missing', { 'node_modules/@x/a': present['node_modules/@x/a'] }],
    ['a package has another version', { ...present, 'node_modules/one': { ...entry, version: '1.0.1' } }],
    ['a package has other content', { ...present, 'node_modules/one': { ...entry, integrity: 'def' } }],
    ['a workspace is not linked', { 'node_modules/one': entry }],
  ])('is not complete when %s', (_reason, installed) => {
    expect(check(installed)).toBe(false);
  });
});

describe('the built portal', () => {
  beforeEach(() => {
    write('apps/portal/src/main.tsx', 'one');
    write('packages/base/src/index.ts', 'two');
    write('package-lock.json', '{}');
    write('apps/portal/dist/.sources', hashSources(root));
  });

  it('is up to date until a source changes, appears or goes', () => {
    expect(isBuilt(root)).toBe(true);
    write('packages/base/src/index.ts', 'three');
    expect(isBuilt(root)).toBe(false);
    write('packages/base/src/index.ts', 'two');
    expect(isBuilt(root)).toBe(true);
    write('packages/base/src/new.ts', '');
    expect(isBuilt(root)).toBe(false);
  });

  it('does not depend on tests, on what was built, or on other packages', () => {
    write('packages/base/src/index.test.ts', 'x');
    write('apps/portal/dist/assets/main.js', 'x');
    write('apps/portal/node_modules/.vite/cache', 'x');
    write('apps/server/src/main.ts', 'x');
    expect(isBuilt(root)).toBe(true);
  });

  it('is missing before the first build', () => {
    rmSync(join(root, 'apps/portal/dist'), { recursive: true });
    expect(isBuilt(root)).toBe(false);
  });
});

describe('a command', () => {
  it('gives its exit code, or 128 and the number of the signal that ended it', async () => {
    expect(await runCommand(process.execPath, ['-e', 'process.exit(7)'])).toBe(7);
    expect(await runCommand(process.execPath, ['-e', 'process.kill(process.pid, "SIGTERM")'])).toBe(143);
    await expect(runCommand(join(root, 'none'), [])).rejects.toThrow('ENOENT');
  });
});

describe('Debian packages', () => {
  it('are missing unless dpkg calls them installed', () => {
    expect(notInstalled(['xvfb', 'xterm', 'xauth'], 'xvfb installed\nxterm config-files\n')).toEqual([
      'xterm',
      'xauth',
    ]);
  });
});

describe('the totals of all tests', () => {
  const report = { numPassedTests: 3, numFailedTests: 1, numPendingTests: 1, numTodoTests: 1, testResults: [] };

  it('count a file that could not be loaded as a failure', () => {
    const broken = { status: 'failed', assertionResults: [] };
    const failedTest = { status: 'failed', assertionResults: [{}] };
    expect(totalsOf({ ...report, testResults: [broken, failedTest] })).toEqual({ passed: 3, failed: 2, skipped: 2 });
  });

  it('are one plain line', () => {
    expect(plainLine(sumTotals([totalsOf(report), totalsOf(report)]))).toBe('6 passed, 2 failed, 4 skipped');
  });
});
