// Which keys of the remote keyboard do what the technician's did, whatever the two layouts. A key that types a character
// types that character; everything else is the key at the same place. Repeated presses come from the technician.

import type { InputMessage, Modifiers } from '@nearhand/protocol';
import { keycodeOf } from './key-codes.ts';
import type { KeyPress } from './key-press.ts';
import type { KeyStroke, KeyboardState, Keymap } from './keymap.ts';
import {
  type ModifierClass,
  keypadCharacter,
  keysymFor,
  modifierClassOf,
  modifierKeysyms,
  namedKeysyms,
} from './keysyms.ts';
import type { SpareKeys } from './spare-keys.ts';

type KeyDown = Extract<InputMessage, { type: 'key.down' }>;

/** Milliseconds to wait before the same is tried again; 0 when done. */
type WaitMs = number;

const modifierNames: Readonly<Record<string, ModifierClass>> = {
  Shift: 'shift',
  Control: 'control',
  Alt: 'alt',
  Meta: 'meta',
  AltGraph: 'altGraph',
};
const heldByFlag = ['shift', 'control', 'alt', 'meta'] as const;
const everyModifier = ['shift', 'control', 'alt', 'meta', 'altGraph'] as const;
/** Half of something: the whole arrives as text. */
const unfinished = new Set(['Dead', 'Process', 'Compose']);
const latinLast = 0x24f;

export interface KeyboardOptions {
  readonly keymap: Keymap;
  readonly keys: KeyPress;
  readonly spares: SpareKeys;
  /** Handles what the server has announced, so that layout changes are known. */
  readonly catchUp: () => void;
}

export class Keyboard {
  readonly #keymap: Keymap;
  readonly #keys: KeyPress;
  readonly #spares: SpareKeys;
  readonly #catchUp: () => void;

  constructor({ keymap, keys, spares, catchUp }: KeyboardOptions) {
    this.#keymap = keymap;
    this.#keys = keys;
    this.#spares = spares;
    this.#catchUp = catchUp;
  }

  down(message: KeyDown): WaitMs {
    const { code, key, modifiers } = message;
    if (unfinished.has(key)) return 0;
    const modifier = Object.hasOwn(modifierNames, key) ? modifierNames[key] : undefined;
    const state = this.#state();
    if (modifier) {
      this.#pressModifier(code, modifier, state);
      return 0;
    }
    this.#dropStuck(modifiers);
    const characters = charactersOf(key);
    if (characters === null) {
      this.#pressNamed(message, state);
      return 0;
    }
    if (code.startsWith('Numpad') && this.#pressKeypad(message, state)) return 0;
    const isShortcut = (modifiers.control || modifiers.alt || modifiers.meta) && !modifiers.altGraph;
    if (isShortcut) {
      this.#pressShortcut(message, characters, this.#state());
      return 0;
    }
    const [first] = characters;
    if (characters.length === 1 && first !== undefined) return this.#type(first, code);
    // Several code points under one key are no key anywhere: typed one after the other.
    return this.typeText(characters);
  }

  up(code: string): void {
    this.#keys.release(code);
  }

  /** Types the code points and takes them out of the list; when it has to wait, the rest stays in. */
  typeText(codePoints: number[]): WaitMs {
    for (let next = codePoints[0]; next !== undefined; next = codePoints[0]) {
      const waitMs = this.#type(next, null);
      if (waitMs > 0) return waitMs;
      codePoints.shift();
    }
    return 0;
  }

  #state(): KeyboardState {
    const state = this.#keymap.state();
    this.#catchUp();
    return state;
  }

