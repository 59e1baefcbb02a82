// Pointer movements, buttons and wheel notches through XTest.

import type { InputMessage } from '@nearhand/protocol';
import type { XConnection } from '../connection.ts';
import type { Xtst } from '../native/xtst.ts';

type Button = Extract<InputMessage, { type: 'pointer.button' }>['button'];

const buttonNumbers: Readonly<Record<Button, number>> = { left: 1, middle: 2, right: 3, back: 8, forward: 9 };
const wheel = { up: 4, down: 5, left: 6, right: 7 } as const;

export class Pointer {
  readonly #connection: XConnection;
  readonly #xtst: Xtst;
  readonly #held = new Set<Button>();
  #restX = 0;
  #restY = 0;

  constructor(connection: XConnection, xtst: Xtst) {
    this.#connection = connection;
    this.#xtst = xtst;
  }

  move(x: number, y: number): void {
    this.#xtst.fakeMotion(this.#connection.display, this.#connection.screen, x, y, 0);
  }

  button(button: Button, down: boolean): void {
    if (down === this.#held.has(button)) return;
    if (down) this.#held.add(button);
    else this.#held.delete(button);
    this.#xtst.fakeButton(this.#connection.display, buttonNumbers[button], down ? 1 : 0, 0);
  }

  /** Whole notches are turned, the rest is kept for the next time; a change of direction starts anew. */
  wheel(dx: number, dy: number): void {
    this.#restX = sum(this.#restX, dx);
    this.#restY = sum(this.#restY, dy);
    const [stepsX, stepsY] = [Math.trunc(this.#restX), Math.trunc(this.#restY)];
    this.#restX -= stepsX;
    this.#restY -= stepsY;
    this.#turn(stepsY < 0 ? wheel.up : wheel.down, Math.abs(stepsY));
    this.#turn(stepsX < 0 ? wheel.left : wheel.right, Math.abs(stepsX));
  }

  releaseAll(): void {
    for (const button of this.#held) this.button(button, false);
    this.#restX = 0;
    this.#restY = 0;
  }

  #turn(button: number, notches: number): void {
    for (let notch = 0; notch < notches; notch++) {
      this.#xtst.fakeButton(this.#connection.display, button, 1, 0);
      this.#xtst.fakeButton(this.#connection.display, button, 0, 0);
    }
  }
}

/** Rounded so that ten tenths make a notch. */
function sum(rest: number, more: number): number {
  const start = rest * more < 0 ? 0 : rest;
  return Math.round((start + more) * 1e6) / 1e6;
}
