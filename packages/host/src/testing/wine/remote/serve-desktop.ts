// The program under Wine: opens the desktop of Windows as the agent would, and does on it what the test asks. Its only
// argument is the port to call.

import { connect } from 'node:net';
import { AppError, DisposableStore } from '@nearhand/base';
import type { Pointer } from '../../../native/library.ts';
import type { Desktop, DisplayCapture } from '../../../ports.ts';
import type { DuplicationMemory } from '../../../windows/capture/duplication/duplications.ts';
import { openWindowsDesktop } from '../../../windows/open-desktop.ts';
import { windowsLibraries } from '../../../windows/native/windows-libraries.ts';
import { copyAsProgram, pasteAsProgram } from './clipboard-program.ts';
import { barClass, windowClass } from '../../../window/win32/win32-stage.ts';
import { type Calls, FrameReader, type FromWine, type Request, type SeenControl, encodeFrame } from './messages.ts';
import { deviceMode, loadTestLibrary, windowMessage } from './native.ts';
import { ServedWindow } from './served-window.ts';

const socket = connect(Number(process.argv[2]), '127.0.0.1');
socket.setNoDelay(true);
const { user32 } = windowsLibraries();
const native = loadTestLibrary();
const keyMemoryMs = 60;
const maximumTextUnits = 65_536;
const maximumTitleUnits = 4096;
/** Both of a pair and the one that stands for either are told: the pair is counted. */
const eitherKeys = new Set([0x10, 0x11, 0x12]);

interface Watched {
  readonly capture: DisplayCapture;
  grabs: number;
}

let open: { readonly desktop: Desktop; readonly store: DisposableStore } | null = null;
const captures: Watched[] = [];
/** As the agent keeps it from one session to the next. */
const duplicationMemory: DuplicationMemory = new Map();

function say(message: FromWine, bytes?: Uint8Array): void {
  socket.write(encodeFrame(message, bytes));
}

function desktop(): Desktop {
  if (open === null) throw new Error('No desktop is open.');
  return open.desktop;
}

function editOf(className: string) {
  const window = native.findWindow(className, null);
  return window === null ? null : native.findChild(window, null, 'Edit', null);
}

function textIn(window: Pointer): string {
  const text = new Uint8Array(maximumTextUnits * 2);
  const units = Number(native.sendMessage(window, windowMessage.getText, maximumTextUnits, text));
  return Buffer.from(text.buffer, 0, units * 2).toString('utf16le');
}

/** Unlike `textIn` it never waits for the window's own program, which may be starting or ending. */
function titleOf(window: Pointer): string {
  const text = new Uint8Array(maximumTitleUnits * 2);
  const units = user32.internalGetWindowText(window, text, maximumTitleUnits);
  return Buffer.from(text.buffer, 0, Math.max(0, units) * 2).toString('utf16le');
}

/** Those that can be seen, the uppermost first. */
function windowsBelow(parent: Pointer | null, className: string | null): Pointer[] {
  const found: Pointer[] = [];
  let next = native.findChild(parent, null, className, null);
  while (next !== null) {
    found.push(next);
    next = native.findChild(parent, next, className, null);
  }
  return found.filter((window) => native.isVisible(window) !== 0);
}

function controlAt(window: Pointer): SeenControl {
  const rect = new Int32Array(4);
  native.windowRect(window, rect);
  const [left = 0, top = 0, right = 0, bottom = 0] = rect;
  return {
    text: titleOf(window).replaceAll(/&(.)/g, '$1'),
    bounds: { x: left, y: top, width: right - left, height: bottom - top },
  };
}

function nearhandWindows(): Pointer[] {
  return [windowClass, barClass].flatMap((name) => windowsBelow(null, name));
}

const windows = new ServedWindow();

type Handlers = {
  readonly [Name in keyof Calls]: (
    ...args: Parameters<Calls[Name]>
  ) => ReturnType<Calls[Name]> | Promise<ReturnType<Calls[Name]>>;
};

