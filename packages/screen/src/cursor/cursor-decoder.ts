// Receiver's side of the pointer's shape.

import type { CursorShape } from '@nearhand/protocol';
import { decodeCursorMessage } from '../wire/cursor.ts';
import { cursorCacheSize } from '../wire/limits.ts';
import { malformed } from '../wire/malformed.ts';
import { firstKey } from './cursor-encoder.ts';

export class CursorDecoder {
  /** Oldest first; at most 64 shapes of 256 KiB. */
  readonly #known = new Map<number, CursorShape>();

  /** null: hidden. Throws AppError `screen_malformed`, also for a shape that is not known (any more). */
  decode(bytes: Uint8Array): CursorShape | null {
    const message = decodeCursorMessage(bytes);
    if (message.kind === 'hidden') return null;
    if (message.kind === 'use') {
      const shape = this.#known.get(message.id);
      if (!shape) throw malformed('unknown cursor');
      return shape;
    }
    this.#known.delete(message.id);
    this.#known.set(message.id, message.shape);
    if (this.#known.size > cursorCacheSize) this.#known.delete(firstKey(this.#known));
    return message.shape;
  }
}
