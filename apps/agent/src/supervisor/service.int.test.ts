// The service and its worker as real processes, against a server that says whatever the test wants.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { waitingTokenOf } from '../installation/service-settings.ts';
import { askInstance } from '../instance/claim-instance.ts';
import type { InstanceStatus } from '../instance/instance-messages.ts';
import { installFiles, testToken } from '../testing/installed-files.ts';
import { computerRole, LyingServer } from '../testing/lying-server.ts';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

let server: LyingServer;
let folder = '';
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = join(mkdtempSync(join(tmpdir(), 'service-')), 'data');
  server = new LyingServer();
  server.role = computerRole;
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGTERM');
      await gone;
    }
  }
  await server.close();
  rmSync(join(folder, '..'), { recursive: true, force: true });
});

function start(): { child: ChildProcess; errors: () => string; ended: Promise<number | null> } {
  const child = spawn(process.execPath, [main, 'run', '--data', folder], { stdio: ['ignore', 'ignore', 'pipe'] });
  children.push(child);
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  return { child, errors: () => text, ended: new Promise((resolve) => child.once('close', resolve)) };
}

const until = <T>(look: () => T | Promise<T>) => vi.waitUntil(look, { timeout: 60_000, interval: 50 });
const connected = (): Promise<InstanceStatus> =>
  until(async () => {
    const status = await askInstance(folder);
    // The name follows the welcome.
    return status?.worker?.connected === true && status.worker.name !== null && status;
  }) as Promise<InstanceStatus>;
const log = (name = 'service.log') => readFileSync(join(folder, name), 'utf8');

/** Process ids of the workers that were started for this folder and run. */
async function workers(): Promise<number[]> {
  const { readdirSync } = await import('node:fs');
  return readdirSync('/proc')
    .filter((name) => /^[0-9]+$/.test(name))
    .filter((id) => {
      try {
        const words = readFileSync(`/proc/${id}/cmdline`, 'utf8').split('\0');
        return words.includes('work') && words.includes(folder);
      } catch {
        return false;
      }
    })
    .map(Number);
}

describe('the service', () => {
  it(
    'INS7: a killed worker is started again, a killed service takes its worker along',
    { timeout: 120_000 },
    async () => {
      await server.listen();
      installFiles(folder, server.origin);
      const said: unknown[] = [];
      server.answer = ({ agent }) => {
        said.push([agent.installed, agent.desktopLimit]);
        return server.welcome();
      };
      const service = start();
      expect(await connected()).toMatchObject({ pid: service.child.pid, worker: { name: 'desk-7', viewers: 0 } });
      // Whether there is a display depends on where the test runs.
      expect(said).toEqual([[true, expect.stringMatching(/^(?:none|noDesktop)$/)]]);
      expect(waitingTokenOf(folder).read()).toBeNull();
      const [worker = 0] = await workers();
      process.kill(worker, 'SIGKILL');
      await until(async () => server.welcomes === 2);
      expect(log()).toContain('the worker has ended');
      await connected();
      service.child.kill('SIGKILL');
      await until(async () => (await workers()).length === 0);
      expect(await askInstance(folder)).toBeNull();
      expect(log() + log('agent.log')).not.toContain(testToken);
    },
  );

  it('INS9: two agents never share a folder', { timeout: 120_000 }, async () => {
    await server.listen();
    installFiles(folder, server.origin);
    const first = start();
    await connected();
    const second = start();
    expect(await second.ended).toBe(1);
    expect(second.errors()).toContain(`already running here (process ${first.child.pid})`);
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(await workers()).toEqual([]);
  });

  it('INS11: whoever asks hears that the server does not want it, and why', { timeout: 120_000 }, async () => {
    server.answer = () => ({ type: 'hub.refused', code: 'enrolment_token_invalid', nonce: server.agentKey });
    await server.listen();
    installFiles(folder, server.origin);
    start();
    await until(async () => (await askInstance(folder))?.refused === 'enrolment_token_invalid');
    await until(async () => log().includes('"refused":"enrolment_token_invalid"'));
    expect(log()).toContain('"exit":3');
  });

  it('INS8: starts before there is a network, and is there once there is', { timeout: 120_000 }, async () => {
    // Kept until the server comes, for nobody else to take.
    const held = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => held.listen(0, '127.0.0.1', resolve));
    const address = held.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    installFiles(folder, `http://127.0.0.1:${port}`);
    const service = start();
    await until(async () => (await askInstance(folder))?.worker?.connected === false);
    await new Promise((resolve) => held.close(resolve));
    await server.listen(port);
    await connected();
    expect(service.child.exitCode).toBeNull();
  });
});
