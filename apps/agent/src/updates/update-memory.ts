// What an installed agent remembers of updates from one start to the next.

import { join } from 'node:path';
import { z } from 'zod';
import { type StoredValue, storedValue } from '../identity/stored-value.ts';
import type { Failure } from './choose-update.ts';

export const updateMemorySchema = z.object({
  /** The highest serial that was ever believed. */
  serial: z.number().int().min(0),
  failures: z.array(z.object({ sha256: z.string(), times: z.number().int(), atMs: z.number() })).max(20),
});
type Kept = z.infer<typeof updateMemorySchema>;

export class UpdateMemory {
  readonly #stored: StoredValue<Kept>;

  constructor(folder: string) {
    this.#stored = storedValue(join(folder, 'updates.json'), updateMemorySchema);
  }

  get serial(): number {
    return this.#kept.serial;
  }

  get failures(): readonly Failure[] {
    return this.#kept.failures;
  }

  believed(serial: number): void {
    if (serial > this.serial) this.#stored.write({ ...this.#kept, serial });
  }

  failed(sha256: string, atMs: number): void {
    const { failures } = this.#kept;
    const times = (failures.find((failure) => failure.sha256 === sha256)?.times ?? 0) + 1;
    const others = failures.filter((failure) => failure.sha256 !== sha256);
    this.#stored.write({ ...this.#kept, failures: [...others, { sha256, times, atMs }].slice(-10) });
  }

  get #kept(): Kept {
    return this.#stored.read() ?? { serial: 0, failures: [] };
  }
}
