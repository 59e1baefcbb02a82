// The last operations sent, known at both ends: what the next update is deflated against, so that short updates cost no
// more than long ones.

import type { Bytes } from '@nearhand/base';

/** As far as deflate can look back. */
const historyBytes = 32 * 1024;

export class History {
  readonly #memory = new Uint8Array(historyBytes);
  #length = 0;

  get bytes(): Bytes {
    return this.#memory.subarray(0, this.#length);
  }

  clear(): void {
    this.#length = 0;
  }

  /** What has been sent or received, before compression. */
  append(operations: Uint8Array): void {
    const added = operations.subarray(Math.max(0, operations.length - historyBytes));
    const kept = Math.min(this.#length, historyBytes - added.length);
    this.#memory.copyWithin(0, this.#length - kept, this.#length);
    this.#memory.set(added, kept);
    this.#length = kept + added.length;
  }
}
