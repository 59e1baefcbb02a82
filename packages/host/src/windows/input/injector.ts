// Injects input messages in their order; each message's records reach Windows together.

import { type Disposable, type Event, assertNever } from '@nearhand/base';
import type { InputMessage } from '@nearhand/protocol';
import type { InputInjector } from '../../ports.ts';
import { type User32, systemMetric } from '../native/user32.ts';
import { Keyboard } from './keyboard.ts';
import { Layout } from './layout.ts';
import { Pointer } from './pointer.ts';
import { InputBatch } from './send-input.ts';

export interface WindowsInjectorOptions {
  readonly user32: User32;
  readonly onLocalPointer: Event<{ readonly x: number; readonly y: number }> & {
    /** The pointer is where this injector put it. */
    injected(position: { readonly x: number; readonly y: number } | null): void;
  };
  /** The screen is about to change. */
  readonly onInjected: () => void;
}

export class WindowsInjector implements InputInjector, Disposable {
  readonly onLocalPointer: WindowsInjectorOptions['onLocalPointer'];
  readonly #options: WindowsInjectorOptions;
  readonly #batch: InputBatch;
  readonly #keyboard: Keyboard;
  readonly #pointer: Pointer;
  #disposed = false;

  constructor(options: WindowsInjectorOptions) {
    const { user32 } = options;
    this.#options = options;
    this.#batch = new InputBatch(user32);
    this.onLocalPointer = options.onLocalPointer;
    this.#keyboard = new Keyboard(new Layout(user32));
    const metric = (which: number): number => user32.getSystemMetrics(which);
    this.#pointer = new Pointer({
      desktop: () => ({
        x: 0,
        y: 0,
        width: metric(systemMetric.virtualWidth),
        height: metric(systemMetric.virtualHeight),
      }),
      areButtonsSwapped: () => metric(systemMetric.swapButtons) !== 0,
    });
  }

  inject(message: InputMessage): void {
    if (this.#disposed) return;
    this.#apply(message);
    this.#send('x' in message ? { x: message.x, y: message.y } : null);
  }

  releaseAll(): void {
    if (this.#disposed) return;
    this.#pointer.releaseAll(this.#batch);
    this.#keyboard.releaseAll(this.#batch);
    this.#send(null);
  }

  dispose(): void {
    this.releaseAll();
    this.#disposed = true;
  }

  #send(position: { readonly x: number; readonly y: number } | null): void {
    this.#batch.send();
    this.onLocalPointer.injected(position);
    this.#options.onInjected();
  }

  #apply(message: InputMessage): void {
    switch (message.type) {
      case 'pointer.move':
        return this.#pointer.move(this.#batch, message.x, message.y);
      case 'pointer.button':
        this.#pointer.move(this.#batch, message.x, message.y);
        return this.#pointer.button(this.#batch, message.button, message.down);
      case 'pointer.wheel':
        this.#pointer.move(this.#batch, message.x, message.y);
        return this.#pointer.wheel(this.#batch, message.dx, message.dy);
      case 'key.down':
        return this.#keyboard.down(this.#batch, message);
      case 'key.up':
        return this.#keyboard.up(this.#batch, message.code);
      case 'text.type':
        return this.#keyboard.typeText(this.#batch, message.text);
      case 'input.releaseAll':
        return this.releaseAll();
      default:
        return assertNever(message);
    }
  }
}
