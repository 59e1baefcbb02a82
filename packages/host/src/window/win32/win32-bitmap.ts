// Pixels as a bitmap that Windows draws.

import koffi from 'koffi';
import type { RoundPicture } from '../round-picture.ts';
import type { Pointer } from '../../native/library.ts';
import { inTheMiddle, type Windowing, withoutGround } from './native/windowing.ts';

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

export interface Lettering {
  readonly text: string;
  readonly font: Pointer;
  /** 0xBBGGRR */
  readonly colour: number;
}

/** In the middle of a square bitmap. */
export function writeOn(windowing: Windowing, bitmap: Pointer, sizePx: number, lettering: Lettering): void {
  const { pictures } = windowing;
  const screen = windowing.getDc(null);
  const dc = screen === null ? null : pictures.createCompatibleDc(screen);
  if (screen !== null) windowing.releaseDc(null, screen);
  if (dc === null) return;
  const before = windowing.selectObject(dc, bitmap);
  const fontBefore = windowing.selectObject(dc, lettering.font);
  windowing.setGroundMode(dc, withoutGround);
  windowing.setTextColour(dc, lettering.colour);
  windowing.drawText(dc, lettering.text, -1, Int32Array.of(0, 0, sizePx, sizePx), inTheMiddle);
  windowing.selectObject(dc, fontBefore);
  windowing.selectObject(dc, before);
  pictures.deleteDc(dc);
}
