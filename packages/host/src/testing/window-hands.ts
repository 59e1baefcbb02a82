// What tests do with other programs' windows on an X display: find Nearhand's by their mark, give them the keyboard, ask
// them to close, and find coloured areas on the screen.

import koffi from 'koffi';
import type { Rect } from '@nearhand/protocol';
import { XConnection } from '../linux-x11/connection.ts';
import type { Out, Pointer } from '../native/library.ts';
import { X11WindowFinder } from '../linux-x11/windows.ts';
import { nearhandProperty } from '../linux-x11/nearhand-property.ts';
import { loadTestLibraries } from './native.ts';
import { takeScreenshot } from './screenshot.ts';

const pointerRoot = 1;
const parentWindow = 2;
const clientMessage = 33;
const eventBytes = 192;
const propertyWords = 64;
/** XClientMessageEvent on 64 bits: where its fields are. */
const field = { type: 0, window: 32, messageType: 40, format: 48, data: 56 } as const;

/** Windows directly below the root that carry the mark, the last one on top. */
export function nearhandWindows(displayName: string): readonly number[] {
  return withDisplay(displayName, (connection) => marked(connection));
}

/**
 * Gives the keyboard to the lowest marked window, which is the window itself and not the bar. False: it is not on the screen
 * yet, and has no keyboard.
 */
export function focusNearhandWindow(displayName: string): boolean {
  return withDisplay(displayName, (connection) => focus(connection, marked(connection)[0]));
}

/** The same with a window of this title, also inside of Wine's desktop. */
export function focusWindowTitled(displayName: string, title: string): boolean {
  return withDisplay(displayName, (connection) =>
    focus(
      connection,
      childrenOf(connection)
        .flatMap((window) => [window, ...childrenOf(connection, window)])
        .find((window) => propertyOf(connection, window, 'WM_NAME') === title),
    ),
  );
}

function focus(connection: XConnection, window: number | undefined): boolean {
  if (window === undefined) return false;
  connection.attempt(() => {
    loadTestLibraries().setInputFocus(connection.display, window, parentWindow, 0);
    connection.sync();
  });
  const focused: Out = [0];
  connection.libraries.x11.getInputFocus(connection.display, focused, [0]);
  return focused[0] === window;
}

/** From now on the keyboard belongs to the window under the pointer: there is no window manager that would move it. */
export function keyboardFollowsPointer(displayName: string): void {
  withDisplay(displayName, (connection) => {
    loadTestLibraries().setInputFocus(connection.display, pointerRoot, pointerRoot, 0);
    connection.sync();
  });
}

/** From the innermost window that the display gives the keyboard to. Wine says so of a window before the display does. */
export function titlesWithKeyboard(displayName: string): readonly string[] {
  return withDisplay(displayName, (connection) => new X11WindowFinder(connection).titlesWithFocus());
}

/** As a window manager does when its closing button is pressed. */
export function closeNearhandWindow(displayName: string): void {
  withDisplay(displayName, (connection) => {
    const [window] = marked(connection);
    if (window === undefined) throw new Error('There is no such window');
    const { x11 } = connection.libraries;
    const event = new DataView(new ArrayBuffer(eventBytes));
    event.setInt32(field.type, clientMessage, true);
    event.setBigUint64(field.window, BigInt(window), true);
    event.setBigUint64(field.messageType, BigInt(x11.internAtom(connection.display, 'WM_PROTOCOLS', 0)), true);
    event.setInt32(field.format, 32, true);
    event.setBigUint64(field.data, BigInt(x11.internAtom(connection.display, 'WM_DELETE_WINDOW', 0)), true);
    loadTestLibraries().sendEvent(connection.display, window, 0, 0, new Uint8Array(event.buffer));
    connection.sync();
  });
}

/** The area that pixels of exactly this colour (0xRRGGBB) span; null where there are fewer than `atLeast`. */
export function areaOfColour(displayName: string, colour: number, atLeast = 200): Rect | null {
  const { widthPx, heightPx, strideBytes, data } = takeScreenshot(displayName);
  let count = 0;
  let [left, top, right, bottom] = [widthPx, heightPx, -1, -1];
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const at = y * strideBytes + x * 4;
      if ((((data[at + 2] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at] ?? 0)) !== colour) continue;
      count++;
      [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x), Math.max(bottom, y)];
    }
  }
  return count < atLeast ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

function withDisplay<T>(displayName: string, work: (connection: XConnection) => T): T {
  const connection = new XConnection(displayName);
  try {
    return work(connection);
  } finally {
    connection.dispose();
  }
}

function marked(connection: XConnection): readonly number[] {
  return childrenOf(connection).filter((window) => propertyOf(connection, window, nearhandProperty) !== null);
}

/** The last one on top. */
function childrenOf(connection: XConnection, parent = connection.root): readonly number[] {
  const { display, libraries } = connection;
  const { x11 } = libraries;
  const children: [Pointer | null] = [null];
  const count: Out = [0];
  connection.attempt(() => x11.queryTree(display, parent, [0], [0], children, count));
  if (children[0] === null) return [];
  const all = Array.from(koffi.decode(children[0], 'unsigned long', count[0]) as ArrayLike<number | bigint>, Number);
  x11.free(children[0]);
  return all;
}

/** Its first bytes as text; null: it has no such property, or is gone. */
function propertyOf(connection: XConnection, window: number, name: string): string | null {
  const { display, libraries } = connection;
  const { x11 } = libraries;
  const atom = x11.internAtom(display, name, 0);
  const [type, count]: [Out, Out] = [[0], [0]];
  const value: [Pointer | null] = [null];
  const { error } = connection.attempt(() =>
    x11.getWindowProperty(display, window, atom, 0, propertyWords, 0, 0, type, [0], count, [0], value),
  );
  const text = value[0] === null ? '' : Buffer.from(koffi.view(value[0], count[0])).toString('latin1');
  if (value[0] !== null) x11.free(value[0]);
  return error === null && type[0] !== 0 ? text : null;
}
