// A worker that the system does not even start.

import { chmodSync, closeSync, copyFileSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Emitter, systemClock } from '@nearhand/base';
import { expect, it } from 'vitest';
import { startWorkerProcess } from './worker-process.ts';

it('INS7: a program that is still being written counts as ended', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'agent-worker-'));
  const file = join(folder, 'agent');
  copyFileSync('/bin/true', file);
  chmodSync(file, 0o755);
  const writing = openSync(file, 'r+');
  const program = { file, words: [], isBuilt: true, target: 'linux-x64' };
  const instance = { address: '', workerSecret: '', onWorker: new Emitter<never>(), dispose() {} };
  const plan = { program, dataFolder: folder, session: null, environment: {} };
  const worker = startWorkerProcess(plan, instance, systemClock);
  expect(await worker.ended).toEqual({ exitCode: null, lastWords: expect.stringContaining('ETXTBSY') });
  await worker.stop();
  closeSync(writing);
  rmSync(folder, { recursive: true });
});
