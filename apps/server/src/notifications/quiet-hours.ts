// Whether a moment lies in somebody's quiet hours, by the clock on their wall.

import type { QuietHours } from '@nearhand/protocol';

/** From is quiet, to is not any more. Both the same: always quiet. */
export function isQuiet(hours: QuietHours | null, nowMs: number): boolean {
  if (hours === null) return false;
  const { from, to, timeZone } = hours;
  const now = wallClock(nowMs, timeZone);
  if (from === to) return true;
  return from < to ? now >= from && now < to : now >= from || now < to;
}

/** Such as 07:05; times of this form sort as text. */
function wallClock(nowMs: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return format.format(nowMs);
}
