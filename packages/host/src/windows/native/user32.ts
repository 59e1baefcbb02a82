// user32.dll: monitors, windows, input, the pointer, desktops, the clipboard. Signatures only; sizes and offsets are those of 64 bit Windows.

import koffi, { type LibraryHandle } from 'koffi';
import type { Out, Pointer } from '../../native/library.ts';

export const systemMetric = {
  swapButtons: 23,
  virtualX: 76,
  virtualY: 77,
  virtualWidth: 78,
  virtualHeight: 79,
} as const;
/** GetAncestor: the next window up. */
export const parentWindow = 1;
/** GetWindow: who a dialog belongs to. */
export const ownerWindow = 4;
/** MAPVK_VSC_TO_VK_EX */
export const scanCodeToVirtualKey = 3;
/** MAPVK_VK_TO_VSC_EX */
export const virtualKeyToScanCode = 4;
/** DPI_AWARENESS_CONTEXT_PER_MONITOR_AWARE_V2 */
export const perMonitorAwareV2 = -4;
/** ToUnicodeEx leaves the keyboard's state alone. */
export const withoutState = 4;

/** MONITORINFOEXW */
export const monitorInfo = {
  bytes: 104,
  left: 4,
  top: 8,
  right: 12,
  bottom: 16,
  flags: 36,
  device: 40,
  isPrimary: 1,
} as const;
/** GUITHREADINFO */
export const threadInfo = { bytes: 72, focus: 16 } as const;
/** CURSORINFO */
export const cursorInfo = { bytes: 24, flags: 4, cursor: 8, isShowing: 1 } as const;
/** ICONINFO */
export const iconInfo = { bytes: 32, hotspotX: 4, hotspotY: 8, mask: 16, colour: 24 } as const;
/** GetUserObjectInformationW: the name. */
export const objectName = 2;
/** DESKTOP_READOBJECTS */
export const readObjects = 1;

/** CF_UNICODETEXT */
export const unicodeText = 13;
/** HWND_MESSAGE: a window that is never shown. */
export const messageOnlyParent = -3;

/** Named: koffi would give it the name of the structure before it. */
const monitorVisitor = koffi.proto('int NearhandMonitorVisitor(void *monitor, void *dc, void *rect, intptr_t data)');

export function bindUser32(library: LibraryHandle) {
  return {
    ...bindScreen(library),
    ...bindWindows(library),
    ...bindInput(library),
    ...bindDesktops(library),
    ...bindClipboard(library),
  };
}

function bindScreen(library: LibraryHandle) {
  const enumerate = library.func('EnumDisplayMonitors', 'int', [
    'void *',
    'void *',
    koffi.pointer(monitorVisitor),
    'intptr_t',
  ]);
  return {
    getDc: library.func('void *GetDC(void *window)') as (window: null) => Pointer | null,
    releaseDc: library.func('int ReleaseDC(void *window, void *dc)') as (window: null, dc: Pointer) => number,
    getSystemMetrics: library.func('int GetSystemMetrics(int index)') as (index: number) => number,
    enumDisplayMonitors(visit: (monitor: Pointer) => void): void {
      enumerate(
        null,
        null,
        (monitor: Pointer) => {
          visit(monitor);
          return 1;
        },
        0,
      );
    },
    getMonitorInfo: library.func('int GetMonitorInfoW(void *monitor, void *info)') as (
      monitor: Pointer,
      info: Uint8Array,
    ) => number,
    getCursorInfo: library.func('int GetCursorInfo(void *info)') as (info: Uint8Array) => number,
    getIconInfo: library.func('int GetIconInfo(void *icon, void *info)') as (icon: bigint, info: Uint8Array) => number,
    setThreadDpiAwarenessContext: library.func('intptr_t SetThreadDpiAwarenessContext(intptr_t context)') as (
      context: number,
    ) => number,
    setProcessDpiAwarenessContext: library.func('int SetProcessDpiAwarenessContext(intptr_t context)') as (
      context: number,
    ) => number,
  };
}

function bindWindows(library: LibraryHandle) {
  const point = koffi.struct({ x: 'int32', y: 'int32' });
  return {
    windowFromPoint: library.func('WindowFromPoint', 'void *', [point]) as (at: {
      readonly x: number;
      readonly y: number;
    }) => Pointer | null,
    getAncestor: library.func('void *GetAncestor(void *window, uint32_t which)') as (
      window: Pointer,
      which: number,
    ) => Pointer | null,
    getWindow: library.func('void *GetWindow(void *window, uint32_t which)') as (
      window: Pointer,
      which: number,
    ) => Pointer | null,
    /** The next one after `after` of a class, below a window or `messageOnlyParent`. */
    findWindow: library.func('void *FindWindowExW(intptr_t parent, void *after, str16 className, void *title)') as (
      parent: number,
      after: Pointer | null,
      className: string,
      title: null,
    ) => Pointer | null,
    getDesktopWindow: library.func('void *GetDesktopWindow()') as () => Pointer | null,
    getForegroundWindow: library.func('void *GetForegroundWindow()') as () => Pointer | null,
    getWindowThreadProcessId: library.func(
      'uint32_t GetWindowThreadProcessId(void *window, _Out_ uint32_t *process)',
    ) as (window: Pointer, process: Out) => number,
    getGuiThreadInfo: library.func('int GetGUIThreadInfo(uint32_t thread, void *info)') as (
      thread: number,
      info: Uint8Array,
    ) => number,
    getClassName: library.func('int GetClassNameW(void *window, void *name, int units)') as (
      window: Pointer,
      name: Uint8Array,
      units: number,
    ) => number,
    /** Unlike GetWindowText it never waits for the window's own program. */
    internalGetWindowText: library.func('int InternalGetWindowText(void *window, void *text, int units)') as (
      window: Pointer,
      text: Uint8Array,
      units: number,
    ) => number,
  };
}

