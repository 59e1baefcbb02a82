// What the links of a request mean for its state. Pure.

import type { RequestEvent, RequestState } from '@nearhand/protocol';

export interface LinkCounts {
  readonly active: number;
  readonly interrupted: number;
}

/** The move that brings the request's state in line with its links; null: none needed. */
export function eventForLinks(state: RequestState, links: LinkCounts): RequestEvent | null {
  if (links.active > 0) {
    if (state === 'reconnecting' || state === 'offline') return 'link.restored';
    return state === 'ready' || state === 'rebooting' || state === 'transferring' ? 'session.started' : null;
  }
  if (links.interrupted > 0) return state === 'connected' ? 'link.lost' : null;
  const hasSession =
    state === 'connected' || state === 'onHold' || state === 'reconnecting' || state === 'transferring';
  return hasSession ? 'session.ended' : null;
}
