// The windows of Nearhand's programs under Wine, and a hand that presses their buttons.

import type { Typist, WineDesktop } from '@nearhand/host/testing';
import type { Rect } from '@nearhand/protocol';
import { eventually } from './waiting.ts';

/** A program of 90 MB that starts cold on a busy machine. */
export const wineStartMs = 60_000;

export interface WindowControl {
  readonly label: string;
  /** Which of those with this label. A bar's come after a window's, and have nothing above them. */
  readonly count?: number | undefined;
  /** What the program said, for whoever waits for the control in vain. */
  readonly output: () => string;
}

/** Where it stays. */
export async function placeInWindow({ link }: WineDesktop, { label, count = 1, output }: WindowControl): Promise<Rect> {
  const placeOf = () => link.call('nearhandControls').filter(({ text }) => text === label)[count - 1]?.bounds;
  // What was made and not placed yet is somewhere else as soon as its window can be reached.
  const look = () => {
    const before = placeOf();
    link.call('awaitNearhand');
    return { before, now: placeOf(), output: output() };
  };
  const stays = ({ before, now }: ReturnType<typeof look>) =>
    now !== undefined && now.width > 0 && JSON.stringify(now) === JSON.stringify(before);
  const { now } = await eventually(`${label} in a window`, look, stays, wineStartMs);
  if (now === undefined) throw new Error(`${label} is gone`);
  return now;
}

export async function pressInWindow(desktop: WineDesktop, hands: Typist, control: WindowControl): Promise<void> {
  const { x, y, width, height } = await placeInWindow(desktop, control);
  hands.click('left', x + Math.round(width / 2), y + Math.round(height / 2));
}
