// Pixels as a bitmap that Windows draws.

import koffi from 'koffi';
import type { RoundPicture } from '../round-picture.ts';
import type { Pointer } from '../../native/library.ts';
import type { Windowing } from './native/windowing.ts';

/** Whoever asked for it deletes it. Null where there is no memory for it. */
export function newBitmap({ getDc, releaseDc, pictures }: Windowing, picture: RoundPicture): Pointer | null {
  const { sizePx, bgra } = picture;
  const dc = getDc(null);
  if (dc === null) return null;
  const section = pictures.createDibSection(dc, sizePx, sizePx);
  releaseDc(null, dc);
  if (section === null) return null;
  new Uint8Array(koffi.view(section.memory, bgra.length)).set(bgra);
  return section.bitmap;
}
