// Keycodes that mean nothing in the layout, lent to characters the layout lacks. A program reads the new mapping some
// time after it was told, so a lent key keeps its meaning for a while: the least recently used goes first.

import type { Clock } from '@nearhand/base';
import type { XConnection } from '../connection.ts';
import { type Keymap, shiftMask } from './keymap.ts';
import { keysymFor } from './keysyms.ts';

/** A program slower than this to read the mapping may type another character. */
const reuseAfterMs = 500;
const maximumKeys = 64;

interface SpareKey {
  readonly keycode: number;
  /** What it types alone and with Shift; 0 while it is not lent. */
  lower: number;
  upper: number;
  usedAtMs: number;
}

export type Lent =
  | { readonly kind: 'lent'; readonly keycode: number }
  | { readonly kind: 'wait'; readonly delayMs: number }
  | { readonly kind: 'none' };

export class SpareKeys {
  readonly #connection: XConnection;
  readonly #keymap: Keymap;
  readonly #clock: Clock;
  #keys: SpareKey[] = [];
  /** The layout may have taken keys back or left others unused. */
  #stale = true;

  constructor(connection: XConnection, keymap: Keymap, clock: Clock) {
    this.#connection = connection;
    this.#keymap = keymap;
    this.#clock = clock;
  }

  /** A key that types the character, with Shift where it is a capital. */
  lend(codePoint: number): Lent {
    if (keysymFor(codePoint) === 0) return { kind: 'none' };
    if (this.#stale) this.#review();
    const [lower, upper] = cases(codePoint);
    const known = this.#keys.find((key) => key.lower === codePoint || key.upper === codePoint);
    const key = known ?? this.#keys.reduce<SpareKey | null>((oldest, other) => older(oldest, other), null);
    if (!key) return { kind: 'none' };
    const nowMs = this.#clock.monotonicMs();
    if (!known) {
      const restMs = key.usedAtMs + reuseAfterMs - nowMs;
      if (restMs > 0) return { kind: 'wait', delayMs: restMs };
      [key.lower, key.upper] = [lower, upper];
      this.#map(key.keycode, keysymFor(lower), keysymFor(upper));
    }
    key.usedAtMs = nowMs;
    return { kind: 'lent', keycode: key.keycode };
  }

  owns(keycode: number): boolean {
    return this.#keys.some((key) => key.keycode === keycode);
  }

  /** To be called when the layout changed by other hands. */
  doubt(): void {
    this.#stale = true;
  }

  /** Gives the keys back. */
  restore(): void {
    if (this.#connection.closed) return;
    for (const key of this.#keys) if (key.lower !== 0) this.#map(key.keycode, 0, 0);
    this.#keys = [];
    this.#stale = true;
    this.#connection.flush();
  }

  #review(): void {
    this.#stale = false;
    const unused = new Set(this.#keymap.unusedKeycodes());
    const types = (keycode: number, shift: number, codePoint: number): boolean =>
      this.#keymap.lookup(keycode, shift, 0) === (codePoint === 0 ? 0 : keysymFor(codePoint));
    const kept = this.#keys.filter(
      (key) => types(key.keycode, 0, key.lower) && types(key.keycode, shiftMask, key.upper),
    );
    for (const key of kept) unused.delete(key.keycode);
    const added = [...unused].map((keycode) => ({ keycode, lower: 0, upper: 0, usedAtMs: Number.NEGATIVE_INFINITY }));
    this.#keys = [...kept, ...added].slice(0, maximumKeys);
  }

  #map(keycode: number, lower: number, upper: number): void {
    this.#connection.libraries.xkb.changeMapping(this.#connection.display, keycode, 2, [lower, upper], 1);
    // The new mapping must be known here before the key is looked up.
    this.#connection.sync();
    this.#connection.drain();
  }
}

function older(oldest: SpareKey | null, other: SpareKey): SpareKey {
  return oldest === null || other.usedAtMs < oldest.usedAtMs ? other : oldest;
}

/**
 * The small and the capital form; twice the same where there is but one. A capital alone would not do: programs that
 * follow the core protocol make it small.
 */
function cases(codePoint: number): readonly [number, number] {
  const character = String.fromCodePoint(codePoint);
  const lower = onlyCodePoint(character.toLowerCase());
  const upper = onlyCodePoint(character.toUpperCase());
  if (lower !== null && lower !== codePoint) return [lower, codePoint];
  return [codePoint, upper ?? codePoint];
}

function onlyCodePoint(text: string): number | null {
  const [first, ...rest] = [...text];
  return first !== undefined && rest.length === 0 ? (first.codePointAt(0) ?? null) : null;
}
