// user32, gdi32 and comctl32 as far as windows of one's own need them. Signatures only; sizes and offsets are those of 64
// bit Windows.

import koffi from 'koffi';
import { AppError } from '@nearhand/base';
import { loadLibrary, type Pointer } from '../../../native/library.ts';
import { bindGdi32 } from '../../../windows/native/gdi32.ts';
import { bindUser32 } from '../../../windows/native/user32.ts';

export const style = {
  child: 0x40000000,
  visible: 0x10000000,
  tabStop: 0x00010000,
  clipSiblings: 0x04000000,
  clipChildren: 0x02000000,
  popup: 0x80000000,
  /** A title bar with a closing and a minimising button, not resizable. */
  window: 0x00ca0000,
  border: 0x00800000,
  verticalScroll: 0x00200000,
  /** Texts: as they are, without access keys. */
  plainText: 0x80,
  /** What does not fit is cut, with an ellipsis. */
  cutAtEnd: 0x4000,
  centred: 0x1,
  centredVertically: 0x200,
  bitmap: 0xe,
  defaultButton: 0x1,
  checkBox: 0x3,
  manyLines: 0x2000,
  editScrolls: 0x80,
  editManyLines: 0x4,
  editReadOnly: 0x800,
  dropDownList: 0x3,
} as const;
export const extendedStyle = {
  topMost: 0x8,
  toolWindow: 0x80,
  noActivate: 0x08000000,
  /** With `layered`: the mouse goes through it. */
  transparent: 0x20,
  layered: 0x80000,
  sunken: 0x200,
  /** Tab goes through what is inside. */
  controlParent: 0x10000,
} as const;
export const message = {
  activate: 0x6,
  gotFocus: 0x7,
  close: 0x10,
  /** An access key leads to a control, and from a label on to the one that follows it. */
  nextControl: 0x28,
  /** Anything of the system's settings; `workAreaChanged` in particular. */
  settingChanged: 0x1a,
  displaysChanged: 0x7e,
  /** WM_DPICHANGED */
  scaleChanged: 0x2e0,
  setFont: 0x30,
  /** STM_SETIMAGE */
  setImage: 0x172,
  command: 0x111,
  timer: 0x113,
  size: 0x5,
  scrolled: 0x115,
  wheel: 0x20a,
  staticColour: 0x138,
  notify: 0x4e,
  /** DM_GETDEFID */
  defaultButtonId: 0x400,
  getCheck: 0xf0,
  setCheck: 0xf1,
  limitText: 0xc5,
  /** EM_SETMARGINS */
  textMargins: 0xd3,
  /** EM_SETSEL, EM_SCROLLCARET */
  select: 0xb1,
  scrollToCaret: 0xb7,
  addText: 0x143,
  /** CB_SETITEMHEIGHT */
  itemHeight: 0x153,
  selectIndex: 0x14e,
  selectedIndex: 0x147,
  insertTab: 0x133e,
  /** TCM_SETITEMW */
  labelTab: 0x133d,
  currentTab: 0x130b,
  selectTab: 0x130c,
  /** TCM_GETITEMRECT, TCM_SETPADDING */
  tabRect: 0x130a,
  tabPadding: 0x132b,
  /** WM_APP: look for what the rest of the program said. */
  wake: 0x8000,
} as const;
export const notification = { clicked: 0, edited: 0x300, selected: 1, tabChanged: -551 } as const;
/** IMAGE_BITMAP */
export const bitmapImage = 0;
/** DC_HASDEFID */
export const hasDefaultButton = 0x534b0000;
export const show = { hide: 0, normal: 5, withoutActivating: 8, restored: 9 } as const;
export const place = { noSize: 1, noMove: 2, noActivate: 0x10, noOrder: 4, drawAnew: 0x100 } as const;
export const topMost = -1n;
export const notTopMost = -2n;
/** DT_WORDBREAK | DT_CALCRECT | DT_NOPREFIX */
export const measureParagraph = 0x10 | 0x400 | 0x800;
/** NONCLIENTMETRICSW */
export const metrics = { bytes: 504, messageFont: 408, fontBytes: 92, height: 0, weight: 16, get: 0x29 } as const;
/** DT_CENTER | DT_VCENTER | DT_SINGLELINE | DT_NOPREFIX */
export const inTheMiddle = 0x1 | 0x4 | 0x20 | 0x800;
/** TRANSPARENT: texts leave the ground between their letters. */
export const withoutGround = 1;
/** SPI_SETWORKAREA */
export const workAreaChanged = 0x2fn;
/** MONITOR_DEFAULTTONEAREST */
export const nearestMonitor = 2;
/** MONITORINFO: left, top, right and bottom of what windows may cover. */
export const workArea = [20, 24, 28, 32] as const;
/** SM_CXVSCROLL */
export const scrollBarWidth = 2;
/** SCROLLINFO */
export const scrollInfo = { bytes: 28, range: 1, page: 2, position: 4 } as const;
/** SB_VERT, what its message says, and SW_SCROLLCHILDREN | SW_INVALIDATE | SW_ERASE */
export const scroll = {
  vertical: 1,
  lineUp: 0,
  lineDown: 1,
  pageUp: 2,
  pageDown: 3,
  dropped: 4,
  dragged: 5,
  top: 6,
  bottom: 7,
  controlsToo: 7,
} as const;
/** EC_LEFTMARGIN | EC_RIGHTMARGIN */
export const bothMargins = 3;
/** SIZE_RESTORED, SIZE_MINIMIZED */
export const sized = { restored: 0n, minimised: 1n } as const;
export const messageBytes = 48;
export const setOpacity = 2;

