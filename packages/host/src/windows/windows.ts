// Which windows lie under a point or have the keyboard, told by their titles.

import type { Out, Pointer } from '../native/library.ts';
import type { WindowFinder } from '../ports.ts';
import type { WindowsDisplays } from './displays.ts';
import { type User32, ownerWindow, parentWindow, threadInfo } from './native/user32.ts';

/** Deeper trees are nobody's honest window. */
const maximumDepth = 64;
const maximumTitleUnits = 512;

export class WindowsWindowFinder implements WindowFinder {
  readonly #user32: User32;
  readonly #displays: WindowsDisplays;

  constructor(user32: User32, displays: WindowsDisplays) {
    this.#user32 = user32;
    this.#displays = displays;
  }

  titlesAt(x: number, y: number): readonly string[] {
    const { origin } = this.#displays;
    return this.#titlesFrom(this.#user32.windowFromPoint({ x: x + origin.x, y: y + origin.y }));
  }

  titlesWithFocus(): readonly string[] {
    const front = this.#user32.getForegroundWindow();
    if (front === null) return [];
    const process: Out = [0];
    const thread = this.#user32.getWindowThreadProcessId(front, process);
    const info = new Uint8Array(threadInfo.bytes);
    const fields = new DataView(info.buffer);
    fields.setUint32(0, threadInfo.bytes, true);
    const known = this.#user32.getGuiThreadInfo(thread, info) !== 0;
    const focus = known ? fields.getBigUint64(threadInfo.focus, true) : 0n;
    const titles = this.#titlesFrom(focus === 0n ? null : focus);
    return titles.length > 0 ? titles : this.#titlesFrom(front);
  }

  /** Dialogs are followed to the window they belong to. */
  #titlesFrom(innermost: Pointer | null): readonly string[] {
    const desktop = this.#user32.getDesktopWindow();
    const titles: string[] = [];
    let window = innermost;
    for (let depth = 0; window !== null && window !== desktop && depth < maximumDepth; depth++) {
      const title = this.#title(window);
      if (title !== '') titles.push(title);
      const parent = this.#user32.getAncestor(window, parentWindow);
      window = parent === null || parent === desktop ? this.#user32.getWindow(window, ownerWindow) : parent;
    }
    return titles;
  }

  #title(window: Pointer): string {
    const text = new Uint8Array(maximumTitleUnits * 2);
    const units = this.#user32.internalGetWindowText(window, text, maximumTitleUnits);
    return units <= 0 ? '' : Buffer.from(text.buffer, 0, units * 2).toString('utf16le');
  }
}
