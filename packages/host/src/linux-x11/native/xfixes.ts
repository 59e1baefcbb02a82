// libXfixes: regions, the pointer's shape, who takes a selection. Signatures only.

import koffi, { type LibraryHandle } from 'koffi';
import type { Out, Pointer } from '../../native/library.ts';

export const cursorEvent = { notify: 1, displayMask: 1 } as const;

/** XFixesSelectionNotifyEvent: where its fields are. */
export const selectionEvent = { notify: 0, ownerMask: 1, owner: 48, selection: 56, selectionTime: 72 } as const;

/** XFixesCursorImage. `pixels` are unsigned longs of premultiplied alpha, red, green, blue. */
export const cursorImageStruct = koffi.struct({
  x: 'short',
  y: 'short',
  width: 'unsigned short',
  height: 'unsigned short',
  hotspotX: 'unsigned short',
  hotspotY: 'unsigned short',
  serial: 'unsigned long',
  pixels: 'void *',
});

export interface CursorImage {
  readonly width: number;
  readonly height: number;
  readonly hotspotX: number;
  readonly hotspotY: number;
  readonly pixels: Pointer;
}

export function bindXfixes(library: LibraryHandle) {
  return {
    queryExtension: library.func('int XFixesQueryExtension(void *d, _Out_ int *event, _Out_ int *error)') as (
      d: Pointer,
      event: Out,
      error: Out,
    ) => number,
    createRegion: library.func('unsigned long XFixesCreateRegion(void *d, void *rectangles, int count)') as (
      d: Pointer,
      rectangles: null,
      count: number,
    ) => number,
    destroyRegion: library.func('void XFixesDestroyRegion(void *d, unsigned long region)') as (
      d: Pointer,
      region: number,
    ) => void,
    fetchRegion: library.func('void *XFixesFetchRegion(void *d, unsigned long region, _Out_ int *count)') as (
      d: Pointer,
      region: number,
      count: Out,
    ) => Pointer | null,
    selectCursorInput: library.func(
      'void XFixesSelectCursorInput(void *d, unsigned long window, unsigned long mask)',
    ) as (d: Pointer, window: number, mask: number) => void,
    selectSelectionInput: library.func(
      'void XFixesSelectSelectionInput(void *d, unsigned long window, unsigned long selection, unsigned long mask)',
    ) as (d: Pointer, window: number, selection: number, mask: number) => void,
    getCursorImage: library.func('void *XFixesGetCursorImage(void *d)') as (d: Pointer) => Pointer | null,
  };
}

export type Xfixes = ReturnType<typeof bindXfixes>;
