// Turns pointer and wheel events into input messages. Knows no DOM.

import type { InputMessage, pointerButtons } from '@nearhand/protocol';

type Button = (typeof pointerButtons)[number];
/** MouseEvent.button to our names. */
const buttonOf: Readonly<Record<number, Button>> = { 0: 'left', 1: 'middle', 2: 'right', 3: 'back', 4: 'forward' };

export interface RemotePoint {
  readonly x: number;
  readonly y: number;
}

export interface WheelTurn {
  readonly deltaX: number;
  readonly deltaY: number;
  /** WheelEvent.deltaMode: 0 pixels, 1 lines, 2 pages. */
  readonly deltaMode: number;
  /** The older wheelDeltaX/Y where the browser has them: 120 a notch, whatever the platform's pixels. */
  readonly wheelDeltaX?: number;
  readonly wheelDeltaY?: number;
}

const pixelsPerNotch = 100;
const linesPerNotch = 3;

function notches(delta: number, mode: number, wheelDelta: number | undefined): number {
  if (delta === 0) return 0;
  if (mode === 1) return delta / linesPerNotch;
  if (mode === 2) return delta;
  if (wheelDelta && wheelDelta % 120 === 0) return -wheelDelta / 120;
  return delta / pixelsPerNotch;
}

const limit = (value: number) => Math.max(-100, Math.min(100, value));

export class PointerState {
  readonly #send: (message: InputMessage) => void;
  #held = new Set<Button>();
  #last: RemotePoint | null = null;

  constructor(send: (message: InputMessage) => void) {
    this.#send = send;
  }

  move(point: RemotePoint): void {
    if (this.#last && this.#last.x === point.x && this.#last.y === point.y) return;
    this.#last = point;
    this.#send({ type: 'pointer.move', x: point.x, y: point.y });
  }

  button(button: number, down: boolean, point: RemotePoint): void {
    const name = buttonOf[button];
    if (!name || this.#held.has(name) === down) return;
    if (down) this.#held.add(name);
    else this.#held.delete(name);
    this.#last = point;
    this.#send({ type: 'pointer.button', button: name, down, x: point.x, y: point.y });
  }

  wheel(turn: WheelTurn, point: RemotePoint): void {
    const dx = limit(notches(turn.deltaX, turn.deltaMode, turn.wheelDeltaX));
    const dy = limit(notches(turn.deltaY, turn.deltaMode, turn.wheelDeltaY));
    if (dx !== 0 || dy !== 0) this.#send({ type: 'pointer.wheel', dx, dy, x: point.x, y: point.y });
  }

  /** The browser took the pointer away (gesture, dialog): nothing stays pressed. */
  releaseAll(): void {
    const point = this.#last;
    for (const button of this.#held) {
      if (point) this.#send({ type: 'pointer.button', button, down: false, x: point.x, y: point.y });
    }
    this.#held.clear();
  }
}
