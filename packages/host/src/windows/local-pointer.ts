// Movements and buttons of the real mouse, told apart from injected ones by where this program left the pointer. Looked for
// only while somebody listens: a hook would see more, and slow every program down whenever this one is busy.

import { type Clock, type Disposable, Emitter, type Event, repeat, toDisposable } from '@nearhand/base';
import type { WindowsDisplays } from './displays.ts';
import type { User32 } from './native/user32.ts';

const lookEveryMs = 50;
/** Positions that may still come back late: those of a fast mouse in a quarter of a second. */
const rememberedPositions = 256;
const buttonKeys = [1, 2, 4] as const;

interface Position {
  readonly x: number;
  readonly y: number;
}

export class WindowsLocalPointer implements Event<Position>, Disposable {
  readonly #user32: User32;
  readonly #displays: WindowsDisplays;
  readonly #clock: Clock;
  readonly #emitter = new Emitter<Position>();
  #listeners = 0;
  #looking: Disposable | null = null;
  #known = { x: 0, y: 0, buttons: 0 };
  #recent: string[] = [];

  constructor(user32: User32, displays: WindowsDisplays, clock: Clock) {
    this.#user32 = user32;
    this.#displays = displays;
    this.#clock = clock;
  }

  on(listener: (position: Position) => void): Disposable {
    const subscription = this.#emitter.on(listener);
    this.#listeners++;
    if (this.#listeners === 1) {
      this.#known = this.#read();
      this.#looking = repeat(this.#clock, lookEveryMs, () => this.#look());
    }
    return toDisposable(() => {
      subscription.dispose();
      this.#listeners--;
      if (this.#listeners === 0) this.#looking?.dispose();
    });
  }

  /** To be called after each injection, with the place it moved the pointer to: what is seen then was made here. */
  injected(position: Position | null): void {
    if (this.#listeners === 0) return;
    this.#known = this.#read();
    if (position === null) return;
    this.#recent.push(keyOf(position));
    if (this.#recent.length > rememberedPositions) this.#recent.shift();
  }

  dispose(): void {
    this.#looking?.dispose();
    this.#emitter.dispose();
  }

  #look(): void {
    const now = this.#read();
    const { x, y, buttons } = this.#known;
    this.#known = now;
    const isPressed = (now.buttons & ~buttons) !== 0;
    if (now.x === x && now.y === y && !isPressed) return;
    const { origin } = this.#displays;
    const position = { x: now.x - origin.x, y: now.y - origin.y };
    if (isPressed || !this.#recent.includes(keyOf(position))) this.#emitter.emit(position);
  }

  #read(): { x: number; y: number; buttons: number } {
    const point = new Int32Array(2);
    if (this.#user32.getCursorPos(point) === 0) return this.#known;
    const buttons = buttonKeys.reduce((held, key) => held | (this.#user32.getAsyncKeyState(key) < 0 ? key : 0), 0);
    return { x: point[0] ?? 0, y: point[1] ?? 0, buttons };
  }
}

function keyOf({ x, y }: Position): string {
  return `${x},${y}`;
}