const handlers: Handlers = {
  open() {
    const store = new DisposableStore();
    const opened = store.add(openWindowsDesktop({ duplicationMemory }));
    opened.displays.onChanged.on((displays) => say({ kind: 'displays', displays }));
    opened.cursor?.onChanged.on((shape) => say({ kind: 'cursor', shape }));
    const local = opened.input?.onLocalPointer?.on(({ x, y }) => say({ kind: 'localPointer', x, y }));
    if (local) store.add(local);
    const copied = opened.clipboard?.onCopied.on(() => say({ kind: 'copied' }));
    if (copied) store.add(copied);
    open = { desktop: opened, store };
    return { cursor: opened.cursor !== null, info: opened.info };
  },
  close() {
    open?.store.dispose();
    open = null;
  },
  displays: () => desktop().displays.list(),
  captureWay: () => desktop().capture.way(),
  watch(displayId) {
    const watched: Watched = { capture: desktop().capture.open(displayId), grabs: 0 };
    const id = captures.push(watched) - 1;
    watched.capture.onDamage.on(() => say({ kind: 'damage', capture: id, grabs: watched.grabs }));
    return id;
  },
  grab() {
    throw new Error('Answered with the picture.');
  },
  unwatch: (id) => captures[id]?.capture.dispose(),
  inject: (message) => desktop().input?.inject(message),
  releaseAll: () => desktop().input?.releaseAll(),
  titlesAt: (x, y) => desktop().windows?.titlesAt(x, y) ?? [],
  titlesWithFocus: () => desktop().windows?.titlesWithFocus() ?? [],
  nearhandAt: (x, y) => desktop().windows?.nearhandAt(x, y) ?? false,
  nearhandHasFocus: () => desktop().windows?.nearhandHasFocus() ?? false,
  obstacle: () => desktop().obstacles?.current() ?? null,
  readText: async (maxBytes) => (await desktop().clipboard?.readText(maxBytes)) ?? null,
  writeText: async (text) => (await desktop().clipboard?.writeText(text)) ?? false,
  copy: (text, secret) => copyAsProgram(text, secret),
  paste: () => pasteAsProgram(),
  keysDown() {
    const keys = Array.from({ length: 254 }, (_, index) => index + 1).filter((key) => !eitherKeys.has(key));
    // Wine goes on saying for 50 ms what it said last.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, keyMemoryMs);
    return keys.filter((key) => user32.getAsyncKeyState(key) < 0).length;
  },
  pointer() {
    const point = new Int32Array(2);
    user32.getCursorPos(point);
    return [point[0] ?? 0, point[1] ?? 0];
  },
  resize(widthPx, heightPx) {
    const mode = new Uint8Array(deviceMode.bytes);
    const fields = new DataView(mode.buffer);
    fields.setUint16(deviceMode.size, deviceMode.bytes, true);
    fields.setUint32(deviceMode.fields, deviceMode.mask, true);
    fields.setUint32(deviceMode.bits, 32, true);
    fields.setUint32(deviceMode.width, widthPx, true);
    fields.setUint32(deviceMode.height, heightPx, true);
    const result = native.changeDisplaySettings(mode, 0);
    if (result !== 0) throw new Error(`The size was refused: ${result}.`);
  },
  textOf(className) {
    const edit = editOf(className);
    return edit === null ? null : textIn(edit);
  },
  boundsOf(className) {
    const window = native.findWindow(className, null);
    return window === null ? null : controlAt(window).bounds;
  },
  place(className, { x, y, width, height }) {
    const window = native.findWindow(className, null);
    if (window !== null) native.moveWindow(window, x, y, width, height, 1);
  },
  clearText(className) {
    const edit = editOf(className);
    if (edit !== null) native.sendMessage(edit, windowMessage.setText, 0, new Uint8Array(2));
  },
  selectionOf(className) {
    const edit = editOf(className);
    const packed = edit === null ? 0 : Number(native.sendMessage(edit, windowMessage.getSelection, 0, null));
    return [packed & 0xffff, (packed >>> 16) & 0xffff];
  },
  showWindow: (content) => windows.show(content),
  isDrawn: () => windows.isDrawn,
  windowEvents: () => windows.events,
  nearhandControls: () => nearhandWindows().flatMap((window) => windowsBelow(window, null).map(controlAt)),
  awaitNearhand() {
    for (const window of nearhandWindows()) native.sendMessage(window, windowMessage.nothing, 0, null);
  },
  closeWindow: () => windows.close(),
  setWindowSeen: (isSeen) => windows.setSeen(isSeen),
  showTray: (content) => windows.showTray(content),
  trayEvents: () => windows.trayEvents,
  closeTray: () => windows.closeTray(),
  cpuMs() {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
  memoryBytes: () => process.memoryUsage().rss,
};

function grab(id: number): void {
  const watched = captures[id];
  if (!watched) throw new Error('No such capture.');
  watched.grabs++;
  const { picture, damage } = watched.capture.grab();
  const { widthPx, heightPx, data } = picture;
  say({ kind: 'result', value: { damage, widthPx, heightPx } }, data);
}

async function answer(request: Request): Promise<void> {
  try {
    if (request.name === 'grab') return grab(...request.args);
    const handle = handlers[request.name] as (...args: unknown[]) => unknown;
    say({ kind: 'result', value: await handle(...request.args) });
  } catch (error) {
    const code = error instanceof AppError ? error.code : null;
    say({ kind: 'failure', code, message: error instanceof Error ? error.message : String(error) });
  }
}

const reader = new FrameReader();
socket.on('data', (chunk: Buffer) => {
  for (const { json } of reader.read(chunk)) void answer(json as Request);
});
socket.on('close', () => process.exit());
