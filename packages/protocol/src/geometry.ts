// Places and pictures in remote pixels: the physical pixels of the remote desktop, origin at its top left.

import { z } from 'zod';
import { peerLineSchema } from './peer-text.ts';

export const coordinateSchema = z.number().int().min(-32768).max(32767);
const extent = z.number().int().min(1).max(16384);

export const rectSchema = z.object({ x: coordinateSchema, y: coordinateSchema, width: extent, height: extent });
export type Rect = z.infer<typeof rectSchema>;

export const displaySchema = z.object({
  /** Stable while the display stays plugged in. */
  id: z.string().min(1).max(64),
  name: peerLineSchema,
  bounds: rectSchema,
  primary: z.boolean(),
});
export type Display = z.infer<typeof displaySchema>;

/** A picture in memory: rows of `strideBytes`, four bytes a pixel in the order blue, green, red, unused. */
export interface PixelBuffer {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly strideBytes: number;
  readonly data: Uint8Array;
}

/** A pointer's picture, four bytes a pixel in the order red, green, blue, alpha (not premultiplied). */
export interface CursorShape {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly hotspotX: number;
  readonly hotspotY: number;
  readonly rgba: Uint8Array;
}
