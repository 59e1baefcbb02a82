import type { InputMessage, Modifiers } from '@nearhand/protocol';
import { inputMessageSchema } from '@nearhand/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyboardState } from './keyboard-state.ts';

const modifiers: Modifiers = {
  shift: false,
  control: false,
  alt: false,
  meta: false,
  altGraph: false,
  capsLock: false,
  numLock: false,
};

function keyboard() {
  const sent: InputMessage[] = [];
  return { sent, state: new KeyboardState((message) => sent.push(message)) };
}
const press = (code: string, key: string, composing = false) => ({ code, key, composing, repeat: false, modifiers });

describe('keyboard', () => {
  it('VWR1: a press and its release are sent, a release without a press is not', () => {
    const { sent, state } = keyboard();
    state.release('KeyB');
    expect(state.press(press('KeyA', 'a'))).toBe(true);
    state.release('KeyA');
    state.release('KeyA');
    expect(sent).toEqual([
      { type: 'key.down', code: 'KeyA', key: 'a', repeat: false, modifiers },
      { type: 'key.up', code: 'KeyA' },
    ]);
  });

  it('VWR2: a dead key and its letter send the finished text only', () => {
    const { sent, state } = keyboard();
    expect(state.press(press('BracketLeft', 'Process', true))).toBe(false);
    state.release('BracketLeft');
    expect(state.press(press('KeyE', 'Process', true))).toBe(false);
    state.text('ê');
    state.release('KeyE');
    expect(state.press(press('Quote', 'Dead'))).toBe(false);
    expect(sent).toEqual([{ type: 'text.type', text: 'ê' }]);
  });

  it('VWR2: text of any length is sent whole, in valid messages, without splitting a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 3000 }), (text) => {
        const { sent, state } = keyboard();
        state.text(text);
        for (const message of sent) expect(inputMessageSchema.safeParse(message).success).toBe(true);
        expect(sent.map((message) => (message.type === 'text.type' ? message.text : '')).join('')).toBe(text);
        expect(sent.every((message) => message.type === 'text.type' && message.text.isWellFormed())).toBe(true);
      }),
    );
  });

  it('VWR3: losing the keyboard releases everything once', () => {
    const { sent, state } = keyboard();
    state.press(press('ShiftLeft', 'Shift'));
    state.releaseAll();
    state.releaseAll();
    state.release('ShiftLeft');
    expect(sent.slice(1)).toEqual([{ type: 'input.releaseAll' }]);
  });
});
