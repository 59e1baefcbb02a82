// Pixels as a surface that GTK draws.

import koffi from 'koffi';
import type { RoundPicture } from '../round-picture.ts';
import type { Pointer } from '../../native/library.ts';
import { cairoArgb } from './native/gdk.ts';
import type { Toolkit } from './native/toolkit.ts';

/** Handed to `use` and gone afterwards. Without memory for it nothing is drawn. */
export function withSurface({ cairo }: Toolkit, { sizePx, bgra }: RoundPicture, use: (surface: Pointer) => void): void {
  const surface = cairo.newSurface(cairoArgb, sizePx, sizePx);
  const memory = cairo.surfaceMemory(surface);
  if (memory !== null) {
    new Uint8Array(koffi.view(memory, bgra.length)).set(bgra);
    cairo.surfaceChanged(surface);
    use(surface);
  }
  cairo.destroySurface(surface);
}
