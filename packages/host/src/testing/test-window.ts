// A window of a test's own on an X display: paints, has a title and a pointer shape, and writes down the input it gets.

import { type Disposable, Emitter } from '@nearhand/base';
import type { Rect } from '@nearhand/protocol';
import { XConnection } from '../linux-x11/connection.ts';
import { inputDevices } from '../linux-x11/injection-devices.ts';
import type { Pointer } from '../native/library.ts';
import { loadTestLibraries } from './native.ts';

const eventNames = new Map([
  [2, 'key down'],
  [3, 'key up'],
  [4, 'button down'],
  [5, 'button up'],
  [6, 'move'],
] as const);
type EventName = typeof eventNames extends Map<number, infer Name> ? Name : never;

const inputMask = 0b1000000 | 0b1111;
const exposureMask = 1 << 15;
const expose = 12;
const field = { x: 72, y: 76, state: 80, detail: 84 } as const;
const includeInferiors = 1;
const parentWindow = 2;

export interface SeenEvent {
  readonly what: EventName;
  /** Keycode or button number; 0 for movements. */
  readonly detail: number;
  /** Modifiers and buttons held before it. */
  readonly state: number;
  /** Of the root window. */
  readonly x: number;
  readonly y: number;
}

export interface TestWindow extends Disposable {
  readonly id: number;
  readonly seen: readonly SeenEvent[];
  readonly onSeen: Emitter<SeenEvent>;
  forget(): void;
  /** Handles the events that were sent until now. */
  catchUp(): void;
  /** Resolves once `seen` fits. */
  until(fits: (seen: readonly SeenEvent[]) => boolean): Promise<readonly SeenEvent[]>;
  /** Fills a rectangle of the root window, over everything. `colour` is 0xRRGGBB. */
  paintRoot(rect: Rect, colour: number): void;
  /** `shape` as in X11/cursorfont.h. */
  setCursor(shape: number): void;
  focus(): void;
  /** Moves the pointer with the display's own mouse, not through injection. */
  moveRealMouse(x: number, y: number): void;
}

export interface TestWindowOptions {
  readonly displayName: string;
  readonly bounds: Rect;
  readonly title?: string;
}

export async function openTestWindow({ displayName, bounds, title = 'Test' }: TestWindowOptions): Promise<TestWindow> {
  const connection = new XConnection(displayName);
  const window = new X11TestWindow(connection, bounds, title);
  await window.shown;
  window.focus();
  return window;
}

class X11TestWindow implements TestWindow {
  readonly id: number;
  readonly onSeen = new Emitter<SeenEvent>();
  readonly shown: Promise<void>;
  readonly #connection: XConnection;
  readonly #native = loadTestLibraries();
  readonly #gc: Pointer;
  #seen: SeenEvent[] = [];

  constructor(connection: XConnection, bounds: Rect, title: string) {
    this.#connection = connection;
    const { display, root } = connection;
    const { x, y, width, height } = bounds;
    this.id = this.#native.createSimpleWindow(display, root, x, y, width, height, 0, 0, 0x336699);
    this.#gc = this.#native.createGc(display, root, 0, null);
    this.#native.setSubwindowMode(display, this.#gc, includeInferiors);
    this.#native.storeName(display, this.id, title);
    this.#native.selectInput(display, this.id, inputMask | exposureMask);
    this.shown = new Promise((resolve) => connection.handle(expose, () => resolve()));
    for (const [type, what] of eventNames) connection.handle(type, (event) => this.#note(what, event));
    this.#native.mapWindow(display, this.id);
    connection.flush();
  }

  get seen(): readonly SeenEvent[] {
    return this.#seen;
  }

  forget(): void {
    this.catchUp();
    this.#seen = [];
  }

  catchUp(): void {
    this.#connection.sync();
    this.#connection.drain();
  }

  until(fits: (seen: readonly SeenEvent[]) => boolean): Promise<readonly SeenEvent[]> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!fits(this.#seen)) return;
        subscription.dispose();
        resolve(this.#seen);
      };
      const subscription = this.onSeen.on(look);
      look();
    });
  }

  paintRoot(rect: Rect, colour: number): void {
    const { display, root } = this.#connection;
    this.#native.setForeground(display, this.#gc, colour);
    this.#native.fillRectangle(display, root, this.#gc, rect.x, rect.y, rect.width, rect.height);
    this.#connection.sync();
    this.#connection.settle();
  }

  setCursor(shape: number): void {
    const { display } = this.#connection;
    this.#native.defineCursor(display, this.id, this.#native.createFontCursor(display, shape));
    this.#connection.sync();
  }

  focus(): void {
    this.#native.setInputFocus(this.#connection.display, this.id, parentWindow, 0);
    this.#connection.sync();
    this.#connection.settle();
  }

  moveRealMouse(x: number, y: number): void {
    const { display, libraries } = this.#connection;
    if (!libraries.xinput) throw new Error('libXi is missing.');
    const mouse = inputDevices(this.#connection, libraries.xinput).find((device) => device.name.endsWith(' mouse'));
    const opened = mouse && this.#native.openDevice(display, mouse.id);
    if (!opened) throw new Error('This display has no mouse.');
    this.#native.fakeDeviceMotion(display, opened, 0, 0, [x, y], 2, 0);
    this.#connection.sync();
  }

  dispose(): void {
    if (!this.#connection.closed) this.#native.destroyWindow(this.#connection.display, this.id);
    this.#connection.dispose();
    this.onSeen.dispose();
  }

  #note(what: EventName, event: DataView): void {
    const at = (offset: number): number => event.getInt32(offset, true);
    const seen = {
      what,
      detail: what === 'move' ? 0 : at(field.detail),
      state: at(field.state),
      x: at(field.x),
      y: at(field.y),
    };
    this.#seen.push(seen);
    this.onSeen.emit(seen);
  }
}
