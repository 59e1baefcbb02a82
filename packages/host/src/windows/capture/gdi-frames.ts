// Pictures through GDI: the display is copied into memory that Windows shares with us, and compared with the picture
// before, whoever wrote that. Works everywhere, also under remote desktop and in virtual machines.

import koffi from 'koffi';
import { AppError, type Disposable, DisposableStore } from '@nearhand/base';
import type { PixelBuffer, Rect } from '@nearhand/protocol';
import { copyEverything } from '../native/gdi32.ts';
import type { Pointer } from '../../native/library.ts';
import type { WindowsLibraries } from '../native/windows-libraries.ts';
import { changedRects } from './frame-comparison.ts';

export class GdiFrames implements Disposable {
  readonly #picture: PixelBuffer;
  readonly #libraries: WindowsLibraries;
  /** Where the display is, as Windows counts. */
  readonly #at: { readonly x: number; readonly y: number };
  readonly #store = new DisposableStore();
  readonly #dc: Pointer;
  readonly #memory: Uint8Array;

  /** The picture is of the display's size. Throws AppError `desktop_unavailable` when Windows has no memory for it. */
  constructor(libraries: WindowsLibraries, bounds: Rect, picture: PixelBuffer) {
    this.#libraries = libraries;
    this.#at = { x: bounds.x, y: bounds.y };
    this.#picture = picture;
    const { user32, gdi32 } = libraries;
    const screen = user32.getDc(null);
    if (screen === null) throw unavailable();
    try {
      const dc = gdi32.createCompatibleDc(screen);
      if (dc === null) throw unavailable();
      this.#store.defer(() => void gdi32.deleteDc(dc));
      const section = gdi32.createDibSection(screen, bounds.width, bounds.height);
      if (section === null) {
        this.#store.dispose();
        throw unavailable();
      }
      this.#dc = dc;
      this.#memory = new Uint8Array(koffi.view(section.memory, this.#picture.data.length));
      const before = gdi32.selectObject(dc, section.bitmap);
      this.#store.defer(() => {
        if (before !== null) gdi32.selectObject(dc, before);
        gdi32.deleteObject(section.bitmap);
      });
    } finally {
      user32.releaseDc(null, screen);
    }
  }

  /** As a frame source does. */
  update(): readonly Rect[] | null {
    if (this.#store.disposed || !this.#copyScreen()) return null;
    const { data, strideBytes, widthPx } = this.#picture;
    const rects = changedRects(data, this.#memory, widthPx);
    for (const { y, height } of rects) {
      const [start, end] = [y * strideBytes, (y + height) * strideBytes];
      data.set(this.#memory.subarray(start, end), start);
    }
    return rects;
  }

  dispose(): void {
    this.#store.dispose();
  }

  #copyScreen(): boolean {
    const { user32, gdi32 } = this.#libraries;
    const screen = user32.getDc(null);
    if (screen === null) return false;
    const { widthPx, heightPx } = this.#picture;
    const { x, y } = this.#at;
    const copied = gdi32.bitBlt(this.#dc, 0, 0, widthPx, heightPx, screen, x, y, copyEverything);
    user32.releaseDc(null, screen);
    return copied !== 0;
  }
}

function unavailable(): AppError {
  return new AppError('desktop_unavailable', 'Windows gives no memory for a picture of the screen.');
}