export type WindowProcedure = (window: Pointer, message: number, wide: bigint, long: bigint) => bigint | number;

/** In the title bar, and where windows are listed. */
export interface ProgramIcons {
  readonly large: Pointer | null;
  readonly small: Pointer | null;
}

const procedureProto = koffi.proto('intptr_t WindowProcedure(void *window, uint32_t message, uint64_t w, int64_t l)');
const classStruct = koffi.struct({
  bytes: 'uint32_t',
  style: 'uint32_t',
  procedure: 'void *',
  classExtra: 'int32_t',
  windowExtra: 'int32_t',
  instance: 'void *',
  icon: 'void *',
  cursor: 'void *',
  background: 'void *',
  menu: 'void *',
  name: 'str16',
  smallIcon: 'void *',
});

/** TCITEMW */
const tabStruct = koffi.struct({
  mask: 'uint32_t',
  state: 'uint32_t',
  stateMask: 'uint32_t',
  text: 'str16',
  length: 'int32_t',
  image: 'int32_t',
  parameter: 'intptr_t',
});

type Library = NonNullable<ReturnType<typeof loadLibrary>>;

/** Throws AppError `desktop_unavailable` where this is not Windows. */
export function loadWindowing() {
  const names = ['user32.dll', 'gdi32.dll', 'comctl32.dll', 'shell32.dll'];
  const [user32, gdi32, comctl32, shell32] = names.map(loadLibrary);
  if (!user32 || !gdi32 || !comctl32 || !shell32) {
    throw new AppError('desktop_unavailable', 'The libraries of Windows are missing.');
  }
  const initialise = comctl32.func('int InitCommonControlsEx(void *what)') as (what: Uint32Array) => number;
  initialise(Uint32Array.of(8, 0xff));
  return {
    ...bindUser32(user32),
    pictures: bindGdi32(gdi32),
    ...bindClasses(user32),
    ...bindWindows(user32),
    ...bindPlaces(user32),
    ...bindLoop(user32),
    ...bindDrawing(user32, gdi32),
    ...bindIcons(shell32),
  };
}

function bindIcons(library: Library) {
  const extract = library.func(
    'uint32_t ExtractIconExW(str16 file, int index, _Out_ void **large, _Out_ void **small, uint32_t count)',
  ) as (file: string, index: number, large: (Pointer | null)[], small: (Pointer | null)[], count: number) => number;
  return {
    /** The first one in a program's file, which Windows shows for it too. For the life of the process. */
    programIcons(file: string): ProgramIcons {
      const [large, small]: [(Pointer | null)[], (Pointer | null)[]] = [[null], [null]];
      extract(file, 0, large, small, 1);
      return { large: large[0] ?? null, small: small[0] ?? null };
    },
  };
}

