// Attacks on the updates of the built program: installed as `install` leaves it and started as the service it is, it gets
// from its server what nobody signed, what is old, what was withdrawn, and files that are not what was signed. The update is
// the same program under a newer version.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { computerRole, installFiles, LyingServer, UpdateServer } from '@nearhand/agent/testing';
import { reworded, sharedBuild } from '@nearhand/agent-builder/testing';
import type { AgentBuild } from '@nearhand/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningProcess, startProcess } from '../support/process.ts';
import { eventually } from '../support/waiting.ts';

const workMs = 60_000;
/** Has room for every other address and key. */
const roomy: AgentBuild = {
  origin: 'http://127.0.0.1:65535',
  authority: null,
  name: 'Nearhand',
  updateKey: 'A'.repeat(43),
};

let base: string;
let server: LyingServer;
let updates: UpdateServer;
/** The installed program, and the newer one. */
let own: Buffer;
let newer: Buffer;
let home: string;
let services: RunningProcess[];

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'nearhand-updated-'));
  server = new LyingServer();
  server.role = computerRole;
  await server.listen();
  updates = new UpdateServer(server);
  server.pages = updates.listener;
  const built = readFileSync((await sharedBuild('linux-x64', roomy)).program);
  const build: AgentBuild = { ...roomy, origin: server.origin, updateKey: updates.publicKey };
  own = reworded(built, { [JSON.stringify(roomy)]: JSON.stringify(build) });
  newer = reworded(own, { '"0.1.0"': '"0.2.0"' });
}, 300_000);
afterAll(async () => {
  await server?.close();
  rmSync(base, { recursive: true, force: true });
});
beforeEach(() => {
  home = mkdtempSync(join(base, 'home-'));
  services = [];
  updates.files.clear();
  updates.asked.length = 0;
  mkdirSync(folder());
  writeFileSync(program(), own, { mode: 0o755 });
  installFiles(data(), server.origin);
});
afterEach(async () => {
  for (const service of services) await service.stop();
  rmSync(home, { recursive: true, force: true });
});

const folder = () => join(home, 'opt');
const program = () => join(folder(), 'agent');
const data = () => join(home, 'data');
const isUntouched = () => readFileSync(program()).equals(own);

function log(): string {
  const file = join(data(), 'service.log');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function start(): RunningProcess {
  const env = { PATH: '', HOME: home, TMPDIR: home };
  const service = startProcess(program(), ['run', '--data', data()], { cwd: home, env });
  services.push(service);
  return service;
}

/** Starts it, waits until the log says this once more, and ends it. */
async function startUntil(words: string): Promise<void> {
  const count = () => log().split(words).length;
  const before = count();
  const service = start();
  await eventually(words, count, (now) => now > before, workMs);
  await service.stop();
}

/** Starts it, waits until it has looked at the offer and left it (then it removes what was fetched before), and ends it. */
async function startUntilLeft(): Promise<void> {
  const leftover = `agent.part-${'0'.repeat(16)}`;
  writeFileSync(join(folder(), leftover), 'half an update');
  const service = start();
  const names = () => readdirSync(folder());
  await eventually('leftovers to be gone', names, (now) => !now.includes(leftover), workMs);
  await service.stop();
}

describe('updates of the built program (attack 20)', { timeout: 180_000 }, () => {
  it('UPD1: what its server did not sign is refused, and nothing is fetched', async () => {
    updates.offer('0.2.0', newer);
    const good = updates.answer;
    const stranger = new UpdateServer(server);
    stranger.offer('0.2.0', newer);
    const lies = [
      [stranger.answer, 'it is not signed by the server'],
      [good.replace('0.2.0', '0.9.0'), 'it is not signed by the server'],
      ['{}', 'it is malformed'],
    ] as const;
    for (const [answer, why] of lies) {
      updates.answer = answer;
      await startUntil(why);
    }
    updates.offer('0.2.0', newer, { origin: 'https://other.example' });
    await startUntil('it is meant for another server');
    expect([updates.asked, readdirSync(folder()), isUntouched()]).toEqual([[], ['agent'], true]);
  });

  it('UPD2, UPD3 and UPD4: what is older, was said before, or was withdrawn is not taken', async () => {
    updates.offer('0.2.0', newer, { serial: 7, withdrawn: ['0.2.0'] });
    await startUntilLeft();
    updates.offer('0.2.0', newer, { serial: 6 });
    await startUntil('it is older than one that is known');
    for (const version of ['0.0.9', '0.1.0']) {
      updates.offer(version, newer, { serial: 8 });
      await startUntilLeft();
    }
    expect([updates.asked, readdirSync(folder()), isUntouched()]).toEqual([[], ['agent'], true]);
  });

  it('UPD1 and UPD5: other bytes than were signed never run; the signed ones take the place', async () => {
    const { sha256 } = updates.offer('0.2.0', newer);
    const altered = Buffer.from(newer);
    altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
    updates.files.set(sha256, altered);
    await startUntil('The downloaded program is not the one that was signed');
    expect([updates.asked, readdirSync(folder()), isUntouched()]).toEqual([['all'], ['agent'], true]);
    updates.files.set(sha256, newer);
    // Once it has been replaced the service ends, and the system starts it again: as the new one.
    expect(await start().exited).toBe(0);
    expect(log()).toContain('the agent is up to date');
    expect(readdirSync(folder())).toEqual(['agent']);
    expect(readFileSync(program()).equals(newer)).toBe(true);
    expect(execFileSync(program(), ['--version'], { encoding: 'utf8' })).toBe('0.2.0\n');
  });

  it('UPD6: a signed program that does not run, or is not the version it was signed as, is taken back', async () => {
    for (const broken of [newer.subarray(0, 4096), reworded(own, { '"0.1.0"': '"0.3.0"' })]) {
      updates.offer('0.2.0', broken);
      await startUntil('did not reach the server and is taken back');
      expect([readdirSync(folder()), isUntouched()]).toEqual([['agent'], true]);
    }
  });
});
