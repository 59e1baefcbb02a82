// The filters of the chain, each with one reason to stop a message. Order and exceptions are the chain's business.

import type { Clock } from '@nearhand/base';
import type { WindowFinder } from '@nearhand/host';
import type { Display, Permission } from '@nearhand/protocol';
import { windowMark } from '../consent/window-mark.ts';
import { permissionOfInput } from '../permissions/message-gate.ts';
import { dropQuietly, type InputFilter } from './input-filter.ts';

/** Only what the viewer may do just now. */
export function permissionFilter(held: () => readonly Permission[]): InputFilter {
  return (message) => {
    const needed = permissionOfInput[message.type];
    return needed === null || held().includes(needed) ? { pass: message } : { drop: 'permission' };
  };
}

/** Nothing while the person at the computer is being asked something. */
export function suspensionFilter(isSuspended: () => boolean): InputFilter {
  return (message) => (isSuspended() ? { drop: 'consentQuestion' } : { pass: message });
}

/** So many messages a second on average, with room for a burst. */
export function rateFilter(clock: Clock, perSecond: number, burst: number): InputFilter {
  let left = burst;
  let filledAtMs = clock.monotonicMs();
  return (message) => {
    const nowMs = clock.monotonicMs();
    left = Math.min(burst, left + ((nowMs - filledAtMs) / 1000) * perSecond);
    filledAtMs = nowMs;
    if (left < 1) return dropQuietly;
    left -= 1;
    return { pass: message };
  };
}

/** Places outside every display move to the nearest one. Without a display nothing can be pointed at. */
export function clampFilter(displays: () => readonly Display[]): InputFilter {
  return (message) => {
    if (!('x' in message)) return { pass: message };
    const place = nearestPlace(displays(), message);
    return place === null ? dropQuietly : { pass: { ...message, ...place } };
  };
}

/** Nothing reaches a Nearhand window, this agent's or another's. */
export function ownWindowFilter(windows: WindowFinder | null): InputFilter {
  return (message) => {
    if (windows === null) return { pass: message };
    const isPointing = 'x' in message;
    if (isPointing ? windows.nearhandAt(message.x, message.y) : windows.nearhandHasFocus())
      return { drop: 'ownWindow' };
    const titles = isPointing ? windows.titlesAt(message.x, message.y) : windows.titlesWithFocus();
    return titles.some((title) => title.includes(windowMark)) ? { drop: 'ownWindow' } : { pass: message };
  };
}

interface Place {
  readonly x: number;
  readonly y: number;
}

function nearestPlace(displays: readonly Display[], { x, y }: Place): Place | null {
  let nearest: (Place & { distance: number }) | null = null;
  for (const { bounds } of displays) {
    const inside = {
      x: Math.min(Math.max(x, bounds.x), bounds.x + bounds.width - 1),
      y: Math.min(Math.max(y, bounds.y), bounds.y + bounds.height - 1),
    };
    const distance = (inside.x - x) ** 2 + (inside.y - y) ** 2;
    if (nearest === null || distance < nearest.distance) nearest = { ...inside, distance };
  }
  return nearest && { x: nearest.x, y: nearest.y };
}