function bindClasses(library: Library) {
  const register = library.func('RegisterClassExW', 'uint16_t', [koffi.pointer(classStruct)]) as (
    description: object,
  ) => number;
  const loadCursor = library.func('void *LoadCursorW(void *instance, intptr_t name)') as (
    instance: null,
    name: number,
  ) => Pointer;
  return {
    /** `background`: a brush; `icons`: as `programIcons` tells them. For the life of the process. */
    registerClass(name: string, background: Pointer, icons: ProgramIcons, procedure: WindowProcedure): void {
      register({
        bytes: koffi.sizeof(classStruct),
        style: 0,
        procedure: koffi.register(procedure, koffi.pointer(procedureProto)),
        classExtra: 0,
        windowExtra: 0,
        instance: null,
        icon: icons.large,
        cursor: loadCursor(null, 32512),
        background,
        menu: null,
        name,
        smallIcon: icons.small,
      });
    },
    defaultProcedure: library.func(
      'intptr_t DefWindowProcW(void *window, uint32_t message, uint64_t w, int64_t l)',
    ) as (window: Pointer, message: number, wide: bigint, long: bigint) => number,
  };
}

function bindWindows(library: Library) {
  return {
    createWindow: library.func(
      'void *CreateWindowExW(uint32_t extended, str16 class, str16 text, uint32_t style, int x, int y, int width, int height, void *parent, intptr_t id, void *instance, void *data)',
    ) as (
      extended: number,
      className: string,
      text: string,
      style: number,
      x: number,
      y: number,
      width: number,
      height: number,
      parent: Pointer | null,
      id: number,
      instance: null,
      data: null,
    ) => Pointer | null,
    destroyWindow: library.func('int DestroyWindow(void *window)') as (window: Pointer) => number,
    setText: library.func('int SetWindowTextW(void *window, str16 text)') as (window: Pointer, text: string) => number,
    showWindow: library.func('int ShowWindow(void *window, int how)') as (window: Pointer, how: number) => number,
    setPlace: library.func(
      'int SetWindowPos(void *window, intptr_t after, int x, int y, int width, int height, uint32_t flags)',
    ) as (window: Pointer, after: bigint, x: number, y: number, w: number, h: number, flags: number) => number,
    windowRect: library.func('int GetWindowRect(void *window, void *rect)') as (w: Pointer, r: Int32Array) => number,
    adjustRect: library.func('int AdjustWindowRectEx(void *rect, uint32_t style, int menu, uint32_t extended)') as (
      rect: Int32Array,
      style: number,
      menu: number,
      extended: number,
    ) => number,
    enable: library.func('int EnableWindow(void *window, int enabled)') as (window: Pointer, e: number) => number,
    setFocus: library.func('void *SetFocus(void *window)') as (window: Pointer) => Pointer | null,
    focus: library.func('void *GetFocus()') as () => Pointer | null,
    nextTabStop: library.func('void *GetNextDlgTabItem(void *window, void *control, int backwards)') as (
      window: Pointer,
      control: Pointer | null,
      backwards: number,
    ) => Pointer | null,
    toFront: library.func('int SetForegroundWindow(void *window)') as (window: Pointer) => number,
    send: library.func('intptr_t SendMessageW(void *window, uint32_t message, uint64_t w, int64_t l)') as (
      window: Pointer,
      message: number,
      wide: number | bigint,
      long: number | bigint,
    ) => number,
    sendText: library.func('intptr_t SendMessageW(void *window, uint32_t message, uint64_t w, str16 text)') as (
      window: Pointer,
      message: number,
      wide: number,
      text: string,
    ) => number,
    sendBytes: library.func('intptr_t SendMessageW(void *window, uint32_t message, uint64_t w, void *bytes)') as (
      window: Pointer,
      message: number,
      wide: number,
      bytes: Uint8Array,
    ) => number,
    ...bindTabs(library),
    setOpacity: library.func(
      'int SetLayeredWindowAttributes(void *window, uint32_t key, uint8_t alpha, uint32_t flags)',
    ) as (window: Pointer, key: number, alpha: number, flags: number) => number,
    setTimer: library.func('uint64_t SetTimer(void *window, uint64_t id, uint32_t ms, void *procedure)') as (
      window: Pointer,
      id: number,
      intervalMs: number,
      procedure: null,
    ) => number,
    dpi: library.func('uint32_t GetDpiForSystem()') as () => number,
  };
}

