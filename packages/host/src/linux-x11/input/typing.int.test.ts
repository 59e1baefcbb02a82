// Typing into a real X program from every layout into every layout: what the technician's keyboard makes arrives.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InputMessage, Modifiers } from '@nearhand/protocol';
import type { Desktop, InputInjector } from '../../ports.ts';
import { type Terminal, type Xvfb, openTerminal, openTypist, setLayout, startXvfb } from '../../testing/index.ts';
import { XConnection } from '../connection.ts';
import { openX11Desktop } from '../open-desktop.ts';
import { keycodeOf, knownCodes } from './key-codes.ts';
import { Keymap, shiftMask } from './keymap.ts';

const layouts = ['us', 'fr', 'de', 'es'] as const;
const noModifiers: Modifiers = {
  shift: false,
  control: false,
  alt: false,
  meta: false,
  altGraph: false,
  capsLock: false,
  numLock: false,
};

interface Stroke {
  readonly code: string;
  readonly character: string;
  readonly shift: boolean;
  readonly altGraph: boolean;
}

let technician: Xvfb;
let customer: Xvfb;
let terminal: Terminal;
let desktop: Desktop;
let input: InputInjector;

beforeAll(async () => {
  [technician, customer] = await Promise.all([startXvfb(), startXvfb()]);
  terminal = await openTerminal(customer);
  desktop = openX11Desktop({ displayName: customer.displayName });
  if (!desktop.input) throw new Error('This display takes no input.');
  input = desktop.input;
  input.inject({ type: 'pointer.move', x: 100, y: 100 });
});

afterAll(() => {
  desktop.dispose();
  terminal.dispose();
  customer.dispose();
  technician.dispose();
});

/** Every printable character of the main keys of a layout, with the strokes that make it. */
async function strokesOf(layout: string): Promise<Stroke[]> {
  await setLayout(technician, layout);
  const connection = new XConnection(technician.displayName);
  const keymap = Keymap.tryCreate(connection);
  if (!keymap) throw new Error('No XKB.');
  const level3 = keymap.level3Mask();
  const strokes: Stroke[] = [];
  for (const code of knownCodes) {
    const keycode = keycodeOf(code);
    if (keycode === null || /^(Numpad|Intl(?!Backslash)|Lang|Kana|Convert|NonConvert)/.test(code)) continue;
    for (const [shift, altGraph] of [
      [false, false],
      [true, false],
      [false, true],
      [true, true],
    ] as const) {
      const codePoint = keymap.character(keycode, (shift ? shiftMask : 0) | (altGraph ? level3 : 0), 0);
      if (codePoint > 0) strokes.push({ code, character: String.fromCodePoint(codePoint), shift, altGraph });
    }
  }
  keymap.dispose();
  connection.dispose();
  return strokes;
}

function messagesFor({ code, character, shift, altGraph }: Stroke, flags: Partial<Modifiers> = {}): InputMessage[] {
  const modifiers = { ...noModifiers, shift, altGraph, ...flags };
  const down = (of: string, key: string): InputMessage => ({
    type: 'key.down',
    code: of,
    key,
    modifiers,
    repeat: false,
  });
  return [
    ...(shift ? [down('ShiftLeft', 'Shift')] : []),
    ...(altGraph ? [down('AltRight', 'AltGraph')] : []),
    down(code, character),
    { type: 'key.up', code },
    ...(altGraph ? [{ type: 'key.up', code: 'AltRight' } as const] : []),
    ...(shift ? [{ type: 'key.up', code: 'ShiftLeft' } as const] : []),
  ];
}

function type(...messages: readonly InputMessage[]): void {
  for (const message of messages) input.inject(message);
}

async function typed(messages: readonly InputMessage[], expected: string): Promise<string> {
  terminal.forget();
  type(...messages);
  // Keys that are lent again and again take their time.
  return terminal.until(expected, 25_000);
}

function tap(code: string, key: string, flags: Partial<Modifiers> = {}): InputMessage[] {
  const modifiers = { ...noModifiers, ...flags };
  return [
    { type: 'key.down', code, key, modifiers, repeat: false },
    { type: 'key.up', code },
  ];
}

describe.for(layouts)('a technician with the layout %s', (from) => {
  it.for(layouts)('HST10: types every character of it on a computer with the layout %s', async (to) => {
    const strokes = await strokesOf(from);
    await setLayout(customer, to);
    const expected = strokes.map((stroke) => stroke.character).join('');
    expect(strokes.length).toBeGreaterThan(90);
    expect(
      await typed(
        strokes.flatMap((stroke) => messagesFor(stroke)),
        expected,
      ),
    ).toBe(expected);
  });
});

