import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keycodeOf, knownCodes } from './key-codes.ts';
import { codePointOf, keysymFor, modifierClassOf, namedKeysyms } from './keysyms.ts';

describe('keysyms', () => {
  it('give every character that can be typed back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0x20, max: 0x10ffff }), (codePoint) => {
        const symbol = keysymFor(codePoint);
        return symbol === 0 || codePoint === 0x7f || codePointOf(symbol) === codePoint;
      }),
    );
  });

  it.for([
    ['a', 0x61],
    ['é', 0xe9],
    ['€', 0x20ac],
    ['ł', 0x1b3],
    ['œ', 0x13bd],
    ['ж', 0x6d6],
    ['漢', 0x1006f22],
    ['😀', 0x101f600],
    ['\n', 0xff0d],
  ] as const)('of %s is %i', ([character, symbol]) => {
    expect(keysymFor(character.codePointAt(0) ?? 0)).toBe(symbol);
  });

  it('of halves of characters and control characters are none', () => {
    expect([0, 1, 0x80, 0x9f, 0xd800, 0xdfff, 0x110000].map(keysymFor)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it('of names are those of the keyboard and its keypad', () => {
    expect(namedKeysyms('Enter')).toEqual([0xff0d, 0xff8d]);
    expect(namedKeysyms('F12')).toEqual([0xffc9]);
    expect(namedKeysyms('constructor')).toEqual([]);
  });

  it('of modifiers say which they are', () => {
    expect([0xffe1, 0xffe4, 0xffe9, 0xffeb, 0xfe03, 0x61].map(modifierClassOf)).toEqual([
      'shift',
      'control',
      'alt',
      'meta',
      'altGraph',
      null,
    ]);
  });
});

describe('key codes', () => {
  it.for([
    ['KeyA', 38],
    ['Digit1', 10],
    ['Enter', 36],
    ['ShiftLeft', 50],
    ['AltRight', 108],
    ['ArrowLeft', 113],
    ['Numpad5', 84],
    ['NumpadEnter', 104],
    ['IntlBackslash', 94],
    ['F12', 96],
    ['MetaLeft', 133],
    ['ContextMenu', 135],
  ] as const)('%s is keycode %i', ([code, keycode]) => {
    expect(keycodeOf(code)).toBe(keycode);
  });

  it('are one keycode each, within what X allows', () => {
    expect(knownCodes.every((code) => (keycodeOf(code) ?? 0) >= 8 && (keycodeOf(code) ?? 0) <= 255)).toBe(true);
    expect(keycodeOf('constructor')).toBeNull();
    expect(keycodeOf('Power')).toBeNull();
  });
});
