// libXrandr: displays and their changes. Signatures only.

import koffi, { type LibraryHandle } from 'koffi';
import type { Out, Pointer } from '../../native/library.ts';

export const randrEvent = { screenChange: 0, screenChangeMask: 1 } as const;

/** XRRMonitorInfo. */
export const monitorStruct = koffi.struct({
  name: 'unsigned long',
  primary: 'int',
  automatic: 'int',
  outputCount: 'int',
  x: 'int',
  y: 'int',
  width: 'int',
  height: 'int',
  widthMm: 'int',
  heightMm: 'int',
  outputs: 'void *',
});

export interface Monitor {
  readonly name: number;
  readonly primary: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function bindXrandr(library: LibraryHandle) {
  return {
    queryExtension: library.func('int XRRQueryExtension(void *d, _Out_ int *event, _Out_ int *error)') as (
      d: Pointer,
      event: Out,
      error: Out,
    ) => number,
    queryVersion: library.func('int XRRQueryVersion(void *d, _Out_ int *major, _Out_ int *minor)') as (
      d: Pointer,
      major: Out,
      minor: Out,
    ) => number,
    selectInput: library.func('void XRRSelectInput(void *d, unsigned long window, int mask)') as (
      d: Pointer,
      window: number,
      mask: number,
    ) => void,
    updateConfiguration: library.func('int XRRUpdateConfiguration(void *event)') as (event: Uint8Array) => number,
    getMonitors: library.func('void *XRRGetMonitors(void *d, unsigned long window, int active, _Out_ int *count)') as (
      d: Pointer,
      window: number,
      active: number,
      count: Out,
    ) => Pointer | null,
    freeMonitors: library.func('void XRRFreeMonitors(void *monitors)') as (monitors: Pointer) => void,
  };
}

export type Xrandr = ReturnType<typeof bindXrandr>;
