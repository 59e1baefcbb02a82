// For tests: a virtual display with a tray and hands, where an agent draws its real windows. One in a file: GTK is started
// once in a process.

import { startWindows } from '@nearhand/host';
import {
  areaOfColour,
  nearhandWindows,
  openTypist,
  startTray,
  startXvfb,
  type TestTray,
  type Typist,
  type Xvfb,
} from '@nearhand/host/testing';
import type { Machine } from '../machine.ts';

export class VirtualDesktop {
  readonly hands: Typist;
  readonly #xvfb: Xvfb;
  #tray: TestTray | null = null;

  private constructor(xvfb: Xvfb) {
    this.#xvfb = xvfb;
    this.hands = openTypist(xvfb.displayName);
    // From the middle, where it looks at what opens there.
    this.hands.moveTo(0, 0);
  }

  static async open(): Promise<VirtualDesktop> {
    return new VirtualDesktop(await startXvfb({ widthPx: 1024, heightPx: 768 }));
  }

  get displayName(): string {
    return this.#xvfb.displayName;
  }

  /** What an agent needs to show itself here. */
  readonly startWindows: Machine['startWindows'] = (logger) => startWindows({}, this.displayName, logger);

  /** How many windows the agent has. */
  get windowCount(): number {
    return nearhandWindows(this.displayName).length;
  }

  /** Where so many pixels have the colour. */
  seen(colour: number, atLeast?: number): ReturnType<typeof areaOfColour> {
    return areaOfColour(this.displayName, colour, atLeast);
  }

  /** From now on there is a tray. */
  openTray(): TestTray {
    this.#tray = startTray(this.displayName);
    return this.#tray;
  }

  /** The agent's icon in the tray. */
  pressIcon(button: 'left' | 'right'): void {
    if (this.#tray === null) throw new Error('There is no tray');
    const { x, y } = this.#tray.iconPlace;
    this.hands.click(button, Math.round(x), Math.round(y));
  }

  dispose(): void {
    this.#tray?.dispose();
    this.hands.dispose();
    this.#xvfb.dispose();
  }
}
