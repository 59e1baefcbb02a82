// Where the pictures of one display come from, whatever reads them.

import type { Disposable } from '@nearhand/base';
import type { PixelBuffer, Rect } from '@nearhand/protocol';

export interface FrameSource extends Disposable {
  /** As of the last update; the memory stays readable after disposal. */
  readonly picture: PixelBuffer;
  /**
   * Brings the picture up to date and says what changed, relative to the display. null: it cannot be read just now, as
   * while the lock screen is shown.
   */
  update(): readonly Rect[] | null;
  /** How soon it is worth asking again while the screen is busy; may differ from look to look. */
  readonly busyIntervalMs: number;
  /** Asking costs nothing while nothing changes: it need not be asked less often then. */
  readonly askingIsFree: boolean;
}

export function emptyPicture(widthPx: number, heightPx: number): PixelBuffer {
  return { widthPx, heightPx, strideBytes: widthPx * 4, data: new Uint8Array(widthPx * heightPx * 4) };
}
