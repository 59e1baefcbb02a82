// Updates with a real server of updates, real processes and a real supervisor; the programs are small stand-ins.

import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Emitter, type Logger, ManualClock, silentLogger, systemClock } from '@nearhand/base';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { claimInstance, type Instance } from '../instance/claim-instance.ts';
import { Supervisor } from '../supervisor/supervisor.ts';
import { startWorkerProcess } from '../supervisor/worker-process.ts';
import { UpdateServer } from '../testing/update-server.ts';
import { UpdateMemory } from './update-memory.ts';
import { Updater } from './updater.ts';

/** A worker that says what it is and how it is; `viewers` beside it says how many are connected. */
function standIn(
  version: string,
  behaviour: 'connects' | 'never connects' | 'crashes' = 'connects',
  filling = '',
): string {
  return `#!${process.execPath}
// ${filling}
const { connect } = require('node:net');
const { readFileSync, watchFile } = require('node:fs');
const behaviour = ${JSON.stringify(behaviour)};
if (behaviour === 'crashes') throw new Error('broken by design');
const line = connect(process.env.NEARHAND_SUPERVISOR);
const say = (message) => line.write(JSON.stringify(message) + '\\n');
const viewers = process.argv[4] + '/viewers';
const count = () => { try { return Number(readFileSync(viewers, 'utf8')); } catch { return 0; } };
const report = () => say({ type: 'worker.report', report: {
  version: ${JSON.stringify(version)}, connected: behaviour === 'connects', viewers: count(), name: 'desk-7' } });
say({ type: 'worker.hello', secret: process.env.NEARHAND_SUPERVISOR_SECRET });
report();
watchFile(viewers, { interval: 50 }, report);
line.on('data', () => process.exit(0)).on('error', () => process.exit(0)).on('close', () => process.exit(0));
`;
}

let base = '';
let data = '';
let program = '';
let server: UpdateServer;
let instance: Instance;
let supervisor: Supervisor;
let updater: Updater;
let replaced = 0;
let logged: string[] = [];
/** Only the time-out of the trial follows it. */
let trialClock: ManualClock;

beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'update-'));
  data = join(base, 'data');
  program = join(base, 'opt', 'agent');
  mkdirSync(data, { mode: 0o700 });
  mkdirSync(join(base, 'opt'));
  writeFileSync(program, standIn('0.2.0'));
  chmodSync(program, 0o755);
  server = new UpdateServer();
  await server.listen();
  instance = await claimInstance(data, {
    tell: () => ({ pid: process.pid, version: '0.2.0', worker: null, refused: null }),
  });
  replaced = 0;
  logged = [];
  trialClock = new ManualClock(systemClock.nowMs());
  const note = (message: string): void => void logged.push(message);
  const logger: Logger = { ...silentLogger, info: note, warn: note, error: note };
  const sessions = { current: null, onChanged: new Emitter<null>(), dispose() {} };
  const own = { file: program, words: [], isBuilt: true, target: 'linux-x64' };
  supervisor = new Supervisor({
    program: own,
    sessions,
    startWorker: (worker, session) =>
      startWorkerProcess({ program: worker, dataFolder: data, session, environment: {} }, instance, systemClock),
    clock: systemClock,
    logger: silentLogger,
    random: () => 0,
  });
  supervisor.start();
  updater = new Updater({
    own: { version: '0.2.0', target: 'linux-x64', publicKey: server.publicKey },
    program: own,
    workers: supervisor,
    access: { origin: server.origin, authorities: [], proxy: null },
    memory: new UpdateMemory(data),
    clock: trialClock,
    logger,
    replaced: () => void replaced++,
  });
});
afterEach(async () => {
  updater.dispose();
  await supervisor.stop();
  instance.dispose();
  await server.close();
  rmSync(base, { recursive: true, force: true });
});

const until = <T>(look: () => T) => vi.waitUntil(look, { timeout: 20_000, interval: 20 });
const running = () => supervisor.report?.version ?? null;
const installed = () => /version: "([^"]*)"/.exec(readFileSync(program, 'utf8'))?.[1];

/** Lets the time of the trial pass once it has begun. */
async function trialOver(): Promise<void> {
  const checking = updater.check();
  await until(() => logged.includes('trying the update'));
  trialClock.advance(120_000);
  await checking;
}

/** The old program runs, in its place, and the same file is not tried again at once. */
async function takenBack(): Promise<void> {
  await until(() => running() === '0.2.0');
  expect([installed(), replaced, readdirSync(join(base, 'opt'))]).toEqual(['0.2.0', 0, ['agent']]);
  logged = [];
  await updater.check();
  expect(logged).toEqual([]);
}