describe('characters', () => {
  it('HST11: types characters that no layout has, each in its place', async () => {
    await setLayout(customer, 'us');
    const text = 'é ñ € ł œ Œ ж Ж 漢字 😀 ß ẞ “„” ‰ İ ı';
    expect(await typed([{ type: 'text.type', text }], text)).toBe(text);
  });

  it('HST11: types more of them than there are spare keys', async () => {
    const text = Array.from({ length: 300 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join('');
    expect(
      await typed(
        [
          { type: 'text.type', text },
          { type: 'text.type', text: 'end' },
        ],
        `${text}end`,
      ),
    ).toBe(`${text}end`);
  }, 60_000);

  it.for(layouts)('HST12: Caps Lock at the computer changes nothing (%s)', async (layout) => {
    await setLayout(customer, layout);
    type(...tap('CapsLock', 'CapsLock'));
    const text = 'aAbB éÉñÑ çÇ 1!2" €';
    const result = await typed([{ type: 'text.type', text }], text);
    type(...tap('CapsLock', 'CapsLock'));
    expect(result).toBe(text);
    expect(await typed([{ type: 'text.type', text }], text)).toBe(text);
  });

  it('HST13: follows a change of layout while connected', async () => {
    await setLayout(customer, 'us');
    expect(await typed(tap('KeyQ', 'q'), 'q')).toBe('q');
    await setLayout(customer, 'fr');
    expect(await typed([...tap('KeyQ', 'q'), ...tap('Digit2', 'é')], 'qé')).toBe('qé');
  });

  it('HST13: follows a switch between the layouts of the computer', async () => {
    await setLayout(customer, 'us,de,ru');
    const typist = openTypist(customer.displayName);
    const text = 'qzyQZY äß @€ яЖ é 漢';
    try {
      for (const group of [0, 1, 2, 0]) {
        typist.chooseLayout(group);
        expect(await typed([{ type: 'text.type', text }], text)).toBe(text);
      }
    } finally {
      typist.chooseLayout(0);
      typist.dispose();
    }
  });

  it('HST11: drops what is no character and types the rest', async () => {
    await setLayout(customer, 'us');
    const text = 'a\u0000b\ud800c\u0003d\u0085e';
    expect(await typed([{ type: 'text.type', text }], 'abcde')).toBe('abcde');
  });

  it('HST15: a key that types something else when repeated leaves nothing down', async () => {
    await setLayout(customer, 'fr');
    const down = { type: 'key.down', code: 'Digit2', modifiers: noModifiers } as const;
    const messages: InputMessage[] = [
      { ...down, key: 'é', repeat: false },
      { ...down, key: 'a', repeat: true },
      { type: 'key.up', code: 'Digit2' },
      ...tap('KeyA', 'q'),
    ];
    expect(await typed(messages, 'éaq')).toBe('éaq');
  });

  it('HST14: types composed text and nothing for the dead key before it', async () => {
    await setLayout(customer, 'us');
    const messages: InputMessage[] = [
      ...tap('BracketLeft', 'Dead'),
      { type: 'text.type', text: 'ê' },
      ...tap('KeyE', 'e'),
    ];
    expect(await typed(messages, 'êe')).toBe('êe');
  });

  it('HST15: repeats when told to, and only then', async () => {
    const down = { type: 'key.down', code: 'KeyX', key: 'x', modifiers: noModifiers } as const;
    const messages: InputMessage[] = [
      { ...down, repeat: false },
      { ...down, repeat: true },
      { ...down, repeat: true },
      { type: 'key.up', code: 'KeyX' },
      ...tap('KeyY', 'y'),
    ];
    expect(await typed(messages, 'xxxy')).toBe('xxxy');
  });
});

describe('keys', () => {
  const controlCharacter = (letter: string): string => String.fromCharCode(letter.charCodeAt(0) - 96);

  it('HST16: a shortcut is meant by its letter, wherever that is', async () => {
    for (const layout of layouts) {
      await setLayout(customer, layout);
      const control = { type: 'key.down', code: 'ControlLeft', key: 'Control', repeat: false } as const;
      const flags = { control: true };
      const messages: InputMessage[] = [
        { ...control, modifiers: { ...noModifiers, control: true } },
        ...tap('KeyY', 'z', flags),
        ...tap('KeyQ', 'a', flags),
        ...tap('KeyW', 'w', flags),
        { type: 'key.up', code: 'ControlLeft' },
        ...tap('KeyZ', 'y'),
      ];
      const expected = `${controlCharacter('z')}${controlCharacter('a')}${controlCharacter('w')}y`;
      expect(await typed(messages, expected)).toBe(expected);
    }
  });

  it('HST16: a shortcut whose character is not Latin goes by its place', async () => {
    await setLayout(customer, 'us');
    const flags = { control: true };
    const control: InputMessage = {
      type: 'key.down',
      code: 'ControlLeft',
      key: 'Control',
      repeat: false,
      modifiers: { ...noModifiers, control: true },
    };
    const messages: InputMessage[] = [control, ...tap('KeyZ', 'я', flags), { type: 'key.up', code: 'ControlLeft' }];
    expect(await typed(messages, controlCharacter('z'))).toBe(controlCharacter('z'));
  });

  it('HST17: named keys arrive as themselves', async () => {
    await setLayout(customer, 'de');
    const messages = [
      ...tap('Enter', 'Enter'),
      ...tap('Tab', 'Tab'),
      ...tap('Backspace', 'Backspace'),
      ...tap('Escape', 'Escape'),
      ...tap('ArrowUp', 'ArrowUp'),
      ...tap('ArrowLeft', 'ArrowLeft'),
      ...tap('F5', 'F5'),
      ...tap('Delete', 'Delete'),
      ...tap('NumpadEnter', 'Enter'),
    ];
    const expected = '\r\t\x7f\x1b\x1b[A\x1b[D\x1b[15~\x1b[3~\r';
    expect(await typed(messages, expected)).toBe(expected);
  });

  it('HST17: named keys come with their modifiers, also with those pressed before the session had the keyboard', async () => {
    await setLayout(customer, 'us');
    const control: InputMessage = {
      type: 'key.down',
      code: 'ControlLeft',
      key: 'Control',
      repeat: false,
      modifiers: { ...noModifiers, control: true },
    };
    const messages: InputMessage[] = [
      control,
      ...tap('ArrowRight', 'ArrowRight', { control: true }),
      { type: 'key.up', code: 'ControlLeft' },
      ...tap('ArrowRight', 'ArrowRight', { shift: true }),
      ...tap('ArrowRight', 'ArrowRight', { alt: true }),
      ...tap('KeyC', 'c', { control: true }),
      ...tap('ArrowRight', 'ArrowRight'),
    ];
    const expected = '\x1b[1;5C\x1b[1;2C\x1b[1;3C\x03\x1b[C';
    expect(await typed(messages, expected)).toBe(expected);
  });

  it('HST18: the keypad types what it says, whatever Num Lock is at the computer', async () => {
    await setLayout(customer, 'us');
    for (let round = 0; round < 2; round++) {
      const digits = [...'0123456789'].flatMap((digit) => tap(`Numpad${digit}`, digit));
      const rest = [...tap('NumpadAdd', '+'), ...tap('NumpadMultiply', '*'), ...tap('NumpadDivide', '/')];
      expect(await typed([...digits, ...rest], '0123456789+*/')).toBe('0123456789+*/');
      expect(await typed(tap('Numpad8', 'ArrowUp'), '\x1b[A')).toBe('\x1b[A');
      type(...tap('NumLock', 'NumLock'));
    }
  });

  it('HST19: a modifier that must not count for a character is down again after it', async () => {
    await setLayout(customer, 'de');
    const shift: InputMessage = {
      type: 'key.down',
      code: 'ShiftLeft',
      key: 'Shift',
      repeat: false,
      modifiers: { ...noModifiers, shift: true },
    };
    // Shift+2 is @ at a technician's Spanish Mac, AltGr+Q here; then a letter of the same Shift.
    const messages: InputMessage[] = [
      shift,
      ...tap('Digit2', '@', { shift: true }),
      ...tap('KeyB', 'B', { shift: true }),
    ];
    expect(await typed([...messages, { type: 'key.up', code: 'ShiftLeft' }, ...tap('KeyC', 'c')], '@Bc')).toBe('@Bc');
  });

  it('HST20: a modifier whose release got lost is let go at the next key', async () => {
    await setLayout(customer, 'us');
    const control: InputMessage = {
      type: 'key.down',
      code: 'ControlLeft',
      key: 'Control',
      repeat: false,
      modifiers: { ...noModifiers, control: true },
    };
    expect(await typed([control, ...tap('KeyC', 'c')], 'c')).toBe('c');
  });
});
