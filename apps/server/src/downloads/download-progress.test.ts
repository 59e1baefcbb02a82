import { ManualClock } from '@nearhand/base';
import { expect, it } from 'vitest';
import { DownloadProgress } from './download-progress.ts';

const total = 10_000;

function setUp() {
  const clock = new ManualClock();
  const progress = new DownloadProgress(clock);
  const told: [string, number | undefined][] = [];
  progress.onMoved.on(({ requestId }) => told.push([requestId, progress.of(requestId)?.sent]));
  const send = (requestId: string, sent: number) => progress.note(requestId, { sent, total });
  return { clock, progress, told, send };
}

it('BLD48: a flood of pieces is told once a second, the last of them always', () => {
  const { clock, told, send } = setUp();
  for (let sent = 0; sent < 100; sent++) send('a', sent);
  expect(told).toEqual([['a', 0]]);
  clock.advance(1_000);
  clock.advance(60_000);
  expect(told).toEqual([
    ['a', 0],
    ['a', 99],
  ]);
  send('a', 200);
  send('b', 1);
  send('a', total);
  clock.advance(1_000);
  expect(told.slice(2)).toEqual([
    ['a', 200],
    ['b', 1],
    ['a', total],
  ]);
});

it('BLD48: whoever ends again and again, or begins again, is told of once a second', () => {
  const { clock, told, send } = setUp();
  for (let time = 0; time < 50; time++) send('a', total);
  expect(told).toEqual([['a', total]]);
  clock.advance(1_000);
  for (let time = 0; time < 50; time++) for (const sent of [1, total]) send('a', sent);
  expect(told.slice(1)).toEqual([['a', 1]]);
  clock.advance(1_000);
  clock.advance(60_000);
  expect(told.slice(2)).toEqual([['a', total]]);
});

it('BLD48: what is counted is forgotten oldest first, and nothing is told after the end', () => {
  const { clock, progress, told, send } = setUp();
  for (let request = 0; request < 1_001; request++) send(String(request), 1);
  expect([progress.of('0'), progress.of('1'), told.length]).toEqual([null, { sent: 1, total }, 1_001]);
  send('1', 2);
  progress.dispose();
  clock.advance(60_000);
  expect(told.length).toBe(1_001);
});