function bindPlaces(library: Library) {
  return {
    isMinimised: library.func('int IsIconic(void *window)') as (window: Pointer) => number,
    monitorFromWindow: library.func('void *MonitorFromWindow(void *window, uint32_t otherwise)') as (
      window: Pointer,
      otherwise: number,
    ) => Pointer,
    /** From the screen's into a window's inner coordinates. */
    mapPoints: library.func('int MapWindowPoints(void *from, void *to, void *points, uint32_t count)') as (
      from: null,
      to: Pointer,
      points: Int32Array,
      count: number,
    ) => number,
    setScrollInfo: library.func('int SetScrollInfo(void *window, int bar, void *info, int redraw)') as (
      window: Pointer,
      bar: number,
      info: Int32Array,
      redraw: number,
    ) => number,
    scrollWindow: library.func(
      'int ScrollWindowEx(void *window, int dx, int dy, void *part, void *clip, void *region, void *updated, uint32_t flags)',
    ) as (w: Pointer, dx: number, dy: number, part: null, clip: null, region: null, updated: null, f: number) => number,
  };
}

/** Tabs have labels; the rest of TCITEMW is left alone. */
function bindTabs(library: Library) {
  const send = library.func('intptr_t SendMessageW(void *window, uint32_t message, uint64_t w, void *item)') as (
    tabs: Pointer,
    message: number,
    index: number,
    item: Pointer,
  ) => number;
  const sendLabel =
    (what: number) =>
    (tabs: Pointer, index: number, label: string): void => {
      const item = koffi.alloc(tabStruct, 1);
      koffi.encode(item, tabStruct, {
        mask: 1,
        state: 0,
        stateMask: 0,
        text: label,
        length: 0,
        image: -1,
        parameter: 0,
      });
      send(tabs, what, index, item as Pointer);
      koffi.free(item);
    };
  return { insertTab: sendLabel(message.insertTab), labelTab: sendLabel(message.labelTab) };
}

function bindLoop(library: Library) {
  return {
    nextMessage: library.func('int GetMessageW(void *message, void *window, uint32_t from, uint32_t to)') as (
      into: Uint8Array,
      window: null,
      from: number,
      to: number,
    ) => number,
    /** Tab, access keys and Enter. 1: handled. */
    isDialogMessage: library.func('int IsDialogMessageW(void *window, void *message)') as (
      window: Pointer,
      message: Uint8Array,
    ) => number,
    translate: library.func('int TranslateMessage(void *message)') as (message: Uint8Array) => number,
    dispatch: library.func('intptr_t DispatchMessageW(void *message)') as (message: Uint8Array) => number,
  };
}

function bindDrawing(user32: Library, gdi32: Library) {
  return {
    parameters: user32.func('int SystemParametersInfoW(uint32_t what, uint32_t size, void *into, uint32_t save)') as (
      what: number,
      size: number,
      into: Uint8Array | Int32Array,
      save: number,
    ) => number,
    drawText: user32.func('int DrawTextW(void *dc, str16 text, int length, void *rect, uint32_t how)') as (
      dc: Pointer,
      text: string,
      length: number,
      rect: Int32Array,
      how: number,
    ) => number,
    systemBrush: user32.func('void *GetSysColorBrush(int index)') as (index: number) => Pointer,
    createFont: gdi32.func('void *CreateFontIndirectW(void *description)') as (description: Uint8Array) => Pointer,
    createBrush: gdi32.func('void *CreateSolidBrush(uint32_t colour)') as (colour: number) => Pointer,
    selectObject: gdi32.func('void *SelectObject(void *dc, void *object)') as (dc: Pointer, o: Pointer) => Pointer,
    setGroundMode: gdi32.func('int SetBkMode(void *dc, int mode)') as (dc: Pointer, mode: number) => number,
    setTextColour: gdi32.func('uint32_t SetTextColor(void *dc, uint32_t colour)') as (dc: bigint, c: number) => number,
    setGroundColour: gdi32.func('uint32_t SetBkColor(void *dc, uint32_t colour)') as (dc: bigint, c: number) => number,
  };
}

export type Windowing = ReturnType<typeof loadWindowing>;
