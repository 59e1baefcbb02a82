// The viewer's end of the screen channel: messages in, what to draw out. Draws nothing itself.

import type { Bytes } from '@nearhand/base';
import type { CursorShape } from '@nearhand/protocol';
import { CursorDecoder } from './cursor/cursor-decoder.ts';
import { type DecodedUpdate, ScreenDecoder } from './decoder/screen-decoder.ts';
import type { Surface } from './decoder/surface.ts';
import { ByteReader } from './wire/byte-reader.ts';
import { encodeFeedback } from './wire/feedback.ts';
import { messageKind, readMessageHeader } from './wire/message.ts';

export type ScreenEvent =
  /** Draw `rects` of the surface, then send `acknowledgement`. */
  | (DecodedUpdate & { readonly kind: 'picture'; readonly acknowledgement: Bytes })
  /** null: the remote pointer is hidden. */
  | { readonly kind: 'cursor'; readonly shape: CursorShape | null }
  /** A full update must come first, or the message is of a kind not known here. */
  | { readonly kind: 'ignored' };

export class ScreenReceiver {
  readonly #decoder: ScreenDecoder;
  readonly #cursors = new CursorDecoder();

  /** `maxAreaPx`: larger displays are refused as malformed. */
  constructor(options: { readonly maxAreaPx?: number } = {}) {
    this.#decoder = new ScreenDecoder(options);
  }

  /** The picture so far; null before the first update. */
  get surface(): Surface | null {
    return this.#decoder.surface;
  }

  /** Takes one message. Throws AppError `screen_malformed`: end the session, or send `refreshRequest()`. */
  receive(bytes: Uint8Array): ScreenEvent {
    const kind = readMessageHeader(new ByteReader(bytes));
    if (kind === messageKind.cursor) return { kind: 'cursor', shape: this.#cursors.decode(bytes) };
    if (kind !== messageKind.update) return { kind: 'ignored' };
    const update = this.#decoder.decode(bytes);
    if (!update) return { kind: 'ignored' };
    const acknowledgement = encodeFeedback({ kind: 'acknowledgement', number: update.number });
    return { ...update, kind: 'picture', acknowledgement };
  }
}

/** Asks the sender for the whole picture. */
export function refreshRequest(): Bytes {
  return encodeFeedback({ kind: 'refresh' });
}