  /** `code` names the key to hold down; null types and lets go. */
  #type(codePoint: number, code: string | null): WaitMs {
    const state = this.#state();
    const place = code === null ? null : keycodeOf(code);
    const ways = this.#keymap.strokesFor(codePoint, state.group, state.locked);
    const stroke = this.#bestStroke(ways, place, state) ?? this.#controlStroke(codePoint, state);
    if (stroke) {
      this.#strike(stroke, code, state, everyModifier);
      return 0;
    }
    const lent = this.#spares.lend(codePoint);
    if (lent.kind === 'wait') return lent.delayMs;
    if (lent.kind === 'lent') {
      const shifted = [0, 1].find(
        (shift) => this.#keymap.character(lent.keycode, shift | state.locked, state.group) === codePoint,
      );
      this.#strike({ keycode: lent.keycode, modifiers: shifted ?? 0 }, null, state, everyModifier);
    }
    return 0;
  }

  /** Enter, Tab and their like inside a text. */
  #controlStroke(codePoint: number, state: KeyboardState): KeyStroke | null {
    if (codePoint >= 0x20 && codePoint !== 0x7f) return null;
    const symbol = keysymFor(codePoint);
    const keycode = symbol === 0 ? null : this.#keymap.keycodeWith(symbol, state.group);
    return keycode === null ? null : { keycode, modifiers: 0 };
  }

  /** The key at the same place with the modifiers as they are, else the same key, else the fewest changes. */
  #bestStroke(ways: readonly KeyStroke[], place: number | null, state: KeyboardState): KeyStroke | null {
    const levels = this.#keymap.levelMasks();
    const present = state.modifiers & levels;
    const foreign = state.held & levels & ~this.#ownMask();
    let best: KeyStroke | null = null;
    let bestCost = Number.POSITIVE_INFINITY;
    for (const way of ways) {
      const unliftable = (foreign & ~way.modifiers) !== 0 ? 100 : 0;
      const otherKey = place === null || way.keycode === place ? 0 : 10;
      const cost = unliftable + otherKey + bitCount(way.modifiers ^ present);
      if (cost < bestCost) [best, bestCost] = [way, cost];
    }
    return best;
  }

  #ownMask(): number {
    let mask = 0;
    for (const modifier of everyModifier) {
      if (this.#keys.modifiersHeld(modifier).length === 0) continue;
      for (const symbol of modifierKeysyms[modifier]) mask |= this.#keymap.maskOf(symbol);
    }
    return mask;
  }

  /**
   * Presses a key with exactly the level modifiers it needs. Held until let go where nothing has to be adjusted;
   * otherwise tapped, since a repetition or a release under other modifiers would be another character.
   * `lift` are the modifiers that must not count unless needed.
   */
  #strike(stroke: KeyStroke, code: string | null, state: KeyboardState, lift: readonly ModifierClass[]): void {
    const level3 = this.#keymap.level3Mask();
    const needs: Partial<Record<ModifierClass, boolean>> = {
      shift: (stroke.modifiers & 1) !== 0,
      altGraph: level3 !== 0 && (stroke.modifiers & level3) !== 0,
    };
    const present: Partial<Record<ModifierClass, boolean>> = {
      shift: (state.modifiers & 1) !== 0,
      altGraph: (state.modifiers & level3) !== 0,
    };
    const released = lift.filter((name) => !needs[name]).flatMap((name) => this.#keys.modifiersHeld(name));
    const missing = (['shift', 'altGraph'] as const).filter((name) => needs[name] && !present[name]);
    const pressed = missing.flatMap((name) => this.#modifierKeycode(name, state) ?? []);
    if (code !== null && released.length === 0 && pressed.length === 0) {
      this.#keys.hold(code, { keycode: stroke.keycode, modifier: null });
    } else {
      this.#keys.tapWith(stroke.keycode, pressed, released);
    }
  }

  /** The combination is meant by its letter: Ctrl+Z stays Ctrl+Z where Z is elsewhere. */
  #pressShortcut(message: KeyDown, characters: readonly number[], state: KeyboardState): void {
    const [codePoint = 0] = characters;
    const isLatin = characters.length === 1 && codePoint <= latinLast;
    const small = isLatin ? String.fromCodePoint(codePoint).toLowerCase() : '';
    const isLetter = isLatin && small !== small.toUpperCase();
    const place = keycodeOf(message.code);
    if (isLetter) {
      const ways = this.#keymap.strokesFor(small.codePointAt(0) ?? 0, state.group, 0).filter((way) => !way.modifiers);
      const stroke = ways.find((way) => way.keycode === place) ?? ways[0];
      if (stroke) return this.#pressWithFlags(message.code, stroke.keycode, message.modifiers, state);
    } else if (isLatin) {
      const ways = this.#keymap.strokesFor(codePoint, state.group, 0);
      const stroke = this.#bestStroke(ways, place, state);
      if (stroke) return this.#strike(stroke, message.code, state, ['shift', 'altGraph']);
    }
    if (place !== null) this.#pressWithFlags(message.code, place, message.modifiers, state);
  }

  #pressNamed(message: KeyDown, state: KeyboardState): void {
    const place = keycodeOf(message.code);
    const wanted = namedKeysyms(message.key);
    // With Num Lock on, the arrows of the keypad would need Shift, which programs would take for a selection.
    const fits =
      place !== null && (wanted.length === 0 || wanted.includes(this.#keymap.lookup(place, state.locked, state.group)));
    const elsewhere = wanted[0] === undefined || fits ? null : this.#keymap.keycodeWith(wanted[0], state.group);
    const keycode = fits ? place : (elsewhere ?? place);
    if (keycode !== null) this.#pressWithFlags(message.code, keycode, message.modifiers, state);
  }

  /** The key of the keypad itself, where it gives this character in one of its layers. */
  #pressKeypad(message: KeyDown, state: KeyboardState): boolean {
    const place = keycodeOf(message.code);
    if (place === null) return false;
    const isDecimal = message.code === 'NumpadDecimal' && (message.key === '.' || message.key === ',');
    for (const shift of [0, 1]) {
      const symbol = this.#keymap.lookup(place, shift | state.locked, state.group);
      const character = keypadCharacter(symbol);
      const same = character === message.key || (isDecimal && (character === '.' || character === ','));
      if (!same) continue;
      this.#strike({ keycode: place, modifiers: shift }, message.code, state, ['shift', 'altGraph']);
      return true;
    }
    return false;
  }

  /** Presses a key by its place, with the modifiers that the technician sees held. */
  #pressWithFlags(code: string, keycode: number, flags: Modifiers, state: KeyboardState): void {
    const missing = heldByFlag.filter((name) => flags[name] && (state.modifiers & this.#maskOf(name)) === 0);
    const pressed = missing.flatMap((name) => this.#modifierKeycode(name, state) ?? []);
    if (pressed.length > 0) return this.#keys.tapWith(keycode, pressed, []);
    const modifier = modifierClassOf(this.#keymap.lookup(keycode, 0, state.group));
    this.#keys.hold(code, { keycode, modifier });
  }

  #maskOf(modifier: ModifierClass): number {
    return modifierKeysyms[modifier].reduce((mask, symbol) => mask | this.#keymap.maskOf(symbol), 0);
  }

  /** Real modifier presses: the key at that place if it is that modifier there too, else one that is. */
  #pressModifier(code: string, modifier: ModifierClass, state: KeyboardState): void {
    if (this.#keys.isHeld(code)) return;
    const place = keycodeOf(code);
    const fits = place !== null && modifierClassOf(this.#keymap.lookup(place, 0, state.group)) === modifier;
    const keycode = fits ? place : this.#modifierKeycode(modifier, state);
    if (keycode !== null) this.#keys.hold(code, { keycode, modifier });
  }

  #modifierKeycode(modifier: ModifierClass, state: KeyboardState): number | null {
    for (const symbol of modifierKeysyms[modifier]) {
      const keycode = this.#keymap.keycodeWith(symbol, state.group);
      if (keycode !== null) return keycode;
    }
    return null;
  }

  /** Lets go of modifiers whose release got lost, as when the technician's window lost the keyboard. */
  #dropStuck(flags: Modifiers): void {
    for (const name of everyModifier) if (!flags[name]) this.#keys.releaseModifier(name);
  }
}

/** The code points a key types; null for a key that has a name instead. */
function charactersOf(key: string): number[] | null {
  const codePoints = [...key.normalize('NFC')].map((character) => character.codePointAt(0) ?? 0);
  if (codePoints.length === 1) return codePoints;
  return /^[A-Za-z][A-Za-z0-9]*$/.test(key) ? null : codePoints;
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}
