import { Emitter, type Logger, ManualClock, silentLogger } from '@nearhand/base';
import type { DesktopSession } from '@nearhand/host';
import { beforeEach, describe, expect, it } from 'vitest';
import { Supervisor } from './supervisor.ts';
import type { WorkerEnd, WorkerProcess } from './worker-process.ts';

const program = { file: '/opt/agent', words: [], isBuilt: true, target: 'linux-x64' };
const first: DesktopSession = { key: '2 :0', environment: { DISPLAY: ':0' } };
const second: DesktopSession = { key: '3 :1', environment: { DISPLAY: ':1' } };

let clock: ManualClock;
let started: { session: string | null; end: (end: Partial<WorkerEnd>) => Promise<void>; stops: number }[];
let sessionChanges: Emitter<DesktopSession | null>;
let current: DesktopSession | null;
let logged: { message: string; fields: unknown }[];
let supervisor: Supervisor;

beforeEach(() => {
  clock = new ManualClock();
  started = [];
  logged = [];
  current = first;
  sessionChanges = new Emitter();
  const logger: Logger = { ...silentLogger, error: (message, fields) => logged.push({ message, fields }) };
  supervisor = new Supervisor({
    program,
    sessions: {
      get current() {
        return current;
      },
      onChanged: sessionChanges,
      dispose() {},
    },
    startWorker: (_program, session) => fakeWorker(session),
    clock,
    logger,
    random: () => 1,
  });
});

function fakeWorker(session: DesktopSession | null): WorkerProcess {
  const { promise, resolve } = Promise.withResolvers<WorkerEnd>();
  const entry = {
    session: session?.key ?? null,
    stops: 0,
    async end(end: Partial<WorkerEnd>) {
      resolve({ exitCode: null, lastWords: '', ...end });
      await promise;
      // The supervisor hears it after us.
      await Promise.resolve();
    },
  };
  started.push(entry);
  return {
    ended: promise,
    report: null,
    onReport: new Emitter(),
    async stop() {
      entry.stops++;
      await entry.end({ exitCode: 0 });
    },
    dispose() {},
  };
}

async function goTo(session: DesktopSession | null): Promise<void> {
  current = session;
  sessionChanges.emit(session);
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}

describe('the supervisor', () => {
  it('INS7: starts the worker again after a crash, after growing pauses, and logs why it ended', async () => {
    supervisor.start();
    const pausesMs: number[] = [];
    for (let crash = 0; crash < 8; crash++) {
      const count = started.length;
      await started.at(-1)?.end({ exitCode: 139, lastWords: 'Segmentation fault' });
      let pauseMs = 0;
      for (; started.length === count; pauseMs += 500) clock.advance(500);
      pausesMs.push(pauseMs);
    }
    expect(pausesMs).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
    expect(logged[0]).toMatchObject({
      message: 'the worker has ended',
      fields: { exit: 139, lastWords: 'Segmentation fault' },
    });
  });

  it('INS7: a worker that was well for a while is started again at once', async () => {
    supervisor.start();
    for (let crash = 0; crash < 4; crash++) {
      await started.at(-1)?.end({ exitCode: 1 });
      clock.advance(60_000);
    }
    clock.advance(60_000);
    await started.at(-1)?.end({ exitCode: 1 });
    clock.advance(1000);
    expect(started).toHaveLength(6);
  });

  it('INS7: where the server refuses it, it is asked again after minutes, not seconds', async () => {
    supervisor.start();
    await started[0]?.end({ exitCode: 3 });
    clock.advance(299_000);
    expect(started).toHaveLength(1);
    clock.advance(1000);
    expect(started).toHaveLength(2);
  });

  it('INS5: another session in front moves the worker there, and no session leaves it without a desktop', async () => {
    supervisor.start();
    await goTo(second);
    await goTo(null);
    await goTo(first);
    expect(started.map(({ session, stops }) => [session, stops])).toEqual([
      ['2 :0', 1],
      ['3 :1', 1],
      [null, 1],
      ['2 :0', 0],
    ]);
    expect(logged).toEqual([]);
  });

  it('INS5: a session that comes during a pause is not kept waiting', async () => {
    supervisor.start();
    await started[0]?.end({ exitCode: 3 });
    await goTo(second);
    clock.advance(600_000);
    expect(started.map(({ session }) => session)).toEqual(['2 :0', '3 :1']);
  });

  it('INS8: told to end it ends the worker in order and starts no other', async () => {
    supervisor.start();
    await supervisor.stop();
    await goTo(second);
    clock.advance(600_000);
    expect(started.map(({ stops }) => stops)).toEqual([1]);
  });
});
