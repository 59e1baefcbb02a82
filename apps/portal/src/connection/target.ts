// What a connection window is connected to: a request or a computer, with the few things both have.
import type { Computer, SessionTarget, SupportRequest, Timeline } from '@nearhand/protocol';
import type { TFunction } from 'i18next';
import { computerName } from '../computers/computer-name.ts';

export type Target =
  | { readonly kind: 'request'; readonly request: SupportRequest }
  | { readonly kind: 'computer'; readonly computer: Computer };

export function nameOf(target: Target, t: TFunction): string {
  return target.kind === 'request' ? target.request.customer : computerName(target.computer, t);
}

export function sessionTargetOf(target: Target): SessionTarget {
  return target.kind === 'request'
    ? { kind: 'request', requestId: target.request.id }
    : { kind: 'computer', computerId: target.computer.id };
}

export function isOnline(target: Target): boolean {
  return target.kind === 'request' ? (target.request.computer?.online ?? false) : target.computer.online;
}

/** When the other end was last there, while it is not. */
export function offlineSince(target: Target): string | null {
  if (isOnline(target)) return null;
  if (target.kind === 'computer') return target.computer.lastSeenAt;
  return target.request.state === 'offline' ? target.request.stateSince : null;
}

/**
 * Under which name the agent's key is remembered. Reopening a request makes a new invitation, which another agent may
 * rightly follow; so each opening is remembered by itself.
 */
export function keyScopeOfRequest(requestId: string, timeline: Timeline): string {
  const reopened = timeline.entries.filter(({ event }) => event === 'request.reopened').map(({ at }) => at);
  return `request:${requestId}:${reopened.toSorted().at(-1) ?? 'first'}`;
}

export function keyScopeOfComputer(computerId: string): string {
  return `computer:${computerId}`;
}
