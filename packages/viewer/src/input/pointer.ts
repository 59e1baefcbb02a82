// Listens for mouse, pen and touch on the remote picture.

import { type Disposable, DisposableStore } from '@nearhand/base';
import type { InputMessage } from '@nearhand/protocol';
import { listen } from '../dom/listen.ts';
import { PointerState, type RemotePoint } from './pointer-state.ts';

export interface PointerOptions {
  readonly surface: HTMLElement;
  readonly send: (message: InputMessage) => void;
  /** null while there is no picture. */
  readonly locate: (clientX: number, clientY: number) => RemotePoint | null;
  readonly onPress: () => void;
}

export class Pointer implements Disposable {
  readonly #store = new DisposableStore();
  readonly #state: PointerState;
  readonly #options: PointerOptions;

  constructor(options: PointerOptions) {
    this.#options = options;
    this.#state = new PointerState(options.send);
    const { surface } = options;
    this.#store.add(listen(surface, 'pointerdown', (event) => this.#onDown(event)));
    this.#store.add(listen(surface, 'pointermove', (event) => this.#onMove(event)));
    this.#store.add(listen(surface, 'pointerup', (event) => this.#onUp(event)));
    this.#store.add(listen(surface, 'pointercancel', () => this.#state.releaseAll()));
    this.#store.add(listen(surface, 'wheel', (event) => this.#onWheel(event), { passive: false }));
    for (const type of ['contextmenu', 'dragstart', 'auxclick'] as const) {
      this.#store.add(listen(surface, type, (event) => event.preventDefault()));
    }
    this.#store.defer(() => this.#state.releaseAll());
  }

  #at(event: MouseEvent): RemotePoint | null {
    return this.#options.locate(event.clientX, event.clientY);
  }

  #onDown(event: PointerEvent): void {
    event.preventDefault();
    this.#options.onPress();
    const point = this.#at(event);
    if (!point || !event.isPrimary) return;
    this.#options.surface.setPointerCapture(event.pointerId);
    this.#state.button(event.button, true, point);
  }

  /** With a button held, further buttons arrive as moves whose `button` is not -1 (Pointer Events 10.1). */
  #onMove(event: PointerEvent): void {
    const point = this.#at(event);
    if (!point || !event.isPrimary) return;
    if (event.button === -1) this.#state.move(point);
    else this.#state.button(event.button, (event.buttons & buttonMask(event.button)) !== 0, point);
  }

  #onUp(event: PointerEvent): void {
    event.preventDefault();
    const point = this.#at(event);
    if (point) this.#state.button(event.button, false, point);
  }

  #onWheel(event: WheelEvent): void {
    event.preventDefault();
    const point = this.#at(event);
    if (point) this.#state.wheel(event, point);
  }

  releaseAll(): void {
    this.#state.releaseAll();
  }

  dispose(): void {
    this.#store.dispose();
  }
}

/** MouseEvent.button (0 left, 1 middle, 2 right, 3 back, 4 forward) to its bit in MouseEvent.buttons. */
function buttonMask(button: number): number {
  return [1, 4, 2, 8, 16][button] ?? 0;
}
