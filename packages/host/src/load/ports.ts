// How busy the computer is. Backends: machine-load.ts, and a fake.

import type { ComputerLoad } from '@nearhand/protocol';

export interface LoadMeter {
  /** Of the time since the last time. Never rejects: what cannot be read is left out. */
  measure(): Promise<ComputerLoad>;
}
