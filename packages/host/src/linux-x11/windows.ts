// Which windows lie under a point or have the keyboard, told by their titles and by the mark of Nearhand's own.

import koffi from 'koffi';
import { utf8 } from '@nearhand/base';
import type { WindowFinder } from '../ports.ts';
import type { XConnection } from './connection.ts';
import type { Out, Pointer } from '../native/library.ts';
import { nearhandProperty } from './nearhand-property.ts';

const anyType = 0;
const pointerRoot = 1;
/** Deeper trees are nobody's honest window. */
const maximumDepth = 64;
const maximumTitleWords = 256;
/** A window manager's frame holds its program's window, buttons and edges, hardly more. */
const maximumFrameParts = 24;

export class X11WindowFinder implements WindowFinder {
  readonly #connection: XConnection;
  readonly #titleAtoms: readonly number[];
  readonly #markAtom: number;
  readonly #stateAtom: number;

  constructor(connection: XConnection) {
    this.#connection = connection;
    const { x11 } = connection.libraries;
    this.#titleAtoms = ['_NET_WM_NAME', 'WM_NAME'].map((name) => x11.internAtom(connection.display, name, 0));
    this.#markAtom = x11.internAtom(connection.display, nearhandProperty, 0);
    this.#stateAtom = x11.internAtom(connection.display, 'WM_STATE', 0);
  }

  titlesAt(x: number, y: number): readonly string[] {
    return this.#titles(this.#windowsAt(x, y));
  }

  titlesWithFocus(): readonly string[] {
    return this.#titles(this.#windowsWithFocus());
  }

  nearhandAt(x: number, y: number): boolean {
    return this.#isNearhand(this.#windowsAt(x, y));
  }

  nearhandHasFocus(): boolean {
    return this.#isNearhand(this.#windowsWithFocus());
  }

  /** By the mark on one of them, or on the program inside a frame: a title bar belongs to the window manager. */
  #isNearhand(windows: readonly number[]): boolean {
    if (windows.some((window) => this.#has(window, this.#markAtom))) return true;
    const outermost = windows.at(-1);
    // Who points into a program's own window (ICCCM: it has a state) does not point at a frame.
    if (outermost === undefined || windows.some((window) => this.#has(window, this.#stateAtom))) return false;
    return this.#frameHoldsMarked(outermost);
  }

  #frameHoldsMarked(frame: number): boolean {
    const parts = [...this.#children(frame)];
    for (const part of parts) {
      if (this.#has(part, this.#markAtom)) return true;
      if (parts.length < maximumFrameParts) parts.push(...this.#children(part));
    }
    return false;
  }

  /** From the innermost to the outermost. */
  #windowsAt(x: number, y: number): readonly number[] {
    if (this.#connection.closed) return [];
    const windows: number[] = [];
    let from = this.#connection.root;
    for (let depth = 0; depth < maximumDepth; depth++) {
      const child = this.#childAt(from, x, y);
      if (child === 0) break;
      windows.unshift(child);
      from = child;
    }
    return windows;
  }

  #windowsWithFocus(): readonly number[] {
    if (this.#connection.closed) return [];
    const { x11 } = this.#connection.libraries;
    const focus: Out = [0];
    x11.getInputFocus(this.#connection.display, focus, [0]);
    this.#connection.settle();
    if (focus[0] === pointerRoot || focus[0] === this.#connection.root) {
      const pointer = this.#pointer();
      return this.#windowsAt(pointer.x, pointer.y);
    }
    const windows: number[] = [];
    let window = focus[0];
    for (let depth = 0; window !== 0 && window !== this.#connection.root && depth < maximumDepth; depth++) {
      windows.push(window);
      window = this.#parent(window);
    }
    return windows;
  }

  #pointer(): { x: number; y: number } {
    const { x11 } = this.#connection.libraries;
    const { display, root } = this.#connection;
    const x: Out = [0];
    const y: Out = [0];
    x11.queryPointer(display, root, [0], [0], x, y, [0], [0], [0]);
    return { x: x[0], y: y[0] };
  }

  /** The child of `parent` at a point of the root; 0 for none. */
  #childAt(parent: number, x: number, y: number): number {
    const { x11 } = this.#connection.libraries;
    const { display, root } = this.#connection;
    const child: Out = [0];
    const { value } = this.#connection.attempt(() =>
      x11.translateCoordinates(display, root, parent, x, y, [0], [0], child),
    );
    return value === 0 ? 0 : child[0];
  }

  #parent(window: number): number {
    return this.#tree(window).parent;
  }

  /** At most so many. */
  #children(window: number): readonly number[] {
    return this.#tree(window).children;
  }

  #tree(window: number): { readonly parent: number; readonly children: readonly number[] } {
    const { x11 } = this.#connection.libraries;
    const parent: Out = [0];
    const children: [Pointer | null] = [null];
    const count: Out = [0];
    const { value } = this.#connection.attempt(() =>
      x11.queryTree(this.#connection.display, window, [0], parent, children, count),
    );
    const list = children[0];
    if (value === 0) return { parent: 0, children: [] };
    const known = list === null ? [] : koffi.decode(list, 'unsigned long', Math.min(count[0], maximumFrameParts));
    if (list !== null) x11.free(list);
    return { parent: parent[0], children: Array.from(known as ArrayLike<number | bigint>, Number) };
  }

  #has(window: number, property: number): boolean {
    const { x11 } = this.#connection.libraries;
    const type: Out = [0];
    const value: [Pointer | null] = [null];
    const { display } = this.#connection;
    const { error } = this.#connection.attempt(() =>
      x11.getWindowProperty(display, window, property, 0, 1, 0, anyType, type, [0], [0], [0], value),
    );
    if (value[0] !== null) x11.free(value[0]);
    return error === null && type[0] !== 0;
  }

  #titles(windows: readonly number[]): readonly string[] {
    return windows.flatMap((window) => {
      for (const atom of this.#titleAtoms) {
        const title = this.#text(window, atom);
        if (title !== '') return [title];
      }
      return [];
    });
  }

  #text(window: number, property: number): string {
    const { x11 } = this.#connection.libraries;
    const format: Out = [0];
    const items: Out = [0];
    const value: [Pointer | null] = [null];
    const { error } = this.#connection.attempt(() =>
      x11.getWindowProperty(
        this.#connection.display,
        window,
        property,
        0,
        maximumTitleWords,
        0,
        anyType,
        [0],
        format,
        items,
        [0],
        value,
      ),
    );
    const pointer = value[0];
    if (error !== null || pointer === null) return '';
    const text = format[0] === 8 && items[0] > 0 ? decodeTitle(koffi.decode(pointer, 'uint8', items[0])) : '';
    x11.free(pointer);
    return text;
  }
}

/** UTF-8 by today's rules; Latin-1 by those from before, which few programs follow. */
function decodeTitle(values: ArrayLike<number>): string {
  const bytes = Uint8Array.from(values);
  try {
    return utf8.decode(bytes);
  } catch {
    // Not UTF-8.
    return Buffer.from(bytes).toString('latin1');
  }
}
