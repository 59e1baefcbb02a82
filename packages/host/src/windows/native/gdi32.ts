// gdi32.dll: pictures of the screen and of the pointer. Signatures only.

import koffi, { type LibraryHandle } from 'koffi';
import type { Pointer } from '../../native/library.ts';

/** SRCCOPY and CAPTUREBLT: what lies on the screen, windows with transparency included. */
export const copyEverything = 0x40cc_0020;
const rgbColours = 0;

/** BITMAP */
export const bitmapInfo = { bytes: 32, width: 4, height: 8 } as const;

const infoHeader = koffi.struct({
  size: 'uint32_t',
  width: 'int32_t',
  height: 'int32_t',
  planes: 'uint16_t',
  bits: 'uint16_t',
  compression: 'uint32_t',
  imageBytes: 'uint32_t',
  xPixelsPerMetre: 'int32_t',
  yPixelsPerMetre: 'int32_t',
  colours: 'uint32_t',
  importantColours: 'uint32_t',
});

/** Rows from the top, four bytes a pixel. */
function headerOf(width: number, height: number) {
  return {
    size: 40,
    width,
    height: -height,
    planes: 1,
    bits: 32,
    compression: 0,
    imageBytes: 0,
    xPixelsPerMetre: 0,
    yPixelsPerMetre: 0,
    colours: 0,
    importantColours: 0,
  };
}

export function bindGdi32(library: LibraryHandle) {
  const createDibSection = library.func('CreateDIBSection', 'void *', [
    'void *',
    koffi.pointer(infoHeader),
    'uint32_t',
    koffi.out(koffi.pointer('void *')),
    'void *',
    'uint32_t',
  ]);
  const getDibits = library.func('GetDIBits', 'int', [
    'void *',
    'void *',
    'uint32_t',
    'uint32_t',
    'void *',
    koffi.pointer(infoHeader),
    'uint32_t',
  ]);
  return {
    createCompatibleDc: library.func('void *CreateCompatibleDC(void *dc)') as (dc: Pointer) => Pointer | null,
    deleteDc: library.func('int DeleteDC(void *dc)') as (dc: Pointer) => number,
    selectObject: library.func('void *SelectObject(void *dc, void *object)') as (
      dc: Pointer,
      object: Pointer,
    ) => Pointer | null,
    deleteObject: library.func('int DeleteObject(void *object)') as (object: Pointer) => number,
    getObject: library.func('int GetObjectW(void *object, int bytes, void *value)') as (
      object: bigint,
      bytes: number,
      value: Uint8Array,
    ) => number,
    bitBlt: library.func(
      'int BitBlt(void *to, int x, int y, int width, int height, void *from, int fromX, int fromY, uint32_t operation)',
    ) as (
      to: Pointer,
      x: number,
      y: number,
      width: number,
      height: number,
      from: Pointer,
      fromX: number,
      fromY: number,
      operation: number,
    ) => number,
    /** A picture whose memory, `width * height * 4` bytes, can be read. */
    createDibSection(dc: Pointer, width: number, height: number): { bitmap: Pointer; memory: Pointer } | null {
      const memory: [Pointer | null] = [null];
      const bitmap: Pointer | null = createDibSection(dc, headerOf(width, height), rgbColours, memory, null, 0);
      return bitmap === null || memory[0] === null ? null : { bitmap, memory: memory[0] };
    },
    /** Fills `pixels` with a picture's. */
    getDibits(dc: Pointer, bitmap: bigint, pixels: Uint8Array, width: number, height: number): boolean {
      return getDibits(dc, bitmap, 0, height, pixels, headerOf(width, height), rgbColours) !== 0;
    },
  };
}

export type Gdi32 = ReturnType<typeof bindGdi32>;
