// Turns a browser's keyboard and composition events into input messages. Knows no DOM: it is fed plain descriptions, so
// that every order of events can be tested.
//
// Composition (dead keys, input methods): the browser marks those key presses and hands over the finished text, which is
// sent as text; the presses themselves are not sent. A release is only sent for a press that was.

import type { InputMessage, Modifiers } from '@nearhand/protocol';

export interface KeyPress {
  readonly code: string;
  readonly key: string;
  readonly repeat: boolean;
  /** Part of a composition; the finished text follows. */
  readonly composing: boolean;
  readonly modifiers: Modifiers;
}

/** Phones report no code for keys of their on-screen keyboards; the text arrives as input instead. */
const unidentified = new Set(['', 'Unidentified']);
const maxTextLength = 1024;

export class KeyboardState {
  readonly #send: (message: InputMessage) => void;
  #held = new Set<string>();

  constructor(send: (message: InputMessage) => void) {
    this.#send = send;
  }

  /** True when the press was taken and the browser must not act on it. */
  press(press: KeyPress): boolean {
    if (press.composing || press.key === 'Dead' || press.key === 'Process') return false;
    if (unidentified.has(press.code) || press.key === 'Unidentified') return false;
    this.#held.add(press.code);
    const { code, key, repeat, modifiers } = press;
    this.#send({ type: 'key.down', code, key, repeat, modifiers });
    return true;
  }

  release(code: string): void {
    if (this.#held.delete(code)) this.#send({ type: 'key.up', code });
  }

  /** Finished text from a composition, a paste of an input method, or an on-screen keyboard. */
  text(text: string): void {
    for (let at = 0; at < text.length;) {
      let end = Math.min(text.length, at + maxTextLength);
      const last = text.charCodeAt(end - 1);
      if (end < text.length && last >= 0xd800 && last <= 0xdbff) end--;
      this.#send({ type: 'text.type', text: text.slice(at, end) });
      at = end;
    }
  }

  /** The window lost the keyboard: releases will not be seen here any more. */
  releaseAll(): void {
    if (this.#held.size === 0) return;
    this.#held.clear();
    this.#send({ type: 'input.releaseAll' });
  }
}
