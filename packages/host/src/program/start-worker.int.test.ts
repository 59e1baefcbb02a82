import { once } from 'node:events';
import { expect, it } from 'vitest';
import { startWorker } from './start-worker.ts';

it('BLD4: a thread from source calls native libraries', async () => {
  const worker = startWorker(new URL('../testing/native-thread.worker.ts', import.meta.url));
  expect(await once(worker, 'message')).toEqual([process.pid]);
  await worker.terminate();
});
