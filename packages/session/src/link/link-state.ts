// The life of a link, as a table: which event leads from which state to which. A pair that is not there is refused.

import type { AppError } from '@nearhand/base';
import type { EndReason, ErrorCode } from '@nearhand/protocol';

export type LinkEndReason =
  | EndReason
  /** The agent lost the session's keys (it was restarted): ask for a new ticket with the same session. */
  | 'peerRestarted'
  /** The two ends did not come to keys; `error` says why (identity_changed, ticket_invalid, consent_missing, ...). */
  | 'handshakeFailed'
  /** The other end did not come (back) in time. */
  | 'unreachable'
  /** This end disposed of the link. */
  | 'disposed';

export type LinkState =
  /** Looking for a path and for the other end on it. */
  | { readonly kind: 'connecting' }
  | { readonly kind: 'handshaking' }
  | { readonly kind: 'active' }
  /** The path is lost; queued messages wait, and nothing is lost or doubled when it comes back. */
  | { readonly kind: 'interrupted'; readonly sinceMs: number }
  | {
      readonly kind: 'ended';
      readonly reason: LinkEndReason;
      /** The other end said so, inside the encryption. */
      readonly byPeer: boolean;
      readonly error: AppError<ErrorCode> | null;
    };

export type LinkStateKind = LinkState['kind'];

export type LinkEvent = 'peer.met' | 'keys.confirmed' | 'path.lost' | 'link.ended';

export const linkMoves: Readonly<Record<LinkStateKind, Partial<Record<LinkEvent, LinkStateKind>>>> = {
  connecting: { 'peer.met': 'handshaking', 'link.ended': 'ended' },
  handshaking: { 'keys.confirmed': 'active', 'path.lost': 'connecting', 'link.ended': 'ended' },
  active: { 'path.lost': 'interrupted', 'link.ended': 'ended' },
  interrupted: { 'keys.confirmed': 'active', 'link.ended': 'ended' },
  ended: {},
};

/** The state that follows, or null where the event is not allowed. */
export function nextLinkState(from: LinkStateKind, event: LinkEvent): LinkStateKind | null {
  return linkMoves[from][event] ?? null;
}
