// Another size of a virtual display, or monitors on it, while programs use it.

import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import type { Xvfb } from './start-xvfb.ts';

const run = promisify(execFile);

/** Needs Debian's package x11-xserver-utils. */
export async function xrandr({ displayName }: Xvfb, ...options: string[]): Promise<void> {
  await run('xrandr', ['--display', displayName, ...options]);
}

/** Not larger than the display began. */
export async function resizeXvfb(xvfb: Xvfb, widthPx: number, heightPx: number): Promise<void> {
  const name = `${widthPx}x${heightPx}-${randomUUID()}`;
  const [x, y] = [String(widthPx), String(heightPx)];
  await xrandr(xvfb, '--newmode', name, '50', x, x, x, x, y, y, y, y);
  await xrandr(xvfb, '--addmode', 'screen', name);
  await xrandr(xvfb, '--output', 'screen', '--mode', name);
}
