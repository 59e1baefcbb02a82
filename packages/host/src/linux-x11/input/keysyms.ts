// Characters and keysyms: what a key of an X keyboard means. Not which key has it.

import { legacyKeysyms } from './generated/legacy-keysyms.ts';

export const keysym = {
  backSpace: 0xff08,
  tab: 0xff09,
  return: 0xff0d,
  shiftLeft: 0xffe1,
  shiftRight: 0xffe2,
  controlLeft: 0xffe3,
  controlRight: 0xffe4,
  capsLock: 0xffe5,
  metaLeft: 0xffe7,
  metaRight: 0xffe8,
  altLeft: 0xffe9,
  altRight: 0xffea,
  superLeft: 0xffeb,
  superRight: 0xffec,
  level3Shift: 0xfe03,
} as const;

const unicodeBase = 0x1000000;
const characterOf = new Map<number, number>();
const keysymOf = new Map<number, number>();
for (const pair of legacyKeysyms.trim().split(/\s+/)) {
  const [left = '', right = ''] = pair.split(/[-+]/);
  const symbol = Number.parseInt(left, 36);
  const codePoint = Number.parseInt(right, 36);
  characterOf.set(symbol, codePoint);
  if (pair.includes('+') && !keysymOf.has(codePoint)) keysymOf.set(codePoint, symbol);
}

/** The code point that a key with this keysym types; 0 for none (function keys, dead keys, the keypad). */
export function codePointOf(symbol: number): number {
  if ((symbol >= 0x20 && symbol <= 0x7e) || (symbol >= 0xa0 && symbol <= 0xff)) return symbol;
  if (symbol >= unicodeBase + 0x20 && symbol <= unicodeBase + 0x10ffff) return symbol - unicodeBase;
  return characterOf.get(symbol) ?? 0;
}

/** The keysym that types this code point: the oldest one that means it, since old programs know no other. */
export function keysymFor(codePoint: number): number {
  if (codePoint === 0x0a || codePoint === 0x0d) return keysym.return;
  if (codePoint === 0x09) return keysym.tab;
  if (codePoint === 0x08) return keysym.backSpace;
  if (codePoint === 0x1b) return 0xff1b;
  if (codePoint === 0x7f) return 0xffff;
  if (codePoint < 0x20 || (codePoint > 0x7e && codePoint < 0xa0)) return 0;
  if (codePoint <= 0xff) return codePoint;
  if (codePoint > 0x10ffff || (codePoint >= 0xd800 && codePoint <= 0xdfff)) return 0;
  return keysymOf.get(codePoint) ?? unicodeBase + codePoint;
}

/** The character on a key of the keypad while it is in its number layer; '' for none. */
export function keypadCharacter(symbol: number): string {
  if (symbol >= 0xffb0 && symbol <= 0xffb9) return String(symbol - 0xffb0);
  return keypadSigns.get(symbol) ?? '';
}

const keypadSigns = new Map([
  [0xffaa, '*'],
  [0xffab, '+'],
  [0xffac, ','],
  [0xffad, '-'],
  [0xffae, '.'],
  [0xffaf, '/'],
  [0xffbd, '='],
]);

/** Keysyms of KeyboardEvent.key names; for the keypad the second is its own. */
const named: Readonly<Record<string, readonly number[]>> = {
  Enter: [keysym.return, 0xff8d],
  Tab: [keysym.tab, 0xff89],
  Backspace: [keysym.backSpace],
  Escape: [0xff1b],
  Delete: [0xffff, 0xff9f],
  Insert: [0xff63, 0xff9e],
  Home: [0xff50, 0xff95],
  End: [0xff57, 0xff9c],
  PageUp: [0xff55, 0xff9a],
  PageDown: [0xff56, 0xff9b],
  ArrowLeft: [0xff51, 0xff96],
  ArrowUp: [0xff52, 0xff97],
  ArrowRight: [0xff53, 0xff98],
  ArrowDown: [0xff54, 0xff99],
  Clear: [0xff0b, 0xff9d],
  Pause: [0xff13],
  PrintScreen: [0xff61],
  ScrollLock: [0xff14],
  NumLock: [0xff7f],
  CapsLock: [keysym.capsLock],
  ContextMenu: [0xff67],
  Help: [0xff6a],
};

export function namedKeysyms(key: string): readonly number[] {
  const functionKey = /^F([1-9]|[12][0-9]|3[0-5])$/.exec(key)?.[1];
  if (functionKey) return [0xffbe + Number(functionKey) - 1];
  return Object.hasOwn(named, key) ? (named[key] ?? []) : [];
}

export type ModifierClass = 'shift' | 'control' | 'alt' | 'meta' | 'altGraph';

const modifierClasses = new Map<number, ModifierClass>([
  [keysym.shiftLeft, 'shift'],
  [keysym.shiftRight, 'shift'],
  [keysym.controlLeft, 'control'],
  [keysym.controlRight, 'control'],
  [keysym.altLeft, 'alt'],
  [keysym.altRight, 'alt'],
  [keysym.metaLeft, 'alt'],
  [keysym.metaRight, 'alt'],
  [keysym.superLeft, 'meta'],
  [keysym.superRight, 'meta'],
  [keysym.level3Shift, 'altGraph'],
]);

/** Which modifier a key with this keysym is; null for the others. */
export function modifierClassOf(symbol: number): ModifierClass | null {
  return modifierClasses.get(symbol) ?? null;
}

/** Keysyms to look for when this modifier must be pressed, the best first. */
export const modifierKeysyms: Readonly<Record<ModifierClass, readonly number[]>> = {
  shift: [keysym.shiftLeft, keysym.shiftRight],
  control: [keysym.controlLeft, keysym.controlRight],
  alt: [keysym.altLeft, keysym.altRight, keysym.metaLeft, keysym.metaRight],
  meta: [keysym.superLeft, keysym.superRight],
  altGraph: [keysym.level3Shift],
};
