// How far a window's content is scrolled where it is taller than the window, by the scroll bar, the wheel, and what gets the
// keyboard. Moves the controls itself; whoever lays them anew asks for the offset.

import type { Pointer } from '../../native/library.ts';
import { scroll, scrollInfo, type Windowing } from './native/windowing.ts';

const wheelNotch = 120;
const linesPerNotch = 3;

export interface Win32ScrollOptions {
  readonly windowing: Windowing;
  readonly window: Pointer;
  readonly linePx: number;
}

export class Win32Scroll {
  readonly #options: Win32ScrollOptions;
  #offset = 0;
  #content = 0;
  #page = 0;

  constructor(options: Win32ScrollOptions) {
    this.#options = options;
  }

  /** What is above the part that can be seen. */
  get offsetPx(): number {
    return this.#offset;
  }

  /** Once the controls have their places. The bar comes and goes with the need. */
  fit(contentPx: number, pagePx: number): void {
    this.#content = contentPx;
    this.#page = pagePx;
    this.#tell(scrollInfo.range | scrollInfo.page | scrollInfo.position);
    this.#to(this.#offset);
  }

  toTop(): void {
    this.#to(0);
  }

  /** `wide`: as the bar's message has it. */
  barMoved(wide: bigint): void {
    const { linePx } = this.#options;
    const kind = Number(wide & 0xffffn);
    if (kind === scroll.lineUp) this.#to(this.#offset - linePx);
    else if (kind === scroll.lineDown) this.#to(this.#offset + linePx);
    else if (kind === scroll.pageUp) this.#to(this.#offset - this.#page);
    else if (kind === scroll.pageDown) this.#to(this.#offset + this.#page);
    else if (kind === scroll.dropped || kind === scroll.dragged) this.#to(Number((wide >> 16n) & 0xffffn));
    else if (kind === scroll.top) this.#to(0);
    else if (kind === scroll.bottom) this.#to(this.#content);
  }

  /** `wide`: as the wheel's message has it. */
  wheelTurned(wide: bigint): void {
    const notches = Number(BigInt.asIntN(16, wide >> 16n)) / wheelNotch;
    this.#to(this.#offset - Math.round(notches * linesPerNotch * this.#options.linePx));
  }

  /** Both from the window's inner top, as it is scrolled now. */
  reveal(top: number, bottom: number): void {
    if (top < 0) this.#to(this.#offset + top);
    else if (bottom > this.#page) this.#to(this.#offset + Math.min(top, bottom - this.#page));
  }

  #to(wanted: number): void {
    const { windowing, window } = this.#options;
    const next = Math.max(0, Math.min(wanted, this.#content - this.#page));
    const moved = this.#offset - next;
    if (moved === 0) return;
    this.#offset = next;
    windowing.scrollWindow(window, 0, moved, null, null, null, null, scroll.controlsToo);
    this.#tell(scrollInfo.position);
  }

  #tell(parts: number): void {
    const { windowing, window } = this.#options;
    const info = Int32Array.of(scrollInfo.bytes, parts, 0, this.#content - 1, this.#page, this.#offset, 0);
    windowing.setScrollInfo(window, scroll.vertical, info, 1);
  }
}
