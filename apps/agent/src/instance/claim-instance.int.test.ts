// Who has a folder where any program may take a name that it knows: here with sockets in a folder that all may use.

import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWine, windowsPath } from '@nearhand/host/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askInstance, claimInstance, type Instance, showInstance } from './claim-instance.ts';
import { RecordedPipe } from './meeting-place.ts';

let base = '';
let folder = '';
let names = 0;
let instances: Instance[] = [];
let stranger: Server | null = null;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'claim-'));
  folder = mkdtempSync(join(base, 'data-'));
  names = 0;
  instances = [];
});
afterEach(() => {
  for (const instance of instances) instance.dispose();
  stranger?.close();
  stranger = null;
  rmSync(base, { recursive: true });
});

const meeting = (at = folder) => new RecordedPipe(at, () => join(base, `${++names}.pipe`));

async function claim(version: string, at = folder): Promise<Instance> {
  const tell = () => ({ pid: process.pid, version, worker: null, refused: null });
  const instance = await claimInstance(at, { tell, show: () => true }, meeting(at));
  instances.push(instance);
  return instance;
}

const asked = async (at = folder): Promise<string | null> => (await askInstance(at, meeting(at)))?.version ?? null;

/** What came to the stranger who listens where the ended agent did. */
async function takeName({ address }: Instance, answer: (socket: Socket) => void): Promise<string[]> {
  const heard: string[] = [];
  stranger = createServer((socket) => {
    socket.setEncoding('utf8').on('data', (text: string) => void heard.push(text));
    socket.on('error', () => {});
    answer(socket);
  });
  await once(stranger.listen(address), 'listening');
  return heard;
}

const fake = (secret?: string) =>
  JSON.stringify({ type: 'status.told', status: { pid: 1, version: 'fake', worker: null }, secret });

describe('an agent on a pipe', () => {
  it('INS9 and INS13: is found by whoever may read its folder, and is the only one', async () => {
    expect(await asked()).toBeNull();
    await claim('first');
    expect([await asked(), await showInstance(folder, meeting())]).toEqual(['first', true]);
    await expect(claim('second')).rejects.toThrow(`process ${process.pid}`);
    expect(await asked()).toBe('first');
  });

  it('INS9 and INS13: of several at the same moment one gets the folder, also after one that was killed', async () => {
    for (const round of [1, 2]) {
      const started = await Promise.allSettled([claim('a'), claim('b'), claim('c')]);
      const [winner, ...others] = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      expect([others, readdirSync(folder)]).toEqual([[], [`agent-pipe-${round}.json`]]);
      winner?.dispose();
    }
  });

  it.each([['no secret', undefined] as const, ['another secret', 'x'.repeat(43)] as const])(
    'INS13: a stranger who took its name and answers with %s is not believed and keeps nobody from starting',
    async (_, secret) => {
      const ended = await claim('first');
      const record = readFileSync(join(folder, 'agent-pipe-1.json'), 'utf8');
      ended.dispose();
      const heard = await takeName(ended, (socket) => socket.end(`${fake(secret)}\n`));
      expect([await asked(), await showInstance(folder, meeting())]).toEqual([null, false]);
      await claim('second');
      expect(await asked()).toBe('second');
      expect(heard.join('')).toContain('status.ask');
      expect(heard.join('')).not.toContain(JSON.parse(record).secret);
    },
  );

  it('INS14: a stranger who answers letter by letter is waited for three seconds only', async () => {
    const ended = await claim('first');
    ended.dispose();
    await takeName(ended, (socket) => {
      const writing = setInterval(() => socket.write('x'), 100);
      socket.on('close', () => clearInterval(writing));
    });
    expect(await asked()).toBeNull();
  });

  it('INS14: a copy of its folder says nothing about it', async () => {
    await claim('first');
    const copy = join(base, 'copy');
    cpSync(folder, copy, { recursive: true });
    expect(await asked(copy)).toBeNull();
    await claim('second', copy);
    expect([await asked(copy), await asked()]).toEqual(['second', 'first']);
  });

  it('INS13: so it is with the pipes of Windows', { timeout: 240_000 }, async () => {
    const wine = await startWine();
    try {
      const program = join(import.meta.dirname, '../testing/claim-program.ts');
      const run = wine.startNode(program, windowsPath(folder));
      await once(run.process, 'exit');
      expect(run.output().trim()).toBe('nobody first conflict nobody third true 1');
      expect(readdirSync(folder)).toHaveLength(1);
    } finally {
      wine.dispose();
    }
  });
});
