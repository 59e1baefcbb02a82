import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { inTurn } from './display-turn.ts';

it('HST77: a thread waits until another has opened its display, also one that failed', async () => {
  const turn = new Int32Array(new SharedArrayBuffer(4));
  const seen = new Int32Array(new SharedArrayBuffer(4));
  const module = new URL('./display-turn.ts', import.meta.url).href;
  const code = `
    const { workerData: { turn, seen } } = require('node:worker_threads');
    import(${JSON.stringify(module)}).then(({ inTurn }) => {
      Atomics.store(seen, 0, 1);
      Atomics.notify(seen, 0);
      inTurn(turn, () => Atomics.store(seen, 0, 2));
    });`;
  expect(() =>
    inTurn(turn, () => {
      throw new Error('no display');
    }),
  ).toThrow('no display');
  const worker = new Worker(code, { eval: true, workerData: { turn, seen } });
  const ended = once(worker, 'exit');
  inTurn(turn, () => {
    Atomics.wait(seen, 0, 0);
    // It has come to the turn, and does not get it.
    expect(Atomics.wait(seen, 0, 1, 200)).toBe('timed-out');
  });
  await ended;
  expect(seen[0]).toBe(2);
});
