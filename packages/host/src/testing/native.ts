// Xlib calls that only tests need: drawing, windows of their own, devices. Signatures only.

import koffi, { type LibraryHandle } from 'koffi';
import { type Out, type Pointer, loadLibrary } from '../native/library.ts';

export function loadTestLibraries() {
  const x11 = loadLibrary('libX11.so.6');
  const xtst = loadLibrary('libXtst.so.6');
  if (!x11 || !xtst) throw new Error('libX11 or libXtst is missing.');
  return { ...bindDrawing(x11), ...bindWindows(x11), ...bindDevices(xtst, koffi.load('libXi.so.6')) };
}

function bindDrawing(library: LibraryHandle) {
  return {
    createGc: library.func('void *XCreateGC(void *d, unsigned long drawable, unsigned long mask, void *values)') as (
      d: Pointer,
      drawable: number,
      mask: number,
      values: null,
    ) => Pointer,
    setForeground: library.func('int XSetForeground(void *d, void *gc, unsigned long pixel)') as (
      d: Pointer,
      gc: Pointer,
      pixel: number,
    ) => number,
    setSubwindowMode: library.func('int XSetSubwindowMode(void *d, void *gc, int mode)') as (
      d: Pointer,
      gc: Pointer,
      mode: number,
    ) => number,
    fillRectangle: library.func(
      'int XFillRectangle(void *d, unsigned long drawable, void *gc, int x, int y, unsigned int width, unsigned int height)',
    ) as (d: Pointer, drawable: number, gc: Pointer, x: number, y: number, width: number, height: number) => number,
  };
}

function bindWindows(library: LibraryHandle) {
  return {
    createSimpleWindow: library.func(
      'unsigned long XCreateSimpleWindow(void *d, unsigned long parent, int x, int y, unsigned int width, unsigned int height, unsigned int borderWidth, unsigned long border, unsigned long background)',
    ) as (
      d: Pointer,
      parent: number,
      x: number,
      y: number,
      width: number,
      height: number,
      borderWidth: number,
      border: number,
      background: number,
    ) => number,
    destroyWindow: library.func('int XDestroyWindow(void *d, unsigned long w)') as (d: Pointer, w: number) => number,
    mapWindow: library.func('int XMapWindow(void *d, unsigned long w)') as (d: Pointer, w: number) => number,
    addToSaveSet: library.func('int XAddToSaveSet(void *d, unsigned long w)') as (d: Pointer, w: number) => number,
    reparentWindow: library.func(
      'int XReparentWindow(void *d, unsigned long w, unsigned long parent, int x, int y)',
    ) as (d: Pointer, w: number, parent: number, x: number, y: number) => number,
    moveAndResize: library.func(
      'int XMoveResizeWindow(void *d, unsigned long w, int x, int y, unsigned int width, unsigned int height)',
    ) as (d: Pointer, w: number, x: number, y: number, width: number, height: number) => number,
    storeName: library.func('int XStoreName(void *d, unsigned long w, const char *name)') as (
      d: Pointer,
      w: number,
      name: string,
    ) => number,
    selectInput: library.func('int XSelectInput(void *d, unsigned long w, long mask)') as (
      d: Pointer,
      w: number,
      mask: number,
    ) => number,
    setInputFocus: library.func('int XSetInputFocus(void *d, unsigned long w, int revertTo, unsigned long time)') as (
      d: Pointer,
      w: number,
      revertTo: number,
      time: number,
    ) => number,
    sendEvent: library.func('int XSendEvent(void *d, unsigned long w, int propagate, long eventMask, void *event)') as (
      d: Pointer,
      w: number,
      propagate: number,
      eventMask: number,
      event: Uint8Array,
    ) => number,
    createFontCursor: library.func('unsigned long XCreateFontCursor(void *d, unsigned int shape)') as (
      d: Pointer,
      shape: number,
    ) => number,
    defineCursor: library.func('int XDefineCursor(void *d, unsigned long w, unsigned long cursor)') as (
      d: Pointer,
      w: number,
      cursor: number,
    ) => number,
  };
}

function bindDevices(xtst: LibraryHandle, xinput: LibraryHandle) {
  return {
    openDevice: xinput.func('void *XOpenDevice(void *d, unsigned long id)') as (
      d: Pointer,
      id: number,
    ) => Pointer | null,
    fakeDeviceMotion: xtst.func(
      'int XTestFakeDeviceMotionEvent(void *d, void *device, int isRelative, int firstAxis, const int *axes, int count, unsigned long delay)',
    ) as (
      d: Pointer,
      device: Pointer,
      isRelative: number,
      firstAxis: number,
      axes: readonly number[],
      count: number,
      delayMs: number,
    ) => number,
  };
}

export type { Out };
