// libXext: pictures through shared memory (MIT-SHM). Signatures only.

import koffi, { type LibraryHandle } from 'koffi';
import type { Pointer } from '../../native/library.ts';

/** XShmSegmentInfo. */
export const shmSegmentStruct = koffi.struct({ seg: 'unsigned long', id: 'int', address: 'void *', readOnly: 'int' });

export function bindXext(library: LibraryHandle) {
  return {
    shmQueryExtension: library.func('int XShmQueryExtension(void *d)') as (d: Pointer) => number,
    shmCreateImage: library.func(
      'void *XShmCreateImage(void *d, void *visual, unsigned int depth, int format, void *data, void *segment, unsigned int width, unsigned int height)',
    ) as (
      d: Pointer,
      visual: Pointer,
      depth: number,
      format: number,
      data: Pointer | null,
      segment: Pointer,
      width: number,
      height: number,
    ) => Pointer | null,
    shmAttach: library.func('int XShmAttach(void *d, void *segment)') as (d: Pointer, segment: Pointer) => number,
    shmDetach: library.func('int XShmDetach(void *d, void *segment)') as (d: Pointer, segment: Pointer) => number,
    shmGetImage: library.func(
      'int XShmGetImage(void *d, unsigned long drawable, void *image, int x, int y, unsigned long planes)',
    ) as (d: Pointer, drawable: number, image: Pointer, x: number, y: number, planes: number) => number,
  };
}

export type Xext = ReturnType<typeof bindXext>;
