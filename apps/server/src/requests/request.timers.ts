// When a request moves on by itself, computed from stored times, so that restarts change nothing. Pure.

import type { RequestEvent, RequestState } from '@nearhand/protocol';

const minuteMs = 60_000;
export const reconnectingMs = 5 * minuteMs;
export const rebootingMs = 15 * minuteMs;

export interface TimedRequest {
  readonly state: RequestState;
  readonly stateSince: Date;
  readonly startsAt: Date | null;
  readonly expiresAt: Date;
}

export interface DueMove {
  readonly at: Date;
  readonly event: RequestEvent;
}

/** Null where nothing happens by time alone. */
export function dueMove(request: TimedRequest): DueMove | null {
  const expiry: DueMove = { at: request.expiresAt, event: 'request.expired' };
  switch (request.state) {
    case 'scheduled':
      if (request.startsAt === null || request.startsAt >= request.expiresAt) return expiry;
      return { at: request.startsAt, event: 'schedule.due' };
    case 'open':
    case 'waiting':
    case 'ready':
    case 'offline':
      return expiry;
    case 'reconnecting':
      return { at: after(request.stateSince, reconnectingMs), event: 'link.timedOut' };
    case 'rebooting':
      return { at: after(request.stateSince, rebootingMs), event: 'link.timedOut' };
    case 'connected':
    case 'onHold':
    case 'transferring':
    case 'closed':
    case 'denied':
    case 'expired':
      return null;
  }
}

function after(time: Date, ms: number): Date {
  return new Date(time.getTime() + ms);
}
