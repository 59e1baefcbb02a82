// A load for tests, which says how often it was measured.

import type { ComputerLoad } from '@nearhand/protocol';
import type { LoadMeter } from '../load/ports.ts';

export class FakeLoad implements LoadMeter {
  measured = 0;
  load: ComputerLoad = {
    processor: 0.25,
    memory: { usedBytes: 3 * 2 ** 30, totalBytes: 8 * 2 ** 30 },
    disks: [{ name: '/', usedBytes: 40 * 2 ** 30, totalBytes: 100 * 2 ** 30 }],
  };

  measure(): Promise<ComputerLoad> {
    this.measured++;
    return Promise.resolve(this.load);
  }
}
