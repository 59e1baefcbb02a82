// The keyboard layout of the program that has the keyboard: which key types a character there.

import type { Out, Pointer } from '../../native/library.ts';
import { type User32, virtualKeyToScanCode, withoutState } from '../native/user32.ts';

const locks = { caps: 0x14, number: 0x90 } as const;
const keyDown = 0x80;
const stateKeys = { shift: 0x10, control: 0x11, alt: 0x12 } as const;

export interface Stroke {
  readonly scanCode: number;
  readonly shift: boolean;
  /** AltGr: Control and Alt together. */
  readonly altGraph: boolean;
}

export class Layout {
  readonly #user32: User32;

  constructor(user32: User32) {
    this.#user32 = user32;
  }

  /** null: the layout lacks it, or has it on a dead key only. Asked anew each time, so that changes are followed. */
  strokeFor(character: string): Stroke | null {
    if (character.length !== 1) return null;
    const layout = this.#current();
    const found = this.#user32.vkKeyScan(character.charCodeAt(0), layout);
    if (found === -1) return null;
    const [virtualKey, held] = [found & 0xff, (found >> 8) & 0xff];
    const altGraph = (held & 0b110) === 0b110;
    if (held > 7 || (!altGraph && (held & 0b110) !== 0)) return null;
    const scanCode = this.#user32.mapVirtualKey(virtualKey, virtualKeyToScanCode, layout);
    const stroke = { scanCode, shift: (held & 1) !== 0, altGraph };
    return scanCode !== 0 && this.#types(virtualKey, stroke, character, layout) ? stroke : null;
  }

  /** Caps Lock is on, as far as this program can know. */
  get capsLocked(): boolean {
    return (this.#user32.getKeyState(locks.caps) & 1) !== 0;
  }

  /** Num Lock is on, as far as this program can know. */
  get numberLocked(): boolean {
    return (this.#user32.getKeyState(locks.number) & 1) !== 0;
  }

  /** A dead key types nothing by itself. */
  #types(
    virtualKey: number,
    { scanCode, shift, altGraph }: Stroke,
    character: string,
    layout: Pointer | null,
  ): boolean {
    const state = new Uint8Array(256);
    if (shift) state[stateKeys.shift] = keyDown;
    if (altGraph) state[stateKeys.control] = state[stateKeys.alt] = keyDown;
    const text = new Uint16Array(8);
    const units = this.#user32.toUnicode(virtualKey, scanCode, state, text, text.length, withoutState, layout);
    return units === 1 && text[0] === character.charCodeAt(0);
  }

  #current(): Pointer | null {
    const front = this.#user32.getForegroundWindow();
    const process: Out = [0];
    const thread = front === null ? 0 : this.#user32.getWindowThreadProcessId(front, process);
    return this.#user32.getKeyboardLayout(thread);
  }
}
