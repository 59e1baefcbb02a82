// Calls of Windows that only tests need: other programs' windows, another size of the desktop. Signatures only.

import type { Pointer } from '../../../native/library.ts';
import { loadLibrary } from '../../../native/library.ts';

/** DEVMODEW */
export const deviceMode = {
  bytes: 220,
  size: 68,
  fields: 72,
  bits: 168,
  width: 172,
  height: 176,
  mask: 0x1c_0000,
} as const;
export const windowMessage = { nothing: 0x00, setText: 0x0c, getText: 0x0d, getSelection: 0xb0 } as const;

export function loadTestLibrary() {
  const user32 = loadLibrary('user32.dll');
  if (!user32) throw new Error('This is not Windows.');
  return {
    changeDisplaySettings: user32.func('int ChangeDisplaySettingsW(void *mode, uint32_t flags)') as (
      mode: Uint8Array,
      flags: number,
    ) => number,
    findWindow: user32.func('void *FindWindowW(str16 className, str16 title)') as (
      className: string,
      title: null,
    ) => Pointer | null,
    findChild: user32.func('void *FindWindowExW(void *parent, void *after, str16 className, str16 title)') as (
      parent: Pointer | null,
      after: Pointer | null,
      className: string | null,
      title: null,
    ) => Pointer | null,
    isVisible: user32.func('int IsWindowVisible(void *window)') as (window: Pointer) => number,
    windowRect: user32.func('int GetWindowRect(void *window, _Out_ void *rect)') as (
      window: Pointer,
      rect: Int32Array,
    ) => number,
    moveWindow: user32.func('int MoveWindow(void *window, int x, int y, int width, int height, int repaint)') as (
      window: Pointer,
      x: number,
      y: number,
      width: number,
      height: number,
      repaint: number,
    ) => number,
    sendMessage: user32.func(
      'intptr_t SendMessageW(void *window, uint32_t message, uintptr_t first, void *second)',
    ) as (window: Pointer, message: number, first: number, second: Uint8Array | null) => number,
  };
}
