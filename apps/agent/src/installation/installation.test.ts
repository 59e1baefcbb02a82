import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError, systemClock } from '@nearhand/base';
import type { ServiceManager, ServicePlan, ServiceScope } from '@nearhand/host';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseSubcommand } from '../command-line/subcommands.ts';
import { claimInstance, type Instance } from '../instance/claim-instance.ts';
import type { InstanceStatus } from '../instance/instance-messages.ts';
import { type CommandSurroundings, installCommand, statusCommand, uninstallCommand } from './commands.ts';
import { serviceRunOptions } from './service-settings.ts';

const token = '1cr5aymzrkmgwctrfphcfv0ha';
let base = '';
let said: string[] = [];
let plans: ServicePlan[] = [];
let missing: string | null = null;
let failure: string | null = null;
/** What the service manager says to everything that undoes. */
let refusal: string | null = null;
let noManager: string | null = null;
let running = true;
/** What the service does once it is installed. */
let begin: () => Promise<void> = async () => {};
let instance: Instance | null = null;
let ownFolder: string | null = null;

beforeEach(() => {
  ownFolder = null;
  base = mkdtempSync(join(tmpdir(), 'install-'));
  said = [];
  plans = [];
  missing = null;
  failure = null;
  refusal = null;
  noManager = null;
  running = true;
  begin = async () => {};
  writeFileSync(join(base, 'Acme-setup'), 'the program');
});
afterEach(() => {
  instance?.dispose();
  instance = null;
  rmSync(base, { recursive: true, force: true });
});

function surroundings(isBuilt = true): CommandSurroundings {
  const places = {
    programFolder: join(base, 'opt/agent'),
    program: join(base, 'opt/agent/agent'),
    dataFolder: join(base, 'var/agent'),
    ...(ownFolder !== null && { ownFolder }),
  };
  const service = (scope: ServiceScope): ServiceManager => ({
    scope,
    places,
    missingRights: () => missing,
    missingManager: async () => noManager,
    state: async () => ({ installed: plans.length > 0, running: running && plans.length > 0 }),
    async install(plan) {
      if (failure !== null) throw new AppError('unavailable', failure);
      plans.push(plan);
      await begin();
    },
    async uninstall() {
      if (refusal !== null) throw new AppError('unavailable', refusal);
      plans = [];
    },
    forget() {
      plans = [];
    },
  });
  const program = { file: join(base, 'Acme-setup'), words: [], isBuilt, target: 'linux-x64' };
  const say = (line: string): void => void said.push(line);
  return { program, version: '0.1.0', service, say, clock: systemClock, patienceMs: 0 };
}

/** The service that was installed runs, and is like this. */
async function answerAs(status: Partial<InstanceStatus>): Promise<void> {
  const whole = { pid: 7, version: '0.1.0', worker: null, refused: null, ...status };
  instance = await claimInstance(join(base, 'var/agent'), { tell: () => whole });
}

async function run(words: string, at = surroundings()): Promise<number> {
  const parsed = parseSubcommand(words.split(' '), {
    path: '/opt/main',
    build: null,
    readFile: (path) => readFileSync(path, 'utf8'),
  });
  if (parsed?.kind === 'install') return installCommand(at, parsed.scope, parsed.options);
  if (parsed?.kind === 'uninstall') return uninstallCommand(at, parsed.scope);
  if (parsed?.kind === 'status') return statusCommand(at, parsed.scope);
  throw new Error(JSON.stringify(parsed));
}

/** Everything below the folder, with the rights of each. */
function tree(folder = base): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `${name} ${(statSync(join(folder, name)).mode & 0o777).toString(8)}`)
    .toSorted();
}

