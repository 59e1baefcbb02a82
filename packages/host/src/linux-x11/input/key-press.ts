// Pressing keys by keycode, and the account of what is held down: by which code of the technician's keyboard, and which
// modifier it is. Decides nothing.

import type { XConnection } from '../connection.ts';
import type { Xtst } from '../native/xtst.ts';
import type { ModifierClass } from './keysyms.ts';

/** More keys than a person has. */
const maximumHeld = 256;

export interface HeldKey {
  readonly keycode: number;
  readonly modifier: ModifierClass | null;
}

export class KeyPress {
  readonly #connection: XConnection;
  readonly #xtst: Xtst;
  readonly #held = new Map<string, HeldKey>();

  constructor(connection: XConnection, xtst: Xtst) {
    this.#connection = connection;
    this.#xtst = xtst;
  }

  isHeld(code: string): boolean {
    return this.#held.has(code);
  }

  /** The keycodes held down that are this modifier. */
  modifiersHeld(modifier: ModifierClass): readonly number[] {
    const keycodes = [...this.#held.values()].filter((key) => key.modifier === modifier).map((key) => key.keycode);
    return [...new Set(keycodes)];
  }

  hold(code: string, key: HeldKey): void {
    if (this.#held.get(code)?.keycode !== key.keycode) this.release(code);
    if (this.#held.size >= maximumHeld) return this.tap(key.keycode);
    const already = this.#isDown(key.keycode);
    this.#held.set(code, key);
    if (already && key.modifier === null) this.#fake(key.keycode, 0);
    if (!already || key.modifier === null) this.#fake(key.keycode, 1);
  }

  release(code: string): void {
    const key = this.#held.get(code);
    if (!key) return;
    this.#held.delete(code);
    if (!this.#isDown(key.keycode)) this.#fake(key.keycode, 0);
  }

  releaseModifier(modifier: ModifierClass): void {
    for (const [code, key] of this.#held) if (key.modifier === modifier) this.release(code);
  }

  releaseAll(): void {
    for (const code of this.#held.keys()) this.release(code);
    this.#connection.flush();
  }

  tap(keycode: number): void {
    if (this.#isDown(keycode)) this.#fake(keycode, 0);
    this.#fake(keycode, 1);
    this.#fake(keycode, 0);
    if (this.#isDown(keycode)) this.#fake(keycode, 1);
  }

  /** Taps with some keys held and others let go for that moment. */
  tapWith(keycode: number, pressed: readonly number[], released: readonly number[]): void {
    for (const other of released) this.#fake(other, 0);
    for (const other of pressed) this.#fake(other, 1);
    this.tap(keycode);
    for (const other of pressed.toReversed()) this.#fake(other, 0);
    for (const other of released.toReversed()) this.#fake(other, 1);
  }

  #isDown(keycode: number): boolean {
    for (const key of this.#held.values()) if (key.keycode === keycode) return true;
    return false;
  }

  #fake(keycode: number, press: 0 | 1): void {
    this.#xtst.fakeKey(this.#connection.display, keycode, press, 0);
  }
}
