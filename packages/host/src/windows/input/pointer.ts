// Pointer movements, buttons and wheel notches.

import type { InputMessage, Rect } from '@nearhand/protocol';
import { type InputBatch, mouseFlag } from './send-input.ts';

type Button = Extract<InputMessage, { type: 'pointer.button' }>['button'];

interface ButtonFlags {
  readonly down: number;
  readonly up: number;
  readonly data?: number;
}
const buttons: Readonly<Record<Button, ButtonFlags>> = {
  left: { down: 0x0002, up: 0x0004 },
  right: { down: 0x0008, up: 0x0010 },
  middle: { down: 0x0020, up: 0x0040 },
  back: { down: 0x0080, up: 0x0100, data: 1 },
  forward: { down: 0x0080, up: 0x0100, data: 2 },
};
const notch = 120;
/** Windows divides the desktop into this many steps, whatever its size. */
const steps = 65_536;

export interface PointerOptions {
  /** The desktop as a whole. */
  readonly desktop: () => Rect;
  /** Windows swaps injected buttons too where the person is left-handed. */
  readonly areButtonsSwapped: () => boolean;
}

export class Pointer {
  readonly #options: PointerOptions;
  readonly #held = new Map<Button, ButtonFlags>();
  #restX = 0;
  #restY = 0;

  constructor(options: PointerOptions) {
    this.#options = options;
  }

  isHeld(button: Button): boolean {
    return this.#held.has(button);
  }

  move(batch: InputBatch, x: number, y: number): void {
    const { width, height } = this.#options.desktop();
    const flags = mouseFlag.move | mouseFlag.absolute | mouseFlag.wholeDesktop;
    batch.mouse(flags, { x: stepOf(x, width), y: stepOf(y, height) });
  }

  button(batch: InputBatch, button: Button, down: boolean): void {
    const held = this.#held.get(button);
    if (down === (held !== undefined)) return;
    const flags = held ?? buttons[this.#swapped(button)];
    if (down) this.#held.set(button, flags);
    else this.#held.delete(button);
    batch.mouse(down ? flags.down : flags.up, { data: flags.data ?? 0 });
  }

  /** Smooth programs take parts of a notch; the rest smaller than that is kept. A change of direction starts anew. */
  wheel(batch: InputBatch, dx: number, dy: number): void {
    this.#restX = sum(this.#restX, dx * notch);
    this.#restY = sum(this.#restY, dy * notch);
    const [x, y] = [Math.trunc(this.#restX), Math.trunc(this.#restY)];
    this.#restX -= x;
    this.#restY -= y;
    if (y !== 0) batch.mouse(mouseFlag.wheel, { data: -y });
    if (x !== 0) batch.mouse(mouseFlag.wheelSideways, { data: x });
  }

  releaseAll(batch: InputBatch): void {
    for (const button of this.#held.keys()) this.button(batch, button, false);
    this.#restX = 0;
    this.#restY = 0;
  }

  #swapped(button: Button): Button {
    if (!this.#options.areButtonsSwapped()) return button;
    if (button === 'left') return 'right';
    return button === 'right' ? 'left' : button;
  }
}

/** Near the pixel's start, so that it is this one whether Windows rounds or cuts off. */
function stepOf(place: number, extent: number): number {
  return Math.round(((place + 0.25) * steps) / Math.max(1, extent));
}

/** Rounded so that ten tenths make a notch. */
function sum(rest: number, more: number): number {
  const start = rest * more < 0 ? 0 : rest;
  return Math.round((start + more) * 1e6) / 1e6;
}