function bindInput(library: LibraryHandle) {
  return {
    /** Returns how many of the records were taken. */
    sendInput: library.func('uint32_t SendInput(uint32_t count, const void *records, int recordBytes)') as (
      count: number,
      records: Uint8Array,
      recordBytes: number,
    ) => number,
    /** The sign bit: down now. */
    getAsyncKeyState: library.func('int16_t GetAsyncKeyState(int virtualKey)') as (virtualKey: number) => number,
    /** The lowest bit: locked. */
    getKeyState: library.func('int16_t GetKeyState(int virtualKey)') as (virtualKey: number) => number,
    getCursorPos: library.func('int GetCursorPos(_Out_ int32_t *point)') as (point: Int32Array) => number,
    getKeyboardLayout: library.func('void *GetKeyboardLayout(uint32_t thread)') as (thread: number) => Pointer | null,
    mapVirtualKey: library.func('uint32_t MapVirtualKeyExW(uint32_t code, uint32_t kind, void *layout)') as (
      code: number,
      kind: number,
      layout: Pointer | null,
    ) => number,
    /** Low byte: virtual key; high byte: what must be held for it. -1: the layout has no such character. */
    vkKeyScan: library.func('int16_t VkKeyScanExW(uint16_t character, void *layout)') as (
      character: number,
      layout: Pointer | null,
    ) => number,
    toUnicode: library.func(
      'int ToUnicodeEx(uint32_t virtualKey, uint32_t scanCode, const void *state, void *text, int units, uint32_t flags, void *layout)',
    ) as (
      virtualKey: number,
      scanCode: number,
      state: Uint8Array,
      text: Uint16Array,
      units: number,
      flags: number,
      layout: Pointer | null,
    ) => number,
  };
}

function bindDesktops(library: LibraryHandle) {
  return {
    openInputDesktop: library.func('void *OpenInputDesktop(uint32_t flags, int inherit, uint32_t access)') as (
      flags: number,
      inherit: number,
      access: number,
    ) => Pointer | null,
    /** Some time later. */
    lockWorkStation: library.func('int LockWorkStation()') as () => number,
    /** Refused for a thread that has windows. */
    setThreadDesktop: library.func('int SetThreadDesktop(void *desktop)') as (desktop: Pointer) => number,
    closeDesktop: library.func('int CloseDesktop(void *desktop)') as (desktop: Pointer) => number,
    getUserObjectInformation: library.func(
      'int GetUserObjectInformationW(void *object, int what, void *value, uint32_t bytes, _Out_ uint32_t *needed)',
    ) as (object: Pointer, what: number, value: Uint8Array, bytes: number, needed: Out) => number,
  };
}

function bindClipboard(library: LibraryHandle) {
  return {
    /** `parent` is a handle, or `messageOnlyParent`. */
    createWindow: library.func(
      'void *CreateWindowExW(uint32_t extended, str16 className, str16 title, uint32_t style, int x, int y, int width, int height, intptr_t parent, void *menu, void *instance, void *parameter)',
    ) as (
      extended: number,
      className: string,
      title: null,
      style: number,
      x: number,
      y: number,
      width: number,
      height: number,
      parent: number,
      menu: null,
      instance: null,
      parameter: null,
    ) => Pointer | null,
    destroyWindow: library.func('int DestroyWindow(void *window)') as (window: Pointer) => number,
    /** Goes up whenever the content changes. */
    getClipboardSequenceNumber: library.func('uint32_t GetClipboardSequenceNumber()') as () => number,
    getClipboardOwner: library.func('void *GetClipboardOwner()') as () => Pointer | null,
    isHungAppWindow: library.func('int IsHungAppWindow(void *window)') as (window: Pointer) => number,
    openClipboard: library.func('int OpenClipboard(void *window)') as (window: Pointer | null) => number,
    closeClipboard: library.func('int CloseClipboard()') as () => number,
    emptyClipboard: library.func('int EmptyClipboard()') as () => number,
    registerClipboardFormat: library.func('uint32_t RegisterClipboardFormatW(str16 name)') as (name: string) => number,
    isClipboardFormatAvailable: library.func('int IsClipboardFormatAvailable(uint32_t format)') as (
      format: number,
    ) => number,
    getClipboardData: library.func('void *GetClipboardData(uint32_t format)') as (format: number) => Pointer | null,
    setClipboardData: library.func('void *SetClipboardData(uint32_t format, void *memory)') as (
      format: number,
      memory: Pointer,
    ) => Pointer | null,
  };
}

export type User32 = ReturnType<typeof bindUser32>;