describe('install', () => {
  it('INS1: copies the program, keeps the settings privately and names no secret to the service', async () => {
    const code = await run(`install --server https://help.example.com --enrol ${token} --proxy http://a:b@p:1`);
    expect([code, tree(join(base, 'opt')), tree(join(base, 'var'))]).toEqual([
      0,
      ['agent 755', 'agent/agent 755'],
      ['agent 700', 'agent/enrolment-token.json 600', 'agent/service.json 600'],
    ]);
    expect(readFileSync(join(base, 'opt/agent/agent'), 'utf8')).toBe('the program');
    expect(JSON.stringify(plans)).not.toContain(token);
    expect(plans[0]?.words).toEqual(['run', '--data', join(base, 'var/agent')]);
    expect(serviceRunOptions(join(base, 'var/agent'))).toMatchObject({
      origin: 'https://help.example.com',
      mode: { kind: 'enrolled', token },
      proxy: { kind: 'address', url: 'http://a:b@p:1/' },
    });
    expect(said.join('\n')).not.toContain(token);
  });

  it('INS1: over an installed one keeps who it is and takes the new settings', async () => {
    await run(`install --server https://help.example.com --enrol ${token}`);
    const data = join(base, 'var/agent');
    const computerId = '0198c0de-0000-7000-8000-00000000000c';
    const enrolment = { origin: 'https://help.example.com', computerId, name: 'desk-7' };
    writeFileSync(join(data, 'enrolment.json'), JSON.stringify(enrolment));
    writeFileSync(join(base, 'Acme-setup'), 'a newer program');
    await run('install --server https://help.example.com --language fr');
    expect(readFileSync(join(base, 'opt/agent/agent'), 'utf8')).toBe('a newer program');
    expect(JSON.parse(readFileSync(join(data, 'enrolment.json'), 'utf8'))).toEqual(enrolment);
    expect(serviceRunOptions(data)).toMatchObject({ language: 'fr', mode: { kind: 'enrolled', token: null } });
  });

  it('INS2: without rights, token or a built program it says what to do and touches nothing', async () => {
    const before = tree();
    const words = `install --server https://help.example.com --enrol ${token}`;
    missing = 'Put sudo before it.';
    await expect(run(words)).rejects.toThrow('Put sudo before it.');
    missing = null;
    await expect(run('install --server https://help.example.com')).rejects.toThrow('--enrol TOKEN');
    await expect(run(words, surroundings(false))).rejects.toThrow('not its source');
    expect(tree()).toEqual(before);
  });

  it('INS2: what cannot be finished is taken back', async () => {
    const before = tree();
    failure = 'systemctl enable: Access denied';
    await expect(run(`install --server https://help.example.com --enrol ${token}`)).rejects.toThrow('Access denied');
    expect(tree().filter((name) => !/^(?:opt|var) /.test(name))).toEqual(before);
  });

  it('INS2: what cannot be finished is taken back, whatever the service manager answers', async () => {
    const before = tree();
    begin = () => Promise.reject(new AppError('unavailable', 'daemon-reload: no answer'));
    refusal = 'disable: no answer';
    await expect(run(`install --server https://help.example.com --enrol ${token}`)).rejects.toThrow(
      'daemon-reload: no answer\nNot done: disable: no answer',
    );
    expect(tree().filter((name) => !/^(?:opt|var) /.test(name))).toEqual(before);
    expect(plans).toEqual([]);
  });

  it('INS17: where nothing could run the service it says so and copies nothing', async () => {
    const before = tree();
    noManager = 'This computer has no systemd.';
    const words = `install --server https://help.example.com --enrol ${token}`;
    await expect(run(words)).rejects.toThrow('no systemd');
    expect(tree()).toEqual(before);
  });

  it('INS11: says as which computer it is connected, or that it is not yet', async () => {
    const words = `install --server https://help.example.com --enrol ${token}`;
    expect(await run(words)).toBe(0);
    expect(said[1]).toBe('It has not reached the server yet, and goes on trying.');
    const worker = { version: '0.1.0', connected: true, viewers: 0, name: 'desk-7', refused: null };
    begin = () => answerAs({ worker });
    expect(await run(words)).toBe(0);
    expect(said.at(-2)).toBe('It is connected, as "desk-7".');
  });

  it('INS11: an agent that the server does not want is taken back, and the command fails', async () => {
    const before = tree();
    begin = () => answerAs({ refused: 'enrolment_token_invalid' });
    const words = `install --server https://help.example.com --enrol ${token}`;
    await expect(run(words)).rejects.toThrow('The enrolment token is wrong, used up or expired.');
    expect(tree().filter((name) => !/^(?:opt|var) /.test(name))).toEqual(before);
    expect(plans).toEqual([]);
  });

  it('INS2: a folder into which others may write is no place for the program', async () => {
    mkdirSync(join(base, 'opt/agent'), { recursive: true });
    chmodSync(join(base, 'opt/agent'), 0o777);
    await expect(run(`install --server https://help.example.com --enrol ${token}`)).rejects.toThrow('others may write');
  });

  it('INS2: a code is for one session, not for a computer', () => {
    const words = ['install', '--server', 'https://help.example.com', '--code', '408080316', '--data', '/x'];
    const parsed = parseSubcommand(words, { path: '/opt/main', build: null, readFile: () => '' });
    expect(parsed).toMatchObject({
      kind: 'problems',
      problems: [expect.stringContaining('not a code'), expect.stringContaining('no --data')],
    });
  });
});

