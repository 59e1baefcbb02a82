// libX11: connection, events, windows, properties, pictures. Signatures only.

import koffi, { type LibraryHandle } from 'koffi';
import type { Out, Pointer } from '../../native/library.ts';

export const eventBytes = 192;

/** XImage as far as it is read or changed here (Xlib.h). */
export const imageStruct = koffi.struct({
  width: 'int',
  height: 'int',
  xoffset: 'int',
  format: 'int',
  data: 'void *',
  byteOrder: 'int',
  bitmapUnit: 'int',
  bitmapBitOrder: 'int',
  bitmapPad: 'int',
  depth: 'int',
  bytesPerLine: 'int',
  bitsPerPixel: 'int',
  redMask: 'unsigned long',
  greenMask: 'unsigned long',
  blueMask: 'unsigned long',
});

/** XErrorEvent: where its fields are. */
export const errorEvent = { resource: 16, errorCode: 32, requestCode: 33, minorCode: 34 } as const;

export function bindX11(library: LibraryHandle) {
  return { ...bindConnection(library), ...bindWindows(library), ...bindImages(library), ...bindHandlers(library) };
}

function bindConnection(library: LibraryHandle) {
  return {
    openDisplay: library.func('void *XOpenDisplay(const char *name)') as (name: string | null) => Pointer | null,
    closeDisplay: library.func('int XCloseDisplay(void *d)') as (d: Pointer) => number,
    connectionNumber: library.func('int XConnectionNumber(void *d)') as (d: Pointer) => number,
    defaultScreen: library.func('int XDefaultScreen(void *d)') as (d: Pointer) => number,
    pending: library.func('int XPending(void *d)') as (d: Pointer) => number,
    eventsQueued: library.func('int XEventsQueued(void *d, int mode)') as (d: Pointer, mode: number) => number,
    nextEvent: library.func('int XNextEvent(void *d, void *event)') as (d: Pointer, event: Uint8Array) => number,
    getEventData: library.func('int XGetEventData(void *d, void *cookie)') as (d: Pointer, c: Uint8Array) => number,
    freeEventData: library.func('void XFreeEventData(void *d, void *cookie)') as (d: Pointer, c: Uint8Array) => void,
    /** The serial number that the next request will have. */
    nextRequest: library.func('unsigned long XNextRequest(void *d)') as (d: Pointer) => number,
    flush: library.func('int XFlush(void *d)') as (d: Pointer) => number,
    sync: library.func('int XSync(void *d, int discard)') as (d: Pointer, discard: number) => number,
    free: library.func('int XFree(void *data)') as (data: Pointer) => number,
  };
}

