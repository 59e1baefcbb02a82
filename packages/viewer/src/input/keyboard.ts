// Listens on a hidden text field, because browsers compose dead keys and open on-screen keyboards only for text fields.

import { type Disposable, DisposableStore } from '@nearhand/base';
import type { InputMessage } from '@nearhand/protocol';
import { isCopyStroke, isPasteStroke } from '../clipboard/clipboard-strokes.ts';
import { listen } from '../dom/listen.ts';
import { KeyboardState } from './keyboard-state.ts';
import { readModifiers } from './modifiers.ts';

/** Where pasting goes. The browser hands over a text only where it may paste it, so that the stroke is not held back from it. */
export interface KeyboardClipboard {
  readonly isWanted: boolean;
  beginPaste(): void;
  pasted(text: string): Promise<void>;
  /** A stroke that copies goes to the other side. */
  copying(): void;
  /** What is typed goes elsewhere from now on, strokes that copy too. */
  left(): void;
}

export interface KeyboardOptions {
  readonly field: HTMLTextAreaElement;
  readonly send: (message: InputMessage) => void;
  readonly clipboard: KeyboardClipboard;
  /** The chord that gives the keyboard back to the page was pressed (Ctrl+Alt+Shift, then released). */
  readonly onLeave: () => void;
}

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);

const leaveChord = ['Control', 'Alt', 'Shift'] as const;

export class Keyboard implements Disposable {
  readonly #store = new DisposableStore();
  readonly #state: KeyboardState;
  readonly #options: KeyboardOptions;
  #composing = false;
  #leaveArmed = false;

  constructor(options: KeyboardOptions) {
    this.#options = options;
    this.#state = new KeyboardState(options.send);
    const { field } = options;
    this.#store.add(listen(field, 'keydown', (event) => this.#onKeyDown(event)));
    this.#store.add(listen(field, 'keyup', (event) => this.#onKeyUp(event)));
    this.#store.add(listen(field, 'compositionstart', () => (this.#composing = true)));
    this.#store.add(listen(field, 'compositionend', (event) => this.#onComposed(event.data)));
    this.#store.add(listen(field, 'paste', (event) => this.#onPaste(event)));
    this.#store.add(listen(field, 'input', (event) => this.#onInput(event)));
    this.#store.add(listen(field, 'blur', () => this.#onBlur()));
    this.#store.add(listen(window, 'blur', () => this.#state.releaseAll()));
    this.#store.defer(() => this.#state.releaseAll());
  }

  #onKeyDown(event: KeyboardEvent): void {
    this.#leaveArmed =
      leaveChord.every((name) => event.getModifierState(name)) && leaveChord.some((n) => n === event.key);
    const composing = event.isComposing || this.#composing || event.keyCode === 229;
    const { code, key, repeat } = event;
    const { clipboard } = this.#options;
    const pastes = !composing && clipboard.isWanted && isPasteStroke(event, isApple);
    if (pastes) clipboard.beginPaste();
    else if (isCopyStroke(event, isApple)) clipboard.copying();
    const isTaken = this.#state.press({ code, key, repeat, composing, modifiers: readModifiers(event, isApple) });
    if (isTaken && !pastes) event.preventDefault();
  }

  #onKeyUp(event: KeyboardEvent): void {
    this.#state.release(event.code);
    event.preventDefault();
    if (!this.#leaveArmed) return;
    this.#leaveArmed = false;
    this.#state.releaseAll();
    this.#options.onLeave();
  }

  #onBlur(): void {
    this.#state.releaseAll();
    this.#options.clipboard.left();
  }

  #onPaste(event: ClipboardEvent): void {
    event.preventDefault();
    void this.#options.clipboard.pasted(event.clipboardData?.getData('text/plain') ?? '');
  }

  #onComposed(text: string): void {
    this.#composing = false;
    this.#options.field.value = '';
    this.#state.text(text);
  }

  /** On-screen keyboards, emoji pickers and dictation give text without key presses. */
  #onInput(event: Event): void {
    if (this.#composing || !(event instanceof InputEvent)) return;
    this.#options.field.value = '';
    if (event.inputType.startsWith('deleteContentBackward')) this.#tap('Backspace');
    else if (event.inputType === 'insertLineBreak') this.#tap('Enter');
    else if (event.data && event.inputType !== 'insertCompositionText') this.#state.text(event.data);
  }

  #tap(name: 'Backspace' | 'Enter'): void {
    const none = {
      shift: false,
      control: false,
      alt: false,
      meta: false,
      altGraph: false,
      capsLock: false,
      numLock: false,
    };
    this.#state.press({ code: name, key: name, repeat: false, composing: false, modifiers: none });
    this.#state.release(name);
  }

  releaseAll(): void {
    this.#state.releaseAll();
  }

  dispose(): void {
    this.#store.dispose();
  }
}
