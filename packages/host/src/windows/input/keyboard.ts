// Which keys of the remote keyboard do what the technician's did, whatever the two layouts. A key that types a character
// types that character, as the layout's own key where that needs no other modifiers than are held, else as a character;
// everything else is the key at the same place. Repeated presses come from the technician.

import type { InputMessage, Modifiers } from '@nearhand/protocol';
import { HeldKeys, type ModifierName } from './held-keys.ts';
import { keypadKeyOf, placeOfNamed, scanCodeOf } from './key-places.ts';
import type { Layout } from './layout.ts';
import type { InputBatch, Key } from './send-input.ts';

type KeyDown = Extract<InputMessage, { type: 'key.down' }>;

const modifierNames: Readonly<Record<string, ModifierName>> = {
  Shift: 'shift',
  Control: 'control',
  Alt: 'alt',
  Meta: 'meta',
};
const places: Readonly<Record<ModifierName, number>> = { shift: 0x2a, control: 0x1d, alt: 0x38, meta: 0xe05b };
const everyModifier = ['shift', 'control', 'alt', 'meta'] as const;
const exceptShift = ['control', 'alt', 'meta'] as const;
/** Half of something: the whole arrives as text. AltGr is in the characters it makes. */
const unfinished = new Set(['Dead', 'Process', 'Compose', 'AltGraph', 'Unidentified']);
const latinLast = 0x24f;
const enter = 0x1c;
const tab = 0x0f;

export class Keyboard {
  readonly #layout: Layout;
  readonly #held = new HeldKeys();

  constructor(layout: Layout) {
    this.#layout = layout;
  }

  down(batch: InputBatch, message: KeyDown): void {
    const { code, key, modifiers } = message;
    if (key === 'AltGraph') this.#held.releaseModifier(batch, 'control');
    if (unfinished.has(key)) return;
    const modifier = Object.hasOwn(modifierNames, key) ? modifierNames[key] : undefined;
    if (modifier) {
      const place = scanCodeOf(code);
      // Right Alt is AltGr on many layouts: the left one means Alt on all.
      const scanCode = place === null || modifier === 'alt' ? places[modifier] : place;
      if (!this.#held.isHeld(code)) this.#held.hold(batch, code, { scanCode }, modifier);
      return;
    }
    this.#dropStuck(batch, modifiers);
    if (!isText(key)) return this.#pressNamed(batch, message);
    const isShortcut = (modifiers.control || modifiers.alt || modifiers.meta) && !modifiers.altGraph;
    if (isShortcut) return this.#pressShortcut(batch, message);
    const keypad = keypadKeyOf(code);
    if (keypad !== null) return this.#pressKeypad(batch, message, keypad);
    this.#type(batch, key.normalize('NFC'), code);
  }

  up(batch: InputBatch, code: string): void {
    this.#held.release(batch, code);
  }

  typeText(batch: InputBatch, text: string): void {
    const plain = text.replaceAll('\r\n', '\n').normalize('NFC');
    this.#held.without(batch, everyModifier, () => {
      for (const character of plain) this.#typeCharacter(batch, character);
    });
  }

  releaseAll(batch: InputBatch): void {
    this.#held.releaseAll(batch);
  }

  #type(batch: InputBatch, character: string, code: string): void {
    const stroke = this.#layout.strokeFor(character);
    const isLetter = character.toLowerCase() !== character.toUpperCase();
    const asItIs =
      stroke !== null &&
      !stroke.altGraph &&
      stroke.shift === this.#held.has('shift') &&
      !exceptShift.some((modifier) => this.#held.has(modifier)) &&
      !(isLetter && this.#layout.capsLocked);
    if (asItIs) return this.#held.hold(batch, code, { scanCode: stroke.scanCode }, null);
    this.#held.without(batch, everyModifier, () => {
      for (const one of character) this.#typeCharacter(batch, one);
    });
  }

  #typeCharacter(batch: InputBatch, character: string): void {
    if (character === '\n' || character === '\r') return this.#held.tap(batch, { scanCode: enter });
    if (character === '\t') return this.#held.tap(batch, { scanCode: tab });
    for (let index = 0; index < character.length; index++) batch.character(character.charCodeAt(index));
  }

  /** The combination is meant by its letter: Ctrl+Z stays Ctrl+Z where Z is elsewhere. */
  #pressShortcut(batch: InputBatch, { code, key, modifiers }: KeyDown): void {
    const letter = key.normalize('NFC').toLowerCase();
    const isLatin = letter.length === 1 && letter.charCodeAt(0) <= latinLast;
    const stroke = isLatin ? this.#layout.strokeFor(letter) : null;
    const scanCode = stroke && !stroke.altGraph ? stroke.scanCode : scanCodeOf(code);
    if (scanCode !== null) this.#pressWithFlags(batch, code, { scanCode }, modifiers);
  }

  #pressNamed(batch: InputBatch, { code, key, modifiers }: KeyDown): void {
    const scanCode = placeOfNamed(key, code);
    if (scanCode !== null) this.#pressWithFlags(batch, code, { scanCode }, modifiers);
  }

  #pressKeypad(batch: InputBatch, { code, key }: KeyDown, virtualKey: number): void {
    const fits = /^[0-9.,*+/-]$/.test(key);
    const scanCode = scanCodeOf(code) ?? 0;
    const isDigit = /^[0-9.,]$/.test(key);
    // The decimal key types the layout's own sign, which may be another than the technician's: that is what it is for.
    if (fits && !this.#held.has('shift') && (!isDigit || this.#layout.numberLocked))
      return this.#held.hold(batch, code, { virtualKey, scanCode }, null);
    this.#type(batch, key, code);
  }

  /** Presses a key with the modifiers that the technician sees held. */
  #pressWithFlags(batch: InputBatch, code: string, key: Key, flags: Modifiers): void {
    const missing = everyModifier.filter((name) => flags[name] && !this.#held.has(name));
    if (missing.length === 0) return this.#held.hold(batch, code, key, null);
    for (const name of missing) batch.key({ scanCode: places[name] }, true);
    this.#held.tap(batch, key);
    for (const name of missing.toReversed()) batch.key({ scanCode: places[name] }, false);
  }

  /** Lets go of modifiers whose release got lost, as when the technician's window lost the keyboard. */
  #dropStuck(batch: InputBatch, flags: Modifiers): void {
    for (const name of everyModifier) if (!flags[name]) this.#held.releaseModifier(batch, name);
  }
}

/** False for a key that has a name instead. */
function isText(key: string): boolean {
  return [...key.normalize('NFC')].length === 1 || !/^[A-Za-z][A-Za-z0-9]*$/.test(key);
}
