import type { ComputerLoad, ViewerControlMessage } from '@nearhand/protocol';
import { expect, it } from 'vitest';
import { LoadWatch } from './load-watch.ts';

const load: ComputerLoad = { processor: 0.5, memory: { usedBytes: 1, totalBytes: 2 }, disks: [] };

it('VWR18: the load is asked for while it is shown to somebody, again after a new link, and never of an agent that does not tell', () => {
  const watch = new LoadWatch();
  const said: boolean[] = [];
  const send = (message: ViewerControlMessage) => void (message.type === 'load.watch' && said.push(message.on));
  watch.setShown(true);
  expect(watch.view).toEqual({ kind: 'unsupported' });
  watch.connect(send);
  watch.heard(load);
  expect([said, watch.view]).toEqual([[true], { kind: 'known', load }]);
  watch.setHidden(true);
  watch.setHidden(true);
  watch.setHidden(false);
  watch.setShown(false);
  expect(said.splice(0)).toEqual([true, false, true, false]);
  watch.connect(send);
  watch.setShown(true);
  expect([said.splice(0), watch.view]).toEqual([[true], { kind: 'known', load: null }]);
  watch.connect(send);
  expect(said).toEqual([true]);
  watch.connect(null);
  watch.heard(load);
  watch.setShown(false);
  expect([said, watch.view]).toEqual([[true], { kind: 'unsupported' }]);
});
