// shell32 and user32 as far as an icon in the notification area and its menu need them. Signatures only; sizes and offsets
// are those of 64 bit Windows.

import { AppError } from '@nearhand/base';
import { loadLibrary, type Pointer } from '../../../native/library.ts';

/** NIM_ADD, NIM_MODIFY, NIM_DELETE, NIM_SETVERSION */
export const notifyIcon = { add: 0, modify: 1, delete: 2, setVersion: 4 } as const;
/** What a click tells since version 4: NIN_SELECT, NIN_KEYSELECT, WM_CONTEXTMENU. */
export const iconEvent = { selected: 0x400, selectedByKey: 0x401, menu: 0x7b } as const;
/** WM_APP + 1: what happened to the icon. */
export const iconMessage = 0x8001;
/** TPM_RIGHTBUTTON | TPM_NONOTIFY | TPM_RETURNCMD */
export const menuFlags = 0x2 | 0x80 | 0x100;
/** SM_CXSMICON */
export const smallIconWidth = 49;
/** MSGFLT_ALLOW */
export const allowMessage = 1;

/** NIF_MESSAGE | NIF_ICON | NIF_TIP | NIF_SHOWTIP */
const usedParts = 0x1 | 0x2 | 0x4 | 0x80;
const version4 = 4;
/** NOTIFYICONDATAW */
const data = { bytes: 976, window: 8, id: 16, parts: 20, message: 24, icon: 32, tip: 40, version: 816 } as const;

export interface IconData {
  readonly window: Pointer;
  readonly icon: Pointer;
  readonly tip: string;
}

export function notifyIconData({ window, icon, tip }: IconData): Uint8Array {
  const bytes = Buffer.alloc(data.bytes);
  bytes.writeUInt32LE(data.bytes, 0);
  bytes.writeBigUInt64LE(window, data.window);
  bytes.writeUInt32LE(1, data.id);
  bytes.writeUInt32LE(usedParts, data.parts);
  bytes.writeUInt32LE(iconMessage, data.message);
  bytes.writeBigUInt64LE(icon, data.icon);
  bytes.write(tip, data.tip, 'utf16le');
  bytes.writeUInt32LE(version4, data.version);
  return bytes;
}

/** ICONINFO: both bitmaps are copied. */
export function iconInfo(mask: Pointer, colour: Pointer): Uint8Array {
  const bytes = Buffer.alloc(32);
  bytes.writeUInt32LE(1, 0);
  bytes.writeBigUInt64LE(mask, 16);
  bytes.writeBigUInt64LE(colour, 24);
  return bytes;
}

export type Shell = ReturnType<typeof loadShell>;

/** Throws AppError `desktop_unavailable` where this is not Windows. */
export function loadShell() {
  const [shell32, user32, gdi32] = ['shell32.dll', 'user32.dll', 'gdi32.dll'].map(loadLibrary);
  if (!shell32 || !user32 || !gdi32) {
    throw new AppError('desktop_unavailable', 'The libraries of Windows are missing.');
  }
  return {
    /** 0: there is no tray, or it is not ready. */
    notifyIcon: shell32.func('int Shell_NotifyIconW(uint32_t what, void *data)') as (
      w: number,
      d: Uint8Array,
    ) => number,
    registerMessage: user32.func('uint32_t RegisterWindowMessageW(str16 name)') as (name: string) => number,
    /** Lets programs with fewer rights send it, such as the desktop's to one of the system's. */
    filterMessage: user32.func(
      'int ChangeWindowMessageFilterEx(void *window, uint32_t message, uint32_t action, void *status)',
    ) as (window: Pointer, message: number, action: number, status: null) => number,
    metric: user32.func('int GetSystemMetrics(int index)') as (index: number) => number,
    createIcon: user32.func('void *CreateIconIndirect(void *info)') as (info: Uint8Array) => Pointer | null,
    destroyIcon: user32.func('int DestroyIcon(void *icon)') as (icon: Pointer) => number,
    createMask: gdi32.func(
      'void *CreateBitmap(int width, int height, uint32_t planes, uint32_t bits, void *pixels)',
    ) as (widthPx: number, heightPx: number, planes: number, bits: number, pixels: Uint8Array) => Pointer | null,
    createMenu: user32.func('void *CreatePopupMenu()') as () => Pointer | null,
    appendItem: user32.func('int AppendMenuW(void *menu, uint32_t flags, uintptr_t id, str16 text)') as (
      menu: Pointer,
      flags: number,
      id: number,
      text: string,
    ) => number,
    /** Returns when it is closed: what was chosen, 0 for nothing. Messages are handled meanwhile. */
    trackMenu: user32.func(
      'int TrackPopupMenuEx(void *menu, uint32_t flags, int x, int y, void *window, void *spare)',
    ) as (menu: Pointer, flags: number, x: number, y: number, window: Pointer, spare: null) => number,
    endMenu: user32.func('int EndMenu()') as () => number,
    destroyMenu: user32.func('int DestroyMenu(void *menu)') as (menu: Pointer) => number,
  };
}
