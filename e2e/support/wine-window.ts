// The windows of Nearhand's programs under Wine, and a hand that presses their buttons.

import type { Typist, WineDesktop } from '@nearhand/host/testing';
import { eventually } from './waiting.ts';

/** A program of 90 MB that starts cold on a busy machine. */
export const wineStartMs = 60_000;

/** The `count`-th with this text. A bar's come after a window's, and have nothing above them. */
export async function pressInWindow(
  { link }: WineDesktop,
  hands: Typist,
  label: string,
  { count = 1, output = () => '' }: { count?: number | undefined; output?: () => string } = {},
): Promise<void> {
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
  const { x, y, width, height } = now ?? { x: 0, y: 0, width: 0, height: 0 };
  hands.click('left', x + Math.round(width / 2), y + Math.round(height / 2));
}
