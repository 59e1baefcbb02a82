// What the decoding worker and the page say to each other.

import type { Bytes } from '@nearhand/base';
import type { CursorShape } from '@nearhand/protocol';

/** Page to worker: one message of the screen channel. */
export type WorkerRequest = Bytes;

export interface DrawnRect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** RGBA, rows without gaps. */
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

/** Worker to page. */
export type WorkerReply =
  | {
      readonly kind: 'picture';
      readonly widthPx: number;
      readonly heightPx: number;
      readonly rects: readonly DrawnRect[];
      /** To be sent once drawn. */
      readonly acknowledgement: Bytes;
    }
  | { readonly kind: 'cursor'; readonly shape: CursorShape | null }
  /** Could not be decoded; the picture must be asked for again. */
  | { readonly kind: 'malformed' };
