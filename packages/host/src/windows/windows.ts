// Which windows lie under a point or have the keyboard, told by their titles and by the class of Nearhand's own.

import type { Pointer } from '../native/library.ts';
import type { WindowFinder } from '../ports.ts';
import type { WindowsDisplays } from './displays.ts';
import { nearhandClassPrefix } from './nearhand-class.ts';
import { messageOnlyParent, type User32, ownerWindow, parentWindow, threadInfo } from './native/user32.ts';

/** Deeper trees are nobody's honest window. */
const maximumDepth = 64;
const maximumTitleUnits = 512;
const maximumClassUnits = 64;
const maximumPrograms = 256;

export class WindowsWindowFinder implements WindowFinder {
  readonly #user32: User32;
  readonly #displays: WindowsDisplays;

  constructor(user32: User32, displays: WindowsDisplays) {
    this.#user32 = user32;
    this.#displays = displays;
  }

  titlesAt(x: number, y: number): readonly string[] {
    return this.#titlesFrom(this.#windowAt(x, y));
  }

  titlesWithFocus(): readonly string[] {
    const { focus, front } = this.#focus();
    const titles = this.#titlesFrom(focus);
    return titles.length > 0 ? titles : this.#titlesFrom(front);
  }

  nearhandAt(x: number, y: number): boolean {
    return this.#isNearhand(this.#windowAt(x, y));
  }

  nearhandHasFocus(): boolean {
    const { focus, front } = this.#focus();
    return this.#isNearhand(focus) || this.#isNearhand(front);
  }

  #windowAt(x: number, y: number): Pointer | null {
    const { origin } = this.#displays;
    return this.#user32.windowFromPoint({ x: x + origin.x, y: y + origin.y });
  }

  #focus(): { readonly focus: Pointer | null; readonly front: Pointer | null } {
    const front = this.#user32.getForegroundWindow();
    if (front === null) return { focus: null, front };
    const thread = this.#threadOf(front);
    const info = new Uint8Array(threadInfo.bytes);
    const fields = new DataView(info.buffer);
    fields.setUint32(0, threadInfo.bytes, true);
    const known = this.#user32.getGuiThreadInfo(thread, info) !== 0;
    const focus = known ? fields.getBigUint64(threadInfo.focus, true) : 0n;
    return { focus: focus === 0n ? null : focus, front };
  }

  #isNearhand(innermost: Pointer | null): boolean {
    const isOwn = this.#chain(innermost).some((window) => {
      const name = new Uint8Array(maximumClassUnits * 2);
      const units = this.#user32.getClassName(window, name, maximumClassUnits);
      return Buffer.from(name.buffer, 0, units * 2)
        .toString('utf16le')
        .startsWith(nearhandClassPrefix);
    });
    return isOwn || (innermost !== null && this.#isOfNearhandThread(innermost));
  }

  /** Menus and lists that are open have classes of Windows, and need not belong to a window. */
  #isOfNearhandThread(window: Pointer): boolean {
    const thread = this.#threadOf(window);
    let ear: Pointer | null = null;
    for (let count = 0; count < maximumPrograms; count++) {
      // Each thread with windows of a Nearhand program has one for messages.
      ear = this.#user32.findWindow(messageOnlyParent, ear, nearhandClassPrefix, null);
      if (ear === null) return false;
      if (this.#threadOf(ear) === thread) return true;
    }
    return false;
  }

  #threadOf(window: Pointer): number {
    return this.#user32.getWindowThreadProcessId(window, [0]);
  }

  #titlesFrom(innermost: Pointer | null): readonly string[] {
    return this.#chain(innermost)
      .map((window) => this.#title(window))
      .filter((title) => title !== '');
  }

  /** Up to the top level. Dialogs are followed to the window they belong to. */
  #chain(innermost: Pointer | null): readonly Pointer[] {
    const desktop = this.#user32.getDesktopWindow();
    const windows: Pointer[] = [];
    let window = innermost;
    while (window !== null && window !== desktop && windows.length < maximumDepth) {
      windows.push(window);
      const parent = this.#user32.getAncestor(window, parentWindow);
      window = parent === null || parent === desktop ? this.#user32.getWindow(window, ownerWindow) : parent;
    }
    return windows;
  }

  #title(window: Pointer): string {
    const text = new Uint8Array(maximumTitleUnits * 2);
    const units = this.#user32.internalGetWindowText(window, text, maximumTitleUnits);
    return units <= 0 ? '' : Buffer.from(text.buffer, 0, units * 2).toString('utf16le');
  }
}
