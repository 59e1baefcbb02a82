// What the connection window shows, decided in one place from what is known of the target and of the remote screen.
import { assertNever } from '@nearhand/base';
import { type Actor, type EndReason, type ErrorCode, isEndedRequestState } from '@nearhand/protocol';
import type { RemoteScreenView } from './remote-screen.ts';
import { type Target, offlineSince } from './target.ts';

export type Phase =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected' }
  | { readonly kind: 'reconnecting' }
  | { readonly kind: 'offline'; readonly sinceMs: number | null }
  | { readonly kind: 'ended'; readonly reason: EndReason }
  | { readonly kind: 'closed'; readonly by: Actor | null }
  | { readonly kind: 'expired' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'identityChanged' }
  | { readonly kind: 'failed'; readonly code: ErrorCode };

/** The customer has let us in, at some time: the connection may be started and finds its way from there. */
export function mayStart(target: Target): boolean {
  if (target.kind === 'computer') return true;
  const { state } = target.request;
  return state !== 'scheduled' && state !== 'open' && state !== 'waiting' && !isEndedRequestState(state);
}

/** Nothing will come of this request until it is reopened. */
export function isOver(target: Target): boolean {
  return target.kind === 'request' && isEndedRequestState(target.request.state);
}

export function phaseOf(
  target: Target,
  screen: Pick<RemoteScreenView, 'state' | 'hasPicture' | 'welcomed' | 'displays'> | null,
): Phase {
  // Why the session ended says more than that the request is closed.
  if (screen?.state.kind === 'ended' && screen.state.reason !== 'revoked') return screen.state;
  const over = endOfRequest(target);
  if (over !== null) return over;
  if (screen === null) return mayStart(target) ? { kind: 'connecting' } : { kind: 'waiting' };
  switch (screen.state.kind) {
    case 'connecting':
      return { kind: 'connecting' };
    case 'active':
      return screen.hasPicture || (screen.welcomed && screen.displays.length === 0)
        ? { kind: 'connected' }
        : { kind: 'connecting' };
    case 'reconnecting':
      return { kind: 'reconnecting' };
    case 'offline':
      return { kind: 'offline', sinceMs: sinceOf(target) ?? screen.state.sinceMs };
    case 'ended':
      return screen.state;
    case 'failed':
      return screen.state.code === 'identity_changed' ? { kind: 'identityChanged' } : screen.state;
    default:
      return assertNever(screen.state);
  }
}

function endOfRequest(target: Target): Phase | null {
  if (target.kind === 'computer') return null;
  switch (target.request.state) {
    case 'closed':
      return { kind: 'closed', by: target.request.closed?.by ?? null };
    case 'denied':
      return { kind: 'refused' };
    case 'expired':
      return { kind: 'expired' };
    default:
      return null;
  }
}

function sinceOf(target: Target): number | null {
  const since = offlineSince(target);
  return since === null ? null : Date.parse(since);
}

/** The last picture stays in sight, dimmed. */
export function keepsPicture(phase: Phase): boolean {
  return phase.kind === 'connected' || phase.kind === 'reconnecting' || phase.kind === 'offline';
}