function bindWindows(library: LibraryHandle) {
  return {
    rootWindow: library.func('unsigned long XRootWindow(void *d, int screen)') as (d: Pointer, s: number) => number,
    displayWidth: library.func('int XDisplayWidth(void *d, int screen)') as (d: Pointer, s: number) => number,
    displayHeight: library.func('int XDisplayHeight(void *d, int screen)') as (d: Pointer, s: number) => number,
    getAtomName: library.func('void *XGetAtomName(void *d, unsigned long atom)') as (
      d: Pointer,
      atom: number,
    ) => Pointer | null,
    internAtom: library.func('unsigned long XInternAtom(void *d, const char *name, int onlyIfExists)') as (
      d: Pointer,
      name: string,
      onlyIfExists: number,
    ) => number,
    getWindowProperty: library.func(
      'int XGetWindowProperty(void *d, unsigned long w, unsigned long property, long offset, long length, int remove, unsigned long wanted, _Out_ unsigned long *type, _Out_ int *format, _Out_ unsigned long *items, _Out_ unsigned long *after, _Out_ void **value)',
    ) as (
      d: Pointer,
      window: number,
      property: number,
      offset: number,
      length: number,
      remove: number,
      wanted: number,
      type: Out,
      format: Out,
      items: Out,
      after: Out,
      value: [Pointer | null],
    ) => number,
    queryTree: library.func(
      'int XQueryTree(void *d, unsigned long w, _Out_ unsigned long *root, _Out_ unsigned long *parent, _Out_ void **children, _Out_ unsigned int *count)',
    ) as (d: Pointer, w: number, root: Out, parent: Out, children: [Pointer | null], count: Out) => number,
    translateCoordinates: library.func(
      'int XTranslateCoordinates(void *d, unsigned long from, unsigned long to, int x, int y, _Out_ int *toX, _Out_ int *toY, _Out_ unsigned long *child)',
    ) as (d: Pointer, from: number, to: number, x: number, y: number, toX: Out, toY: Out, child: Out) => number,
    queryPointer: library.func(
      'int XQueryPointer(void *d, unsigned long w, _Out_ unsigned long *root, _Out_ unsigned long *child, _Out_ int *rootX, _Out_ int *rootY, _Out_ int *x, _Out_ int *y, _Out_ unsigned int *mask)',
    ) as (d: Pointer, w: number, r: Out, c: Out, rx: Out, ry: Out, x: Out, y: Out, mask: Out) => number,
    getInputFocus: library.func('int XGetInputFocus(void *d, _Out_ unsigned long *focus, _Out_ int *revertTo)') as (
      d: Pointer,
      focus: Out,
      revertTo: Out,
    ) => number,
  };
}

function bindImages(library: LibraryHandle) {
  return {
    defaultVisual: library.func('void *XDefaultVisual(void *d, int screen)') as (d: Pointer, s: number) => Pointer,
    defaultDepth: library.func('int XDefaultDepth(void *d, int screen)') as (d: Pointer, s: number) => number,
    getImage: library.func(
      'void *XGetImage(void *d, unsigned long drawable, int x, int y, unsigned int width, unsigned int height, unsigned long planes, int format)',
    ) as (
      d: Pointer,
      drawable: number,
      x: number,
      y: number,
      width: number,
      height: number,
      planes: number,
      format: number,
    ) => Pointer | null,
  };
}

function bindHandlers(library: LibraryHandle) {
  const onError = koffi.proto('int (void *d, void *event)');
  const onIoError = koffi.proto('int (void *d)');
  const onIoErrorExit = koffi.proto('void (void *d, void *data)');
  const setErrorHandler = library.func('XSetErrorHandler', 'void *', [koffi.pointer(onError)]) as (
    h: bigint,
  ) => unknown;
  const setIoErrorHandler = library.func('XSetIOErrorHandler', 'void *', [koffi.pointer(onIoError)]) as (
    h: bigint,
  ) => unknown;
  return {
    setErrorHandler(handler: (display: Pointer, event: Pointer) => void): void {
      setErrorHandler(
        koffi.register((display: Pointer, event: Pointer) => {
          handler(display, event);
          return 0;
        }, koffi.pointer(onError)),
      );
    },
    setIoErrorHandler(handler: (display: Pointer) => void): void {
      setIoErrorHandler(
        koffi.register((display: Pointer) => {
          handler(display);
          return 0;
        }, koffi.pointer(onIoError)),
      );
    },
    setIoErrorExitHandler: bindIoErrorExit(library, onIoErrorExit),
  };
}

/** null before libX11 1.7: there a broken connection ends the process. */
function bindIoErrorExit(library: LibraryHandle, proto: ReturnType<typeof koffi.proto>) {
  try {
    const set = library.func('XSetIOErrorExitHandler', 'void', ['void *', koffi.pointer(proto), 'void *']) as (
      d: Pointer,
      handler: bigint,
      data: null,
    ) => void;
    const doNothing = koffi.register(() => {}, koffi.pointer(proto));
    return (display: Pointer): void => set(display, doNothing, null);
  } catch {
    // The symbol is missing.
    return null;
  }
}

export type X11 = ReturnType<typeof bindX11>;
