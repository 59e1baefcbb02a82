import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LaunchdService } from './launchd-service.ts';

let base = '';
let calls: string[] = [];
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'launchd-'));
  calls = [];
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

function service(scope: 'user' | 'system' = 'user'): LaunchdService {
  const places = { programFolder: '/p', program: '/p/agent', dataFolder: '/d' };
  const run = async (command: string, words: readonly string[]): Promise<string> => {
    calls.push([command, ...words].join(' '));
    return 'state = running';
  };
  return new LaunchdService({ scope, label: 'org.example.agent', jobFolder: base, places, run, userId: 501 });
}

describe('a job of launchd', () => {
  const plan = {
    programFolder: '/p',
    program: '/p/Ana & Co',
    dataFolder: '/d',
    description: '',
    words: ['run', '<x>'],
  };

  it('INS1: is written as a property list and loaded into the desktop', async () => {
    await service().install(plan);
    const text = readFileSync(join(base, 'org.example.agent.plist'), 'utf8');
    expect(text).toContain(
      '<string>/p/Ana &amp; Co</string>\n    <string>run</string>\n    <string>&lt;x&gt;</string>',
    );
    expect(text).toContain('<key>KeepAlive</key>\n  <true/>');
    expect(calls.at(-1)).toBe(`launchctl bootstrap gui/501 ${join(base, 'org.example.agent.plist')}`);
    expect(await service().state()).toEqual({ installed: true, running: true });
  });

  it('INS3: is unloaded and forgotten', async () => {
    await service().install(plan);
    await service().uninstall();
    expect([calls.at(-1), readdirSync(base)]).toEqual(['launchctl bootout gui/501/org.example.agent', []]);
    expect(await service().state()).toEqual({ installed: false, running: false });
  });

  it('INS2: is for one user', () => {
    expect([service().missingRights(), service('system').missingRights()]).toEqual([
      null,
      expect.stringContaining('--user'),
    ]);
  });
});