describe('uninstall and status', () => {
  it('INS3: nothing is left', async () => {
    const before = tree();
    await run(`install --server https://help.example.com --enrol ${token}`);
    expect(await run('uninstall')).toBe(0);
    expect(tree().filter((name) => !/^(?:opt|var) /.test(name))).toEqual(before);
    expect(existsSync(join(base, 'opt/agent'))).toBe(false);
    await run('uninstall');
    expect(said.slice(-2)).toEqual([
      'The agent is uninstalled; nothing of it is left.',
      'There is no installed agent here.',
    ]);
  });

  it('INS15: a folder around program and files that is its own goes with them, unless something else lies there', async () => {
    const install = () => run(`install --server https://help.example.com --enrol ${token}`);
    ownFolder = join(base, 'opt');
    await install();
    writeFileSync(join(base, 'opt/theirs'), 'kept');
    expect([await run('uninstall'), readdirSync(join(base, 'opt'))]).toEqual([0, ['theirs']]);
    rmSync(join(base, 'opt/theirs'));
    await install();
    expect([await run('uninstall'), existsSync(join(base, 'opt')), existsSync(join(base, 'var'))]).toEqual([
      0,
      false,
      true,
    ]);
  });

  it('INS16: what can be removed without the service manager is, and what could not be done is said', async () => {
    const before = tree();
    await run(`install --server https://help.example.com --enrol ${token}`);
    refusal = 'spawn systemctl ENOENT';
    running = false;
    await expect(run('uninstall')).rejects.toThrow(/as far as that was possible\.\nNot done: spawn systemctl ENOENT/);
    expect(tree().filter((name) => !/^(?:opt|var) /.test(name))).toEqual(before);
    expect(plans).toEqual([]);
  });

  it('INS3: one that runs on, as the service manager or the agent says, is not half removed', async () => {
    await run(`install --server https://help.example.com --enrol ${token}`);
    const installed = tree();
    refusal = 'Access denied';
    await expect(run('uninstall')).rejects.toThrow('Access denied');
    expect([tree(), plans.length]).toEqual([installed, 1]);
    running = false;
    await answerAs({});
    await expect(run('uninstall')).rejects.toThrow('Access denied');
    expect([readFileSync(join(base, 'opt/agent/agent'), 'utf8'), plans.length]).toEqual(['the program', 1]);
  });

  it('INS6: says that nothing is installed, and that what is installed does not answer', async () => {
    expect(await run('status --user')).toBe(1);
    await run(`install --server https://help.example.com --enrol ${token}`);
    expect(await run('status')).toBe(0);
    expect(said).toContain('No agent is installed for you.');
    expect(said.at(-1)).toBe('Running. It does not answer yet.');
    missing = 'Put sudo before it.';
    expect(await run('status')).toBe(0);
    expect(said.at(-1)).toContain('Ask as an administrator');
  });

  it('INS11: status says why the server does not want it', async () => {
    await run(`install --server https://help.example.com --enrol ${token}`);
    await answerAs({ refused: 'agent_key_refused' });
    expect(await run('status')).toBe(3);
    expect(said.at(-1)).toBe('The server refused this computer (agent_key_refused).');
  });
});