describe('updating', { timeout: 60_000 }, () => {
  it('UPD5: a good update is fetched, tried, and takes the place of the old program', async () => {
    server.offer('0.3.0', standIn('0.3.0'));
    await updater.check();
    expect([installed(), running(), replaced]).toEqual(['0.3.0', '0.3.0', 1]);
  });

  it('UPD9: beside the program nothing stays of earlier ones', async () => {
    for (const name of ['previous', 'replaced-1763850000000', 'replaced-1763860000000']) {
      writeFileSync(`${program}.${name}`, 'an earlier one');
    }
    await updater.check();
    expect(readdirSync(join(base, 'opt'))).toEqual(['agent']);
    server.offer('0.3.0', standIn('0.3.0'));
    await updater.check();
    expect([installed(), readdirSync(join(base, 'opt'))]).toEqual(['0.3.0', ['agent']]);
  });

  it('UPD5: the server is asked as soon as the worker has reached it', async () => {
    server.offer('0.3.0', standIn('0.3.0'));
    updater.start();
    await until(() => replaced === 1);
    expect([installed(), running()]).toEqual(['0.3.0', '0.3.0']);
  });

  it('UPD5: while somebody is connected nothing is replaced', async () => {
    writeFileSync(join(data, 'viewers'), '2');
    await until(() => supervisor.report?.viewers === 2);
    server.offer('0.3.0', standIn('0.3.0'));
    const checking = updater.check();
    await until(() => readdirSync(join(base, 'opt')).includes('agent.update'));
    expect([installed(), running(), logged]).toEqual(['0.2.0', '0.2.0', ['an update is being fetched']]);
    writeFileSync(join(data, 'viewers'), '0');
    await checking;
    expect(installed()).toBe('0.3.0');
  });

  it('UPD6: an update that never connects is taken back after two minutes', async () => {
    server.offer('0.3.0', standIn('0.3.0', 'never connects'));
    await until(running);
    await trialOver();
    await takenBack();
  });

  it('UPD6: an update is taken back though its file cannot be removed', async () => {
    server.offer('0.3.0', standIn('0.3.0', 'never connects'));
    await until(running);
    const checking = updater.check();
    await until(() => running() === '0.3.0');
    rmSync(`${program}.update`);
    mkdirSync(`${program}.update`);
    trialClock.advance(120_000);
    await checking;
    await until(() => running() === '0.2.0');
  });

  it.each([
    ['crashes', standIn('0.3.0', 'crashes')],
    ['is no program at all', 'neither a script nor a program'],
    ['does not know its command line', '#!/bin/sh\nexit 2\n'],
    ['says it is another version than was signed', standIn('0.4.0')],
  ])('UPD6: an update that %s is taken back at once', async (_, broken) => {
    server.offer('0.3.0', broken);
    await until(running);
    await updater.check();
    await takenBack();
  });

  it('UPD6: an update that says it is the old version is taken back', async () => {
    server.offer('0.3.0', standIn('0.2.0'));
    await until(running);
    await trialOver();
    await takenBack();
  });

  it('UPD3: a downgrade and the same version are not even fetched', async () => {
    for (const version of ['0.1.0', '0.2.0']) {
      server.offer(version, standIn(version));
      await updater.check();
    }
    expect([server.asked, installed()]).toEqual([[], '0.2.0']);
  });

  it('UPD4: a version withdrawn while it waits is thrown away', async () => {
    writeFileSync(join(data, 'viewers'), '1');
    await until(() => supervisor.report?.viewers === 1);
    server.offer('0.3.0', standIn('0.3.0'));
    const checking = updater.check();
    await until(() => readdirSync(join(base, 'opt')).includes('agent.update'));
    server.offer('0.3.0', standIn('0.3.0'), { serial: 2, withdrawn: ['0.3.0'] });
    writeFileSync(join(data, 'viewers'), '0');
    await checking;
    await updater.check();
    expect([installed(), running(), readdirSync(join(base, 'opt'))]).toEqual(['0.2.0', '0.2.0', ['agent']]);
  });

  it('UPD2: an old manifest played again changes nothing', async () => {
    server.offer('0.3.0', standIn('0.3.0'), { serial: 5 });
    const old = server.answer;
    server.offer('0.3.0', standIn('0.3.0'), { serial: 6, withdrawn: ['0.3.0'] });
    await updater.check();
    server.answer = old;
    await updater.check();
    expect([installed(), server.asked, logged]).toEqual([
      '0.2.0',
      [],
      ['what the server says about updates is refused'],
    ]);
  });

  it('UPD1: neither a changed manifest nor a changed file comes in (attack 20)', async () => {
    const { sha256 } = server.offer('0.3.0', standIn('0.3.0'));
    const honest = server.answer;
    server.answer = honest.replace('0.3.0', '0.4.0');
    await updater.check();
    expect(server.asked).toEqual([]);
    server.answer = honest;
    const genuine = server.files.get(sha256) ?? Buffer.of();
    const longer = Buffer.concat([genuine, Buffer.from('// more')]);
    for (const changed of [Buffer.from(genuine).fill('x', 40, 60), genuine.subarray(0, -5), longer]) {
      server.files.set(sha256, changed);
      await updater.check();
      expect([installed(), readdirSync(join(base, 'opt')).includes('agent.update')]).toEqual(['0.2.0', false]);
    }
    expect(replaced).toBe(0);
  });

  it('UPD7: an interrupted download goes on where it ended', async () => {
    server.offer('0.3.0', standIn('0.3.0', 'connects', 'x'.repeat(500_000)));
    server.breakAfterBytes = 200_000;
    await updater.check();
    const [part = ''] = readdirSync(join(base, 'opt')).filter((name) => name.includes('.part-'));
    const kept = readFileSync(join(base, 'opt', part)).length;
    expect(kept).toBeGreaterThan(0);
    await updater.check();
    expect([server.asked, installed()]).toEqual([['all', `bytes=${kept}-`], '0.3.0']);
  });
});
