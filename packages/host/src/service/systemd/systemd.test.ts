import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@nearhand/base';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ServiceScope } from '../ports.ts';
import { runCommand } from '../run-command.ts';
import { SystemdService } from './systemd-service.ts';
import { quoted, systemdUnit } from './unit.ts';

let base = '';
let calls: string[] = [];
let answers: Record<string, string> = {};
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'systemd-'));
  calls = [];
  answers = {};
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

function service(scope: ServiceScope = 'system', userId = scope === 'system' ? 0 : 1000): SystemdService {
  const places = { programFolder: '/opt/agent', program: '/opt/agent/agent', dataFolder: '/var/lib/agent' };
  const run = async (command: string, words: readonly string[]): Promise<string> => {
    const call = [command, ...words].join(' ');
    calls.push(call);
    const answer = answers[call];
    if (answer === undefined) return '';
    if (answer.startsWith('!')) throw new AppError('unavailable', answer.slice(1));
    return answer;
  };
  return new SystemdService({ scope, name: 'agent', unitFolder: join(base, 'units'), places, run, userId });
}

const plan = (program = '/opt/agent/agent') => ({
  programFolder: '/opt/agent',
  program,
  dataFolder: '/var/lib/agent',
  description: 'Remote support',
  words: ['run', '--data', '/var/lib/agent'],
});

describe('a service of systemd', () => {
  it('INS1: is registered, started with the computer, restarted whenever it ends', async () => {
    await service().install(plan());
    const unit = readFileSync(join(base, 'units/agent.service'), 'utf8');
    expect(calls).toEqual([
      'systemctl daemon-reload',
      'systemctl enable agent.service',
      'systemctl restart agent.service',
    ]);
    for (const line of [
      'ExecStart=/opt/agent/agent run --data /var/lib/agent',
      'Restart=always',
      'StartLimitIntervalSec=0',
      'NoNewPrivileges=yes',
      'ReadWritePaths=/opt/agent /var/lib/agent',
      'WantedBy=multi-user.target',
    ]) {
      expect(unit.split('\n')).toContain(line);
    }
    // Nothing waits for the network: the agent itself tries again.
    expect(unit).not.toContain('network');
  });

  it('INS1: of one user asks for nothing that only root may', async () => {
    await service('user').install(plan());
    const unit = readFileSync(join(base, 'units/agent.service'), 'utf8');
    expect(calls.every((call) => call.startsWith('systemctl --user '))).toBe(true);
    expect(unit).not.toContain('Protect');
    expect(unit).toContain('WantedBy=default.target');
  });

  it('INS3: is stopped and forgotten, and nothing is left', async () => {
    await service().install(plan());
    calls = [];
    answers['systemctl reset-failed agent.service'] = '!Unit agent.service not loaded.';
    await service().uninstall();
    expect([calls[0], readdirSync(join(base, 'units'))]).toEqual(['systemctl disable --now agent.service', []]);
    calls = [];
    await service().uninstall();
    expect(calls).toEqual([]);
  });

  it('INS3: that cannot be stopped is not half removed', async () => {
    await service().install(plan());
    answers['systemctl disable --now agent.service'] = '!Access denied';
    await expect(service().uninstall()).rejects.toThrow('Access denied');
    expect(existsSync(join(base, 'units/agent.service'))).toBe(true);
  });

  it('INS17: says that there is no systemd, or why it does not answer', async () => {
    expect(await service('user').missingManager()).toBeNull();
    const ask = 'systemctl --user show --property=Version';
    expect(calls).toEqual([ask]);
    answers[ask] = '!Failed to connect to bus: No medium found';
    expect(await service('user').missingManager()).toContain('No medium found');
    const places = service().places;
    const run = (): Promise<string> => runCommand(join(base, 'systemctl'), []);
    const without = new SystemdService({ scope: 'user', name: 'agent', unitFolder: base, places, run, userId: 1000 });
    expect(await without.missingManager()).toBe('This computer has no systemd, which the agent needs to be installed.');
  });

  it('INS16: is forgotten without systemd, with what starts it', async () => {
    await service('user').install(plan());
    const wants = join(base, 'units/default.target.wants');
    mkdirSync(wants);
    symlinkSync('../agent.service', join(wants, 'agent.service'));
    calls = [];
    service('user').forget();
    service('user').forget();
    expect([calls, readdirSync(join(base, 'units'), { recursive: true })]).toEqual([[], ['default.target.wants']]);
  });

  it('INS2: says what it needs', () => {
    expect(service('system', 0).missingRights()).toBeNull();
    expect(service('user', 1000).missingRights()).toBeNull();
    expect(service('system', 1000).missingRights()).toContain('sudo');
    expect(service('user', 0).missingRights()).toContain('leave --user out');
  });

  it('INS6: says whether it is there and runs', async () => {
    expect(await service().state()).toEqual({ installed: false, running: false });
    await service().install(plan());
    answers['systemctl is-active agent.service'] = 'active\n';
    expect(await service().state()).toEqual({ installed: true, running: true });
    answers['systemctl is-active agent.service'] = '!inactive';
    expect(await service().state()).toEqual({ installed: true, running: false });
  });
});

describe('a unit', () => {
  it('INS1: keeps each word together, whatever is in it', () => {
    expect(['/a/b', 'two words', '50% $HOME', 'say "hi" \\ there'].map(quoted)).toEqual([
      '/a/b',
      '"two words"',
      '"50%% $$HOME"',
      String.raw`"say \"hi\" \\ there"`,
    ]);
    for (const evil of ['a\nExecStart=/bin/sh', 'a\0b']) expect(() => quoted(evil)).toThrow('control characters');
    expect(systemdUnit('system', { ...plan(), description: 'Acme\nExecStart=/bin/sh' })).not.toMatch(
      /^ExecStart=\/bin/m,
    );
  });
});
