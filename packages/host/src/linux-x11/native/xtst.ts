// libXtst: input that looks real. Signatures only.

import type { LibraryHandle } from 'koffi';
import type { Out, Pointer } from '../../native/library.ts';

export function bindXtst(library: LibraryHandle) {
  return {
    queryExtension: library.func(
      'int XTestQueryExtension(void *d, _Out_ int *event, _Out_ int *error, _Out_ int *major, _Out_ int *minor)',
    ) as (d: Pointer, event: Out, error: Out, major: Out, minor: Out) => number,
    fakeKey: library.func('int XTestFakeKeyEvent(void *d, unsigned int keycode, int press, unsigned long delay)') as (
      d: Pointer,
      keycode: number,
      press: number,
      delayMs: number,
    ) => number,
    fakeButton: library.func(
      'int XTestFakeButtonEvent(void *d, unsigned int button, int press, unsigned long delay)',
    ) as (d: Pointer, button: number, press: number, delayMs: number) => number,
    fakeMotion: library.func('int XTestFakeMotionEvent(void *d, int screen, int x, int y, unsigned long delay)') as (
      d: Pointer,
      screen: number,
      x: number,
      y: number,
      delayMs: number,
    ) => number,
    grabControl: library.func('int XTestGrabControl(void *d, int impervious)') as (d: Pointer, on: number) => number,
  };
}

export type Xtst = ReturnType<typeof bindXtst>;
